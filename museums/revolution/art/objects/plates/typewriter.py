"""IX. A typewriter."""
from __future__ import annotations

import math

import numpy as np
from numba import njit

from engraver.letter import words
from engraver.march import Camera, box, cyl, length2, seg, smax, smin, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, lettered, outline, per_cm, size, white


@njit(fastmath=True)
def key_at(row, col):
    """Centre of a key: x, y, z."""
    return -11.0 + row * 0.75 + col * 1.95 - (0.0 if row < 3 else 0.2), 7.2 - row * 1.25, 5.4 + row * 2.15


@njit(fastmath=True)
def scene(x, y, z):
    # frame: low front, high back
    d = box(x, y - 1.5, z - 2.0, 14.2, 1.1, 12.4, 0.7)
    hood = box(x, y - 6.6, z + 3.2, 13.2, 5.6, 6.4, 1.3)
    slope = (y - 11.6) * 0.86 + (z - 1.0) * 0.55
    hood = smax(hood, slope, 0.8)
    d = smin(d, hood, 1.0)
    # the well of type bars, a half round opening in the hood
    well = max(length2(x, z - 3.6) - 7.0, abs(y - 11.0) - 4.6)
    d = smax(d, -well, 0.35)
    k = 1
    # side cheeks by the keys
    q = box(abs(x) - 13.4, y - 3.0, z - 8.0, 0.8, 1.6, 6.2, 0.6)
    d = smin(d, q, 0.8)
    # type bars fan out in the well
    a = math.atan2(x, 8.6 - z)
    n = 0.075
    r = length2(x, 8.6 - z)
    aa = (a / n - math.floor(a / n) - 0.5) * n * r
    bars = max(max(abs(aa) - 0.10, abs(y - (5.6 + 0.38 * (r - 4.0))) - 0.28), max(abs(a) - 0.86, abs(r - 6.4) - 2.9))
    if bars * 0.7 < d:
        d, k = bars * 0.7, 2
    # carriage and platen
    q = box(x, y - 11.4, z + 5.4, 17.0, 0.9, 2.6, 0.5)
    q = min(q, box(abs(x) - 16.4, y - 12.6, z + 4.6, 0.5, 1.9, 2.4, 0.4))
    if q < d:
        d, k = q, 1
    u = length2(y - 13.2, z + 4.4)
    q = max(u - 1.9, abs(x) - 15.8)
    if q < d:
        d, k = q, 3
    knob = max(u - 1.75 - 0.06 * math.cos(math.atan2(y - 13.2, z + 4.4) * 24), abs(abs(x) - 18.4) - 0.9)
    knob = min(knob, max(u - 0.5, abs(x) - 18.0))
    q = min(knob, seg(x, y, z, -16.8, 14.4, -3.6, -18.6, 16.6, 0.6, 0.34, 0.26))
    q = min(q, max(length2(y - 15.0, z + 3.2) - 0.26, abs(x) - 13.4))
    q = min(q, length2(length2(y - 15.0, z + 3.2), min(abs(abs(x) - 5.0), 1.0) - 0.0) - 0.62 if abs(abs(x) - 5.0) < 0.7 else 1e9)
    if q < d:
        d, k = q, 2
    # ribbon spools
    q = min(cyl(abs(x) - 9.2, y - 11.5, z - 0.6, 2.5, 0.14, 0.08), cyl(abs(x) - 9.2, y - 11.0, z - 0.6, 2.0, 0.6, 0.05))
    q = min(q, cyl(abs(x) - 9.2, y - 11.9, z - 0.6, 0.5, 0.4, 0.1))
    if q < d:
        d, k = q, 2
    # sheet of paper leaving the roller
    back = -6.1 - 0.012 * (y - 14.0) ** 2 * 0.9
    q = max(max(abs(z - back) - 0.05, abs(x) - 10.5), max(13.0 - y, y - 26.5)) * 0.85
    if q < d:
        d, k = q, 4
    # keys
    for row in range(4):
        x0, y0, z0 = key_at(row, 0)
        c = round((x - x0) / 1.95)
        last = 10.0 if row < 3 else 9.0
        c = min(max(c, 0.0), last)
        kx, ky, kz = x - x0 - c * 1.95, y - y0, z - z0
        top = cyl(kx, ky, kz, 0.78, 0.20, 0.12)
        rimq = max(abs(length2(kx, kz) - 0.74) - 0.09, abs(ky - 0.16) - 0.10)
        stem = max(max(abs(kx) - 0.10, abs(kz + 0.2) - 0.24), max(ky, -ky - 3.0))
        q = min(rimq, stem)
        if q < d:
            d, k = q, 2
        if top < d:
            d, k = top, 5
    q = box(x, y - 2.75, z - 13.0, 7.2, 0.32, 0.72, 0.3)
    if q < d:
        d, k = q, 3
    return d, k


ROWS = ("1234567890-", "ЙЦУКЕНГШЩЗХ", "ФЫВАПРОЛДЖЭ", "ЯЧСМИТЬБЮ.")


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(1.2, 9.8, 2.0), azimuth=-21, elevation=28, width=46.0, distance=170)
    buf = trace(scene, cam, w, h, centre=(0, 11, 2), radius=25, soft=6, reach=3.0, step=0.85)
    d = Drawing()
    ground_shadow(d, buf, k, space=12)
    p, n = buf.p, buf.n
    hv = buf.light + buf.view
    hv /= np.linalg.norm(hv)
    spec = np.clip(n @ hv, 0, 1) ** 22 * buf.shadow
    bright = buf.shade(0.40, 0.80, 0.12, 0.12)
    black, steel, rubber, paper, caps = (buf.id == i for i in (1, 2, 3, 4, 5))
    white(d, buf, k, black | steel | rubber, colour=(0xF6, 0xF2, 0xE9))
    white(d, buf, k, paper | caps)
    top = black & (n[..., 1] > 0.75)
    sidez = black & ~top & (np.abs(n[..., 2]) >= np.abs(n[..., 0]))
    sidex = black & ~top & ~sidez
    gl = bright * 0.62 + 0.7 * spec
    body(d, buf, k, top, gl, p[..., 0], p[..., 2], space=8, lo=0.06, cross=0.45, seed=110, dash=False, wash=0.5)
    body(d, buf, k, sidez, gl, p[..., 1], p[..., 0] + p[..., 1], space=8, lo=0.06, cross=0.45, seed=112, dash=False, wash=0.5)
    body(d, buf, k, sidex, gl, p[..., 1] + 0.02 * p[..., 2], p[..., 2] + p[..., 1], space=8, lo=0.06, cross=0.45, seed=114, dash=False, wash=0.5)
    body(d, buf, k, steel, bright + 0.4 * spec, p[..., 1] + 0.5 * p[..., 2], p[..., 0], albedo=0.74, space=6.5, lo=0.10, cross=0.5, seed=116, dash=False)
    body(d, buf, k, rubber, bright * 0.62 + 0.3 * spec, p[..., 1] * 1.0 - 0.4 * p[..., 2], p[..., 0], space=7, lo=0.06, cross=0.5, seed=118, dash=False, wash=0.5)
    body(d, buf, k, paper, bright + 0.30, p[..., 1], p[..., 0] + 0.8 * p[..., 1], space=9.5, lo=0.16, cross=0.7, seed=120, thin=1.25)
    body(d, buf, k, caps, bright, p[..., 2], p[..., 0], space=6, lo=0.16, cross=0.6, seed=122, albedo=0.98)
    outline(d, buf, k, thin=1.6, thick=4.6, weight=0.36, jump=0.35, crease=0.45)
    # letters on the keys
    ink = []
    for r, row in enumerate(ROWS):
        for c, ch in enumerate(row):
            x0, y0, z0 = key_at(r, 0)
            cx = x0 + c * 1.95
            for ring in words(ch, 0.86, "sans-medium", x=0, y=0.30, align="center")[0]:
                ink.append((cx, y0 + 0.21, z0, ring))
    for cx, cy, cz, ring in ink:
        lettered(d, buf, k, [ring], lambda q, cx=cx, cy=cy, cz=cz: np.stack([cx + q[:, 0], np.full(len(q), cy), cz + q[:, 1]], 1), part=caps)
    # the page is begun and empty: the essay names no machine, and no words are put into anyone's mouth

    def page(q):
        q = np.asarray(q, float)
        y = 25.4 - q[:, 1]
        return np.stack([q[:, 0], y, -6.1 - 0.0108 * (y - 14.0) ** 2 + 0.08], 1)

    lettered(d, buf, k, words("– 1 –", 1.25, "mono", x=0.0, y=2.6, align="center")[0], page, part=paper)
    return d, (10.0, per_cm(cam))


PLATE = Plate("typewriter", "PLATE IX", "A typewriter",
              ("Iron, steel, rubber; Russian keyboard, first half of the twentieth century. Type only, no maker’s mark.",
               "Reconstruction drawing for the rooms on Victor Serge’s writing; not itself named in the essay."), draw, (110, 2080))
