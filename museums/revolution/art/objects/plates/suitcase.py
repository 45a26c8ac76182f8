"""XV. A deportee's suitcase."""
from __future__ import annotations

import math

import numpy as np
from numba import njit

from engraver.letter import words
from engraver.march import Camera, box, length2, length3, smax, seg, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, lettered, outline, per_cm, rule, size, strokes, white


@njit(fastmath=True)
def scene(x, y, z):
    y = y - 18.0
    bow = 0.35 * math.cos(x * 0.065) * math.cos(y * 0.10)
    dent = 0.9 * math.exp(-(((x - 12) / 5.5) ** 2 + ((y + 6) / 4.5) ** 2))
    zz = z - (bow - dent if z > 0 else 0.0)
    d = box(x, y, zz, 28.0, 18.0, 8.4, 2.4)
    # the parting of lid and body
    d = smax(d, -(max(abs(z - 1.6) - 0.16, -(max(abs(x) - 27.65, abs(y) - 17.65)))), 0.1)
    k = 1
    # corner caps, leather
    cx, cy, cz = abs(x) - 28.0, abs(y) - 18.0, abs(z) - 8.4
    corner = max(d - 0.16, length3(cx + 0.4, cy + 0.4, cz + 0.4) - 5.2)
    if corner < d:
        d, k = corner, 2
    # two straps round the case
    sx = abs(x) - 15.0
    strap = max(box(x, y, zz, 28.5, 18.5, 8.9, 2.6), abs(sx) - 1.5)
    strap = max(strap, -box(x, y, zz, 27.6, 17.6, 8.0, 2.2))
    loop = max(box(sx, y - 12.4, z - 8.9, 2.1, 0.75, 0.62, 0.25), -10.0)
    q = min(strap, loop)
    if q < d:
        d, k = q, 3
    # buckles, locks, handle mounts
    bz = z - 9.2
    bk = max(abs(max(abs(sx) - 1.75, abs(y - 7.6) - 1.35)) - 0.22, abs(bz) - 0.26)
    bk = min(bk, seg(sx, y, bz, 0, 8.8, 0.2, 0, 6.0, 0.25, 0.14, 0.12))
    lock = min(box(abs(x) - 7.6, y - 18.2, z - 2.2, 1.3, 0.28, 2.2, 0.1), box(abs(x) - 7.6, y - 18.5, z - 1.4, 0.7, 0.3, 0.8, 0.2))
    mount = length2(length2(abs(x) - 4.7, z - 1.6) - 0.0, y - 18.6) - 0.75
    q = min(bk, min(lock, mount))
    if q < d:
        d, k = q, 4
    # handle
    a = x / 4.7
    hy = 18.8 + 2.9 * math.sqrt(max(1 - a * a * a * a, 0.0))
    hd = max(length2((y - hy) * (0.55 if abs(a) > 0.75 else 0.95), (z - 1.6) * 0.72) - 0.62, abs(x) - 4.9)
    if hd * 0.7 < d:
        d, k = hd * 0.7, 3
    return d, k


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(1.0, 17.0, 0), azimuth=-27, elevation=22, width=76.0, distance=270)
    buf = trace(scene, cam, w, h, centre=(0, 19, 0), radius=37, soft=7, reach=5, step=0.85)
    d = Drawing()
    ground_shadow(d, buf, k, space=12)
    p, n = buf.p, buf.n
    bright = buf.shade(0.38, 0.80, 0.12, 0.14)
    case, cap, strap, metal = (buf.id == i for i in (1, 2, 3, 4))
    white(d, buf, k, colour=(0xF5, 0xF0, 0xE5))
    white(d, buf, k, metal)
    front, top = case & (n[..., 2] > 0.6), case & (n[..., 1] > 0.6)
    side = case & ~front & ~top
    # fibreboard: scuffs as a slow unevenness of tone
    from scipy import ndimage as ndi
    rng = np.random.default_rng(1933)
    scuff = ndi.gaussian_filter(rng.normal(size=(h, w)), 16 * fine)
    scuff = scuff / scuff.std() * 0.035
    body(d, buf, k, front, bright, p[..., 1] + 0.01 * p[..., 0], p[..., 0] + 0.5 * p[..., 1], albedo=0.80, space=8.4, lo=0.06, cross=0.44, seed=200, extra=scuff, wash=0.40)
    body(d, buf, k, top, bright, p[..., 0], p[..., 2], albedo=0.84, space=8.4, lo=0.06, cross=0.46, seed=202, extra=scuff)
    body(d, buf, k, side, bright, p[..., 1], p[..., 2] + p[..., 1], albedo=0.80, space=8.4, lo=0.06, cross=0.44, seed=204)
    body(d, buf, k, cap, bright, p[..., 0] * np.sign(p[..., 0]) + p[..., 1] - 18, p[..., 0] - p[..., 1], albedo=0.55, space=6.4, lo=0.05, cross=0.40, seed=206, dash=False, wash=0.46)
    fr = n[..., 2] > 0.6
    body(d, buf, k, strap, bright, np.where(fr, p[..., 1], p[..., 1] + p[..., 2]), p[..., 0] + 0.5 * p[..., 1], albedo=0.50, space=6.4, lo=0.05, cross=0.42, seed=208, dash=False, wash=0.48)
    body(d, buf, k, metal, bright + 0.1, p[..., 1], albedo=0.85, space=5.5, lo=0.10, seed=210)
    outline(d, buf, k, thin=1.8, thick=5.0, weight=0.35, jump=0.6, crease=0.45)
    # a paper label: name space left empty, route
    def place(q):
        q = np.asarray(q, float)
        x, y = -0.4 + q[:, 0], 16.0 - q[:, 1]
        return np.stack([x, y, 8.55 + 0.35 * np.cos(x * 0.065) * np.cos((y - 18) * 0.10)], 1)

    from .common import quad, rect
    card = [quad(buf, k, place(rect(-8.2, -4.6, 8.2, 4.9)))]
    d.cut(card)
    d.heighten(card, 1.0)
    ink = [rule(-8.2, -4.6, 8.2, -4.6, 0.14), rule(8.2, -4.6, 8.2, 4.9, 0.2), rule(8.2, 4.9, -8.2, 4.9, 0.2), rule(-8.2, 4.9, -8.2, -4.6, 0.14)]
    ink += words("БАГАЖ", 2.0, "sans-bold", x=-7.2, y=-1.7, track=0.2)[0]
    ink += words("1933", 2.0, "serif", x=7.2, y=-1.7, align="right")[0]
    ink += [rule(-7.2, -0.9, 7.2, -0.9, 0.1), rule(-7.2, 3.6, 7.2, 3.6, 0.05)]
    lettered(d, buf, k, ink, place)
    t = np.linspace(0, 1, 60)
    strokes(d, buf, k, [(place(np.stack([-7.0 + 14.0 * t, 1.60 + 0.05 * np.sin(t * 11)], 1)) + (0, 0, 0.05), 6.0)], slack=2, red=True)
    return d, (20.0, per_cm(cam))


PLATE = Plate("suitcase", "PLATE XV", "A deportee’s suitcase",
              ("Fibreboard, leather, tinned steel. Victor Serge was deported to the Kazakh border in 1933.",
               "Reconstruction drawing; the case is not named in the essay and bears no one’s name."), draw, (330, 1750))
