"""V. A wrist watch with a laughing face on its dial."""
from __future__ import annotations

import math

import numpy as np
from numba import njit

from engraver import burin
from engraver.letter import words
from engraver.march import Camera, cyl, length2, seg, smin, torus, trace, box
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, lettered, outline, per_cm, quad, rule, size, white

R, TOPY = 1.75, 0.98


@njit(fastmath=True)
def scene(x, y, z):
    # strap: two leather tongues lying off the case, curving down to the table
    u = abs(z) - 1.35
    L = 7.4 if z > 0 else 5.6
    t = min(max(u / L, 0.0), 1.0)
    hgt = 0.62 * (1 - t) ** 1.7 + 0.20 + 0.22 * math.sin(t * 9.0) * t * (1 - t)
    wid = 0.98 - 0.16 * t
    end = u - L
    if z > 0:                                  # pointed tongue
        end = max(end, (abs(x) + u - L - 0.35) * 0.7)
    strap = max(max(abs(x) - wid, abs(y - hgt) - 0.13), max(end, -u)) * 0.75
    if z > 0:
        for i in range(5):
            strap = max(strap, 0.115 - length2(x, u - (L - 3.4 + 0.62 * i)))
    strap = max(strap, 1.96 - length2(x, z))
    d, k = strap - 0.02, 1
    # buckle
    if z < 0:
        q = max(abs(max(abs(x) - 1.08, abs(u - L - 0.15) - 0.5)) - 0.10, abs(y - 0.26) - 0.10)
        q = min(q, seg(x, y, z, 0, 0.30, -1.35 - L + 0.25, 0, 0.40, -1.35 - L - 0.75, 0.07, 0.05))
        if q < d:
            d, k = q, 2
    # case, bezel, crown, lugs
    q = cyl(x, y - 0.56, z, 1.98, 0.34, 0.16)
    q = smin(q, torus(x, y - 0.93, z, 1.86, 0.13), 0.06)
    lug = box(abs(x) - 1.12, y - 0.55, abs(z) - 1.75, 0.20, 0.20, 0.62, 0.14)
    q = smin(q, lug, 0.14)
    a = math.atan2(y - 0.58, z)
    q = min(q, max(length2(y - 0.58, z) - 0.26 - 0.018 * math.cos(a * 22), abs(x - 2.2) - 0.17))
    q = max(q, -(max(length2(x, z) - 1.74, 0.90 - y)))
    if q < d:
        d, k = q, 2
    q = max(length2(x, z) - 1.745, abs(y - 0.84) - 0.06)
    if q < d:
        d, k = q, 3
    return d, k


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(0.25, 0.3, 1.15), azimuth=-20, elevation=50, width=11.9, distance=60)
    buf = trace(scene, cam, w, h, centre=(0, 0.4, 0.8), radius=9.4, soft=7, reach=0.8, step=0.75)
    d = Drawing()
    ground_shadow(d, buf, k, space=11)
    bright = buf.shade(0.38, 0.78, 0.12, 0.1)
    p = buf.p
    strap, steel, dial = (buf.id == i for i in (1, 2, 3))
    hv = buf.light + buf.view
    hv /= np.linalg.norm(hv)
    spec = np.clip(buf.n @ hv, 0, 1) ** 16 * buf.shadow
    white(d, buf, k)
    body(d, buf, k, strap, bright, p[..., 2] + 0.10 * p[..., 0] ** 2, p[..., 0] + 0.5 * p[..., 2], albedo=0.56, space=8.5, lo=0.06,
         cross=0.38, seed=70, dash=False, wash=0.45)
    ang = np.arctan2(p[..., 0], p[..., 2])
    rad = np.hypot(p[..., 0], p[..., 2])
    band = 0.22 * (1 + np.cos(3 * ang + 1.4)) * (buf.n[..., 1] < 0.9)
    body(d, buf, k, steel, bright + 0.8 * spec, rad + 0.8 * p[..., 1], ang * 2, albedo=0.82, space=6.5, lo=0.08, extra=band, seed=72, dash=False)
    body(d, buf, k, dial, bright, p[..., 0] + p[..., 2] * 0.3, albedo=1.0, space=7.5, lo=0.10, seed=74, wash=0.5)
    outline(d, buf, k, thin=1.8, thick=4.6, jump=0.12, crease=0.4)
    # stitches
    from .common import strokes
    st = []
    for s in (-1, 1):
        for z0, z1, L in ((2.15, 8.1, 7.4), (-2.15, -6.5, 5.6)):
            for zc in np.arange(min(z0, z1), max(z0, z1), 0.26):
                zz = np.linspace(zc, zc + 0.15, 8)
                u = np.abs(zz) - 1.35
                t_ = np.clip(u / L, 0, 1)
                y_ = 0.62 * (1 - t_) ** 1.7 + 0.20 + 0.22 * np.sin(t_ * 9.0) * t_ * (1 - t_) + 0.17
                st.append((np.stack([s * (0.98 - 0.16 * t_ - 0.13), y_, zz], 1), 3.6))
    strokes(d, buf, k, st, slack=0.08)

    def place(q):
        q = np.asarray(q, float)
        return np.stack([q[:, 0], np.full(len(q), 0.905), q[:, 1]], 1)

    ink = []
    for i in range(60):
        a = math.radians(i * 6)
        long = i % 5 == 0
        r0, r1 = (1.46 if long else 1.56), 1.66
        ink.append(rule(r0 * math.sin(a), -r0 * math.cos(a), r1 * math.sin(a), -r1 * math.cos(a), 0.055 if long else 0.02, 4))
    for n in (12, 3, 6, 9):
        a = math.radians(n * 30)
        ink += words(str(n), 0.34, "sans-medium", x=1.24 * math.sin(a), y=-1.24 * math.cos(a) + 0.12, align="center")[0]
    lettered(d, buf, k, ink, place)
    # the laugh: five strokes and no one in particular
    t = np.linspace(0, 1, 80)

    def arc(cx, cy, rx, ry, a0, a1, wide):
        a = np.radians(a0 + (a1 - a0) * t)
        q = quad(buf, k, place(np.stack([cx + rx * np.cos(a), cy + ry * np.sin(a)], 1)))
        d.add([burin.ribbon(q[:, 0], q[:, 1], wide * (0.25 + 0.75 * np.sin(np.pi * t) ** 0.7))])

    for s in (-1, 1):
        arc(s * 0.40, -0.22, 0.25, 0.20, 200, 340, 9)                 # closed, laughing eyes
        arc(s * 0.43, -0.40, 0.31, 0.20, 215 - s * 8, 325 - s * 8, 6)  # brows
        arc(s * 0.80, 0.20, 0.16, 0.26, 90 - s * 60, 90 - s * 60 + s * -70, 4)
    arc(0.02, -0.05, 0.10, 0.17, 100, -20, 5)                         # nose
    mouth = np.concatenate([np.stack([0.62 * np.cos(a), 0.22 + 0.50 * np.sin(a)], 1) for a in [np.linspace(0, np.pi, 60)]]
                           + [np.stack([np.linspace(-0.62, 0.62, 60), 0.22 + 0.13 * np.cos(np.linspace(-1.57, 1.57, 60))], 1)])
    d.add([quad(buf, k, place(mouth))], 0.95)
    teeth = np.concatenate([np.stack([np.linspace(-0.50, 0.50, 50), 0.27 + 0.10 * np.cos(np.linspace(-1.57, 1.57, 50))], 1),
                            np.stack([np.linspace(0.46, -0.46, 50), 0.36 + 0.11 * np.cos(np.linspace(-1.57, 1.57, 50))], 1)])
    d.cut([quad(buf, k, place(teeth))])
    # five to twelve: the only hour that leaves the face free
    def hand(deg, length, tail, wide, red=False):
        a = math.radians(deg)
        c, s = math.sin(a), -math.cos(a)
        n = np.array([-s, c])
        e, b = np.array([c, s]) * length, -np.array([c, s]) * tail
        m = b + (e - b) * 0.72
        ring = np.array([b + n * wide * 0.5, m + n * wide, e, m - n * wide, b - n * wide * 0.5])
        q = quad(buf, k, place(np.concatenate([np.linspace(u, v, 8) for u, v in zip(ring, np.roll(ring, -1, 0), strict=True)])) + (0, 0.10, 0))
        sh = quad(buf, k, place(np.concatenate([np.linspace(u, v, 8) for u, v in zip(ring + (0.05, 0.06), np.roll(ring + (0.05, 0.06), -1, 0), strict=True)])))
        if not red:
            d.add([sh], 0.45)
            d.cut([q])
        d.add([q], red=red)

    hand(357.5, 0.92, 0.16, 0.055)
    hand(330, 1.40, 0.20, 0.045)
    hand(98, 1.54, 0.36, 0.013)
    a = np.linspace(0, 2 * np.pi, 30)
    hub = quad(buf, k, place(np.stack([0.09 * np.cos(a), 0.09 * np.sin(a)], 1)) + (0, 0.12, 0))
    d.cut([hub])
    d.add([hub])
    # one bright bow of light on the crystal
    b = np.radians(np.linspace(196, 262, 60))
    glass = np.concatenate([np.stack([1.60 * np.cos(b), 1.60 * np.sin(b)], 1), np.stack([1.34 * np.cos(b[::-1]), 1.34 * np.sin(b[::-1])], 1)])
    d.heighten([quad(buf, k, place(glass) + (0, 0.14, 0))], 0.75)
    return d, (2.0, per_cm(cam))


PLATE = Plate("watch", "PLATE V", "A watch that laughs",
              ("Steel, leather; a souvenir of the 1990s. The face is drawn as a sign, not as a portrait.",
               "Reconstruction drawing after a visit to the 1990s room of the Presnya museum."), draw)
