"""I. A death mask on a cushion, covered by glass."""
from __future__ import annotations

import math

import numpy as np
from numba import njit
from scipy import ndimage as ndi

from engraver import burin
from engraver.march import Camera, cyl, length2, sample, smin, torus, trace
from engraver.letter import words
from engraver.sheet import Drawing

from .common import FINE, Plate, ground_shadow, outline, per_cm, quad, size, strokes, tone, white
from .face import RES, X0, Y0, drawn_lines, relief

PITCH, YAW, TILT = math.radians(44), math.radians(-18), math.radians(4)
ORIGIN = np.array([0.2, 15.0, -1.2])
HEIGHT, GUARD, OUTLINE = relief()
BASE = 4.2                                  # height of the wooden foot


def axes():
    """Rows: the mask's x, y, z in the room."""
    c, s = math.cos(YAW), math.sin(YAW)
    turn = np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]])
    c, s = math.cos(PITCH), math.sin(PITCH)
    lean = np.array([[1, 0, 0], [0, c, -s], [0, s, c]])        # rows: x, y up-back, z up-front
    c, s = math.cos(TILT), math.sin(TILT)
    roll = np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]])
    return roll @ lean @ turn


A = axes()


@njit(fastmath=True)
def mask_at(x, y, z):
    qx, qy, qz = x - ORIGIN[0], y - ORIGIN[1], z - ORIGIN[2]
    u = A[0, 0] * qx + A[0, 1] * qy + A[0, 2] * qz
    v = A[1, 0] * qx + A[1, 1] * qy + A[1, 2] * qz
    w = A[2, 0] * qx + A[2, 1] * qy + A[2, 2] * qz
    gu, gv = (u - X0) * RES, (v - Y0) * RES
    h = sample(HEIGHT, gu, gv)
    g = sample(GUARD, gu, gv)
    o = sample(OUTLINE, gu, gv)
    far = max(max(abs(u) - 9.5, abs(v) - 12.5), 0.0)
    d = max(max((w - h) * g, o), 0.6 - w)
    return max(d, far)


@njit(fastmath=True)
def ring(x, z):
    """The cushion's plan: a rounded square, 0 on the seam, negative inside (cm)."""
    x, z = x - 0.1, z - 0.2
    x, z = 0.985 * x + 0.174 * z, -0.174 * x + 0.985 * z
    n = (abs(x / 11.8) ** 3.4 + abs(z / 10.6) ** 3.4) ** (1 / 3.4)
    return (n - 1) * 10.6, n, x, z


@njit(fastmath=True)
def seam(z):
    return BASE + 1.9 + 0.16 * (10.6 - z)


@njit(fastmath=True)
def cushion(x, y, z):
    """A plump cushion, pushed up behind the head; folds run out from under it."""
    side, n, u, v = ring(x, z)
    f = max(1 - min(n, 1.0) ** 2.6, 0.0) ** 0.55
    rise = 2.6 + 0.60 * (10.6 - v) - 0.016 * (10.6 - v) ** 2
    ang = math.atan2(u, v + 1.0)
    fold = (0.62 * math.sin(ang * 7.0 + 0.7 + 0.5 * math.sin(n * 4.0)) + 0.26 * math.sin(ang * 17.0 + 2.0 + 0.25 * u)) * f * (0.35 + 0.65 * n)
    yy = y - seam(v)
    d = max(yy - (rise * f + fold), -yy - 1.9 * f)
    return max(d * 0.55, side)


@njit(fastmath=True)
def cord(x, y, z):
    side, _, _, v = ring(x, z)
    return length2(side, y - seam(v)) * 0.8 - 0.24


@njit(fastmath=True)
def scene(x, y, z):
    d, k = mask_at(x, y, z), 1
    q = cushion(x, y, z)
    if q < d:
        d, k = q, 2
    q = cord(x, y, z)
    if q < d:
        d, k = q, 3
    q = min(cyl(x, y - 0.9, z, 17.4, 0.9, 0.3), cyl(x, y - 2.9, z, 16.2, 1.3, 0.6))
    q = smin(q, torus(x, y - 2.0, z, 16.5, 0.5), 0.3)
    if q < d:
        d, k = q, 4
    return d, k


GLASS_R, GLASS_TOP = 14.6, 36.0


@njit(fastmath=True)
def dome(x, y, z):
    lift = GLASS_TOP - GLASS_R - BASE
    yy = y - BASE
    q = max(yy - lift, 0.0)
    d = math.sqrt(x * x + z * z + q * q) - GLASS_R
    return max(d, BASE - y), 1


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(0.5, 15.6, 0), azimuth=0, elevation=19, width=39.5, distance=190)
    buf = trace(scene, cam, w, h, centre=(0, 13, 0), radius=24, soft=6.0, reach=3.6, step=0.85)
    d = Drawing()
    bright = buf.shade(0.30, 0.76, 0.16, 0.20)
    face = buf.shade(0.20, 0.80, 0.20, 0.27)
    mask, cush, pipe, wood = (buf.id == i for i in (1, 2, 3, 4))

    ground_shadow(d, buf, k, space=12.5, cross=False)
    white(d, buf, k, mask=wood | cush | pipe | mask, colour=(0xF3, 0xEE, 0xE3))
    white(d, buf, k, mask=mask)

    # plaster: slices across the long axis, then a second set only in the shade
    dk = tone(face, 1.0, 0.92, white=0.88)
    p = (buf.p - ORIGIN) @ A.T
    calm = ndi.median_filter(dk, size=max(3, 2 * round(9 * fine) + 1))     # the jaw: no grain of the tracer
    dk = np.where(mask, np.where(p[..., 1] < -6.9, calm, dk), 0)
    # hollows a little darker and ridges lighter than one lamp makes them: what a draughtsman adds
    high = burin.fill_nan(p[..., 2], mask)
    cm = w / cam.width
    hollow = ndi.gaussian_filter(high, 0.55 * cm) - ndi.gaussian_filter(high, 0.08 * cm)
    inner = np.clip(ndi.distance_transform_edt(mask) / (1.2 * cm), 0, 1)
    dk = np.where(mask, np.clip(dk + inner * np.clip(1.5 * hollow, -0.14, 0.20), 0, 1), 0)
    # under the nose the tracer's grain would tangle the lines: calm it, and keep it out of black
    under = (p[..., 1] < -2.2) & (p[..., 1] > -4.2) & (np.abs(p[..., 0]) < 2.3)
    calm = ndi.gaussian_filter(dk, 0.12 * cm)
    dk = np.where(under & mask, np.minimum(calm, 0.74), dk)
    dk = np.where(mask, np.minimum(dk, 0.86), 0)
    # lids and lips are drawn as lines below: hatching that crowds into the same creases would look like lashes
    across, along = np.abs(p[..., 0]), p[..., 1]
    u = (across - 3.15) / 1.55
    lid = np.abs(along - (0.63 - 0.40 * np.clip(1 - u * u, 0, None) + 0.02 * u)) < 0.24
    dk = np.where(lid & (np.abs(u) < 1.2), np.minimum(dk, 0.36), dk)
    lips = np.abs(along - (-5.36 - 0.26 * (across / 2.55) ** 2)) < 0.20
    dk = np.where(lips & (across < 2.9), np.minimum(dk, 0.52), dk)
    u1 = p[..., 1] + 0.22 * p[..., 2] + 0.042 * p[..., 0] ** 2
    u2 = p[..., 0] + 0.45 * p[..., 2] - 0.25 * p[..., 1]
    d.add(burin.hatch(u1, dk, mask, k, space=7.2, lo=0.12, hi=0.98, cover=0.58, thin=1.3, wobble=0.3, seed=3))
    d.add(burin.hatch(u2, dk, mask, k, space=8.0, lo=0.52, hi=1.25, cover=0.46, thin=1.3, wobble=0.3,
                      seed=4, dash=True))
    d.wash(np.where(mask, np.clip(dk - 0.12, 0, 1), 0), 0.36)

    # velvet: darker, lines run over the swelling
    dc = tone(bright, 0.46, 0.9, white=0.78)
    dc = np.where(cush, ndi.median_filter(dc, size=max(3, 2 * round(9 * fine) + 1)), dc)
    q = buf.p
    d.add(burin.hatch(q[..., 0] + 0.3 * q[..., 1] + 0.15 * q[..., 2], dc, cush, k, space=10.5, lo=0.10, hi=1.0, cover=0.56, thin=1.6, seed=5, dash=False))
    d.add(burin.hatch(q[..., 2] * 0.8 - 0.9 * q[..., 1] - 0.2 * q[..., 0], dc, cush, k, space=10.5, lo=0.42, hi=1.05, cover=0.50, thin=1.6, seed=6, dash=False))
    d.wash(np.where(cush, dc, 0), 0.34)
    dp = tone(bright, 0.9, 1.0, white=0.9)
    ang = np.arctan2(q[..., 2], q[..., 0])
    d.add(burin.hatch(ang * 16 + q[..., 1] * 1.6, np.where(pipe, np.clip(dp + 0.2, 0, 1), 0), pipe, k, space=8, lo=0.05, cover=0.5, thin=1.6, dash=False))

    # turned wood: rings
    dw = tone(bright, 0.50, 0.9, white=0.8)
    flat = wood & (buf.n[..., 1] > 0.85)
    turn = wood & ~flat
    rad = np.hypot(q[..., 0], q[..., 2])
    d.add(burin.hatch(q[..., 1], dw, turn, k, space=8.5, lo=0.06, hi=1.05, cover=0.60, thin=1.7, seed=7, dash=False, wobble=0.3))
    d.add(burin.hatch(ang, dw, turn, k, space=9.5, lo=0.55, hi=1.15, cover=0.50, thin=1.6, seed=8, dash=False))
    d.add(burin.hatch(rad, dw, flat, k, space=9.5, lo=0.05, hi=1.05, cover=0.55, thin=1.6, seed=9, dash=False))
    d.wash(np.where(wood, dw, 0), 0.40)

    outline(d, buf, k, dk, thin=1.8, thick=5.0, weight=0.36, jump=1.8, crease=None,
            only=~ndi.binary_erosion(mask, iterations=3))
    d.add(burin.silhouette(mask, k, thin=1.6, thick=4.6))

    strokes(d, buf, k, [(pts @ A + ORIGIN, w * 0.62) for pts, w in drawn_lines()], slack=0.7)

    # glass: seen only at its edge and where a window lies on it
    g = trace(dome, cam, w, h, centre=(0, 20, 0), radius=30, reach=1.0, table=False)
    on = g.id > 0
    grazing = 1 - np.clip(np.sum(g.n * g.view, -1), 0, 1)
    side = np.where(g.n @ cam.frame()[1] > 0, 1.0, 0.55)
    dg = np.where(on, np.clip((grazing - 0.56) / 0.44, 0, 1) ** 1.5 * side, 0)
    mer = np.arctan2(g.p[..., 0], g.p[..., 2])
    d.add(burin.hatch(mer, dg, on & (g.p[..., 1] < GLASS_TOP - 2.2), k, space=8.5, lo=0.04, hi=1.2, cover=0.42, thin=1.25, thick=3.0, seed=10, dash=True, wobble=0.3))
    d.wash(dg, 0.22)
    d.add(burin.silhouette(on, k, thin=2.2, thick=4.2, glide=9))
    d.add(burin.silhouette(ndi.binary_erosion(on, iterations=max(2, round(9 / k))), k, thin=1.1, thick=1.5, glide=9))
    # window reflection, upper left: two panes bent by the glass
    for a0, a1 in ((-62, -50.5), (-48.5, -39)):
        for e0, e1 in ((20, 39), (41, 58)):
            pane = []
            lift = GLASS_TOP - GLASS_R
            edge = ([(a, e0) for a in np.linspace(a0, a1, 12)] + [(a1, e) for e in np.linspace(e0, e1, 12)]
                    + [(a, e1) for a in np.linspace(a1, a0, 12)] + [(a0, e) for e in np.linspace(e1, e0, 12)])
            for turn, rise in edge:
                a, e = math.radians(turn), math.radians(rise)
                pane.append((GLASS_R * math.sin(a) * math.cos(e), lift + GLASS_R * math.sin(e),
                             GLASS_R * math.cos(a) * math.cos(e)))
            d.heighten([quad(g, k, pane)], 0.62)
    # the tag of the register, on a red thread
    tag(d, buf, k)
    return d, (10.0, per_cm(cam))


def tag(d, buf, k):
    c, s = math.cos(0.30), math.sin(0.30)

    def place(r):
        r = np.asarray(r, float)
        return np.stack([5.2 + r[:, 0] * c + r[:, 1] * s, np.full(len(r), BASE + 0.06),
                         11.9 - r[:, 0] * s + r[:, 1] * c], 1)

    card = np.array([(0.45, -0.95), (3.6, -0.95), (3.6, 0.95), (0.45, 0.95), (0, 0.5), (0, -0.5)])
    card = np.concatenate([np.linspace(a, b, 12) for a, b in zip(card, np.roll(card, -1, 0), strict=True)])
    shade = quad(buf, k, place(card + (0.14, 0.16)))
    d.add([shade], 0.8)
    face = quad(buf, k, place(card))
    d.cut([face])
    d.heighten([face], 1.0)
    d.add([burin.ribbon(*np.vstack([face, face[:2]]).T, np.full(len(face) + 2, 2.2))])
    rings, _ = words("1", 1.5, "mono", x=2.05, y=0.52, align="center")
    d.add([quad(buf, k, place(r)) for r in rings], even_odd=True)
    t = np.linspace(0, 1, 60)[:, None]
    pts = [np.array(q) for q in ((5.5, BASE + 0.1, 11.9), (3.6, BASE + 0.1, 12.6), (4.6, BASE + 0.6, 11.2), (4.2, seam(10.4) - 0.1, 10.62))]
    line = (1 - t) ** 3 * pts[0] + 3 * t * (1 - t) ** 2 * pts[1] + 3 * t * t * (1 - t) * pts[2] + t ** 3 * pts[3]
    q = quad(buf, k, line)
    d.cut([burin.ribbon(q[:, 0], q[:, 1], np.full(len(q), 8.0))])
    d.add([burin.ribbon(q[:, 0], q[:, 1], np.full(len(q), 5.0))], red=True)


PLATE = Plate(
    "mask", "PLATE I", "A death mask, covered by glass",
    ("Plaster, on a cushion, under a glass dome; height of the face about 23 cm. Nobody’s likeness.",
     "Reconstruction drawing after Victor Serge’s words on a visit of 1927."),
    draw)
