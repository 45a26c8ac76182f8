"""Sphere tracing of signed-distance scenes into a G-buffer (one core, numba).

Units are centimetres. y is up, the table is y = 0. Light is fixed to the camera (upper left),
so that every plate of the series is lit alike.
"""
from __future__ import annotations

import math
from dataclasses import dataclass
from collections.abc import Callable

import numpy as np
from numba import njit

jit = njit(fastmath=True, inline="never", error_model="numpy")

# --- primitives -----------------------------------------------------------------------------


@jit
def length2(x, y):
    return math.sqrt(x * x + y * y)


@jit
def length3(x, y, z):
    return math.sqrt(x * x + y * y + z * z)


@jit
def box(x, y, z, bx, by, bz, r):
    """Box with half sizes b and rounding r (r is inside the size)."""
    qx = abs(x) - bx + r
    qy = abs(y) - by + r
    qz = abs(z) - bz + r
    out = math.sqrt(max(qx, 0.0) ** 2 + max(qy, 0.0) ** 2 + max(qz, 0.0) ** 2)
    return out + min(max(qx, max(qy, qz)), 0.0) - r


@jit
def cyl(x, y, z, radius, half, r):
    """Upright cylinder (axis y)."""
    dx = math.sqrt(x * x + z * z) - radius + r
    dy = abs(y) - half + r
    return min(max(dx, dy), 0.0) + length2(max(dx, 0.0), max(dy, 0.0)) - r


@jit
def tube(x, y, z, radius, half, wall):
    """Upright hollow cylinder: radius is the middle of the wall."""
    dx = abs(math.sqrt(x * x + z * z) - radius) - wall
    dy = abs(y) - half
    return min(max(dx, dy), 0.0) + length2(max(dx, 0.0), max(dy, 0.0))


@jit
def torus(x, y, z, radius, r):
    return length2(math.sqrt(x * x + z * z) - radius, y) - r


@jit
def ell(x, y, z, a, b, c):
    k0 = length3(x / a, y / b, z / c)
    k1 = length3(x / (a * a), y / (b * b), z / (c * c))
    if k1 < 1e-9:
        return -min(a, min(b, c))
    return k0 * (k0 - 1.0) / k1


@jit
def seg(x, y, z, ax, ay, az, bx, by, bz, ra, rb):
    """Tapered capsule from a to b."""
    dx, dy, dz = bx - ax, by - ay, bz - az
    px, py, pz = x - ax, y - ay, z - az
    h = (px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz)
    h = min(max(h, 0.0), 1.0)
    return length3(px - dx * h, py - dy * h, pz - dz * h) - (ra + (rb - ra) * h)


@jit
def smin(a, b, k):
    h = max(k - abs(a - b), 0.0) / k
    return min(a, b) - h * h * k * 0.25


@jit
def smax(a, b, k):
    return -smin(-a, -b, k)


@jit
def spin(x, z, angle):
    """Rotate the point (x, z) by angle (radians)."""
    c, s = math.cos(angle), math.sin(angle)
    return c * x - s * z, s * x + c * z


@jit
def sample(tex, u, v):
    """Bilinear value of tex[v, u], clamped at the border."""
    h, w = tex.shape
    u = min(max(u, 0.0), w - 1.001)
    v = min(max(v, 0.0), h - 1.001)
    i, j = int(u), int(v)
    a, b = u - i, v - j
    return ((tex[j, i] * (1 - a) + tex[j, i + 1] * a) * (1 - b)
            + (tex[j + 1, i] * (1 - a) + tex[j + 1, i + 1] * a) * b)


# --- camera and buffer -----------------------------------------------------------------------


@dataclass(frozen=True)
class Camera:
    target: tuple[float, float, float]
    azimuth: float          # degrees, 0 looks along -z, positive walks to the right
    elevation: float        # degrees above the table
    width: float            # cm across the art box at the target
    distance: float = 160.0
    roll: float = 0.0

    def frame(self):
        a, e = math.radians(self.azimuth), math.radians(self.elevation)
        back = np.array([math.sin(a) * math.cos(e), math.sin(e), math.cos(a) * math.cos(e)])
        right = np.array([math.cos(a), 0.0, -math.sin(a)])
        up = np.cross(back, right)
        if self.roll:
            r = math.radians(self.roll)
            right, up = (math.cos(r) * right + math.sin(r) * up,
                         math.cos(r) * up - math.sin(r) * right)
        eye = np.array(self.target) + back * self.distance
        return eye, right, up, -back

    def project(self, points, w: int, h: int):
        """World points (n, 3) to buffer pixels (n, 2)."""
        eye, right, up, fwd = self.frame()
        d = np.asarray(points, float) - eye
        depth = d @ fwd
        k = w / self.width * self.distance / depth
        return np.stack([w / 2 + d @ right * k, h / 2 - d @ up * k], -1)


@dataclass
class Buffer:
    w: int
    h: int
    camera: Camera
    depth: np.ndarray
    p: np.ndarray       # (h, w, 3) world position
    n: np.ndarray       # (h, w, 3) normal
    id: np.ndarray      # -1 nothing, 0 table, >0 parts
    shadow: np.ndarray  # 1 lit, 0 in shadow
    ao: np.ndarray      # 1 open, 0 closed
    light: np.ndarray
    view: np.ndarray

    def lambert(self):
        return np.clip(self.n @ self.light, 0, 1)

    def shade(self, ambient=0.42, direct=0.80, bounce=0.12, fill=0.0):
        """Brightness about 0..1.1 of a white body."""
        sky = 0.6 + 0.4 * self.n[..., 1]
        back = np.clip(self.n @ np.array([self.light[0] * -1, -0.55, self.light[2] * -0.2]), 0, 1)
        _, right, up, fwd = self.camera.frame()
        lamp = 0.72 * right + 0.1 * up - 0.68 * fwd          # a weak second window, right
        return (ambient * sky * self.ao + direct * self.lambert() * self.shadow
                + bounce * back * self.ao + fill * np.clip(self.n @ lamp, 0, 1) * self.ao)


def tracer(scene: Callable, table: bool = True):
    """Compile a scene(x, y, z) -> (distance, part) into a renderer."""

    @njit(fastmath=True, error_model="numpy", nogil=True)
    def render(w, h, eye, right, up, fwd, width, dist, centre, radius, light, soft, reach, step):
        depth = np.full((h, w), np.inf)
        pos = np.zeros((h, w, 3))
        nor = np.zeros((h, w, 3))
        part = np.full((h, w), -1, np.int16)
        sh = np.ones((h, w))
        occ = np.ones((h, w))
        px = width / w
        for j in range(h):
            for i in range(w):
                sx = (i + 0.5 - w / 2) * px
                sy = (h / 2 - j - 0.5) * px
                dx = right[0] * sx + up[0] * sy + fwd[0] * dist
                dy = right[1] * sx + up[1] * sy + fwd[1] * dist
                dz = right[2] * sx + up[2] * sy + fwd[2] * dist
                q = math.sqrt(dx * dx + dy * dy + dz * dz)
                dx, dy, dz = dx / q, dy / q, dz / q
                tg = 1e9
                if table and dy < -1e-6:
                    tg = -eye[1] / dy
                # objects
                ox, oy, oz = eye[0] - centre[0], eye[1] - centre[1], eye[2] - centre[2]
                b = ox * dx + oy * dy + oz * dz
                c = ox * ox + oy * oy + oz * oz - radius * radius
                disc = b * b - c
                hit = 0
                t = 0.0
                if disc > 0:
                    t = -b - math.sqrt(disc)
                    far = min(-b + math.sqrt(disc), tg)
                    for _ in range(220):
                        d, k = scene(eye[0] + dx * t, eye[1] + dy * t, eye[2] + dz * t)
                        if d < 0.0012:
                            hit = k
                            break
                        t += d * step
                        if t > far:
                            break
                    if t > far:
                        hit = 0
                if hit == 0:
                    if tg > 1e8:
                        continue
                    t = tg
                x, y, z = eye[0] + dx * t, eye[1] + dy * t, eye[2] + dz * t
                nx, ny, nz = 0.0, 1.0, 0.0
                if hit > 0:
                    e = 0.012
                    d1, _ = scene(x + e, y - e, z - e)
                    d2, _ = scene(x - e, y - e, z + e)
                    d3, _ = scene(x - e, y + e, z - e)
                    d4, _ = scene(x + e, y + e, z + e)
                    nx = d1 - d2 - d3 + d4
                    ny = -d1 - d2 + d3 + d4
                    nz = -d1 + d2 - d3 + d4
                    q = math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-12
                    nx, ny, nz = nx / q, ny / q, nz / q
                depth[j, i] = t
                part[j, i] = hit
                pos[j, i, 0], pos[j, i, 1], pos[j, i, 2] = x, y, z
                nor[j, i, 0], nor[j, i, 1], nor[j, i, 2] = nx, ny, nz
                # shadow
                ndl = nx * light[0] + ny * light[1] + nz * light[2]
                s = 1.0
                if ndl <= 0:
                    s = 0.0
                else:
                    x0, y0, z0 = x + nx * 0.03, y + ny * 0.03, z + nz * 0.03
                    ox, oy, oz = x0 - centre[0], y0 - centre[1], z0 - centre[2]
                    b = ox * light[0] + oy * light[1] + oz * light[2]
                    c = ox * ox + oy * oy + oz * oz - radius * radius * 1.3
                    disc = b * b - c
                    if disc > 0 and -b + math.sqrt(disc) > 0:
                        far = -b + math.sqrt(disc)
                        tt = max(0.03, -b - math.sqrt(disc))
                        for _ in range(60):
                            d, _ = scene(x0 + light[0] * tt, y0 + light[1] * tt, z0 + light[2] * tt)
                            s = min(s, 0.5 + 0.5 * soft * d / tt)
                            if s < 0.02:
                                break
                            tt += min(max(d * step, 0.03), 1.2)
                            if tt > far:
                                break
                        s = max(s, 0.0)
                        s = s * s * (3 - 2 * s)
                        s = min(1.0, s)
                sh[j, i] = s
                # openness
                a = 0.0
                wgt = 1.0
                tot = 0.0
                for m in range(1, 6):
                    r = reach * m * m / 25.0 + 0.02
                    yy = y + ny * r
                    d, _ = scene(x + nx * r, yy, z + nz * r)
                    if table:
                        d = min(d, yy)
                    a += wgt * max(0.0, r - d) / r
                    tot += wgt
                    wgt *= 0.85
                occ[j, i] = max(0.0, 1.0 - a / tot)
        return depth, pos, nor, part, sh, occ

    return render


def trace(scene, camera: Camera, w: int, h: int, *, centre, radius, soft=7.0, reach=3.0,
          step=0.9, table=True, light=(-0.62, 0.62, 0.48)) -> Buffer:
    eye, right, up, fwd = camera.frame()
    lv = np.array(light) / np.linalg.norm(light)
    world = lv[0] * right + lv[1] * up - lv[2] * fwd
    world[1] = max(world[1], 0.25)                 # the lamp never sinks below the table
    world = world / np.linalg.norm(world)
    out = tracer(scene, table)(w, h, eye, right, up, fwd, float(camera.width),
                               float(camera.distance), np.array(centre, float), float(radius),
                               world, float(soft), float(reach), float(step))
    d, p, n, k, s, a = out
    return Buffer(w, h, camera, d, p, n, k, s, a, world, -fwd)
