"""The plaster mask as a relief: a face modelled by hand in centimetres, nobody's likeness.

Local frame: x to the sitter's left, y to the crown, z out of the face. A death mask is taken from
a mould, so it has no undercuts: a height for every (x, y) is all it needs.
"""
from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import ndimage as ndi
from scipy.interpolate import PchipInterpolator as Pchip

RES = 40                                  # samples per cm
X0, Y0, XN, YN = -10.0, -13.0, 20.0, 26.0


def _g(x, y, cx, cy, sx, sy, turn=0.0):
    c, s = np.cos(turn), np.sin(turn)
    u, v = (x - cx) * c + (y - cy) * s, -(x - cx) * s + (y - cy) * c
    return np.exp(-0.5 * ((u / sx) ** 2 + (v / sy) ** 2))


def _smax(a, b, k):
    h = np.maximum(k - np.abs(a - b), 0) / k
    return np.maximum(a, b) + h * h * k / 4


def _bell(t):
    return np.clip(1 - t * t, 0, None)


@lru_cache(maxsize=1)
def relief():
    """(height, slope guard, outline distance) on the grid."""
    nx, ny = int(XN * RES), int(YN * RES)
    xs = X0 + (np.arange(nx) + 0.5) / RES
    ys = Y0 + (np.arange(ny) + 0.5) / RES
    xr, y = np.meshgrid(xs, ys)
    x = np.abs(xr)                                             # both halves
    # a living face is never quite even: shift the halves by a hair
    x = np.sqrt((xr + 0.05 * np.sin(y * 0.35)) ** 2 + 1e-4)

    # --- the vault: profile along the middle, breadth at each height
    prof = Pchip([-13, -11.2, -10.4, -9.6, -8.6, -7.2, -6.0, -4.6, -3.4, -1.5, 0.5, 2.0, 3.2, 4.2, 6.0, 8.0, 9.6, 11.0, 12.0, 13],
                 [2.0, 4.0, 6.6, 7.9, 8.35, 8.25, 8.30, 8.30, 8.20, 8.05, 8.0, 8.15, 8.55, 8.75, 8.60, 7.75, 6.35, 4.3, 2.2, 0.0])(y)
    prof = ndi.gaussian_filter1d(prof, 0.35 * RES, axis=0)
    half = Pchip([-13, -11.4, -10.6, -9.8, -8.6, -7.0, -5.0, -3.0, -1.0, 1.0, 3.0, 5.0, 7.0, 9.0, 10.5, 11.6, 12.4, 13],
                 [0.6, 1.5, 2.5, 3.35, 4.35, 5.3, 6.05, 6.6, 7.0, 7.2, 7.25, 7.25, 7.0, 6.35, 5.4, 4.2, 2.9, 1.2])(y)
    half = ndi.gaussian_filter1d(half, 0.3 * RES, axis=0)
    t = np.clip(x / (half * 1.06), 0, 1)
    power = Pchip([-13, -9, -6, -2, 2, 6, 13], [2.0, 2.0, 2.05, 2.25, 2.35, 2.3, 2.1])(y)
    z = prof * (1 - t ** power) ** 0.60

    # --- large forms
    z += 0.58 * _g(x, y, 4.75, -0.45, 1.45, 0.95, 0.25)        # cheek bone
    z -= 0.78 * _g(x, y, 4.45, -4.2, 1.25, 1.8, -0.2)           # hollow cheek
    z -= 0.55 * _g(x, y, 6.2, 4.2, 1.1, 1.7)                   # temple
    z += 0.13 * _g(x, y, 2.6, 6.6, 1.5, 1.2)                   # frontal bosses
    z += 0.30 * _g(x, y, 4.9, -8.0, 1.0, 1.3, 0.6)             # jaw
    z -= 0.80 * _g(x, y, 3.1, 1.65, 1.75, 1.10, 0.06)          # orbit
    z -= 0.50 * _g(x, y, 1.62, 1.95, 0.55, 0.80)               # inner corner of the orbit
    z += 0.34 * _g(x, y, 2.6, 3.45, 1.5, 0.50, 0.10)           # brow
    z += 0.26 * _g(x, y, 4.55, 3.05, 0.9, 0.55, -0.45)         # outer brow
    z -= 0.16 * _g(x, y, 0.0, 3.3, 0.45, 0.6)                  # glabella
    # grief: the inner ends of the brows drawn up and together, two furrows between them, two across the forehead
    z += 0.30 * _g(x, y, 1.30, 4.05, 0.80, 0.42, -0.55)
    z -= 0.16 * _g(x, y, 0.52, 4.25, 0.13, 0.62, -0.10)
    for yc in (5.75, 6.75):
        z -= 0.060 * np.exp(-0.5 * ((y - yc + 0.10 * np.cos(x * 1.3)) / 0.15) ** 2) * np.exp(-(x / 2.3) ** 4)
    z = ndi.gaussian_filter(z, 0.12 * RES)

    # --- closed eyes
    ex, ey, er = 3.15, 1.15, 1.55
    rr = ((x - ex) / 1.16) ** 2 + ((y - ey) / 0.98) ** 2
    ball = np.where(rr < er * er, np.sqrt(np.clip(er * er - rr, 0, None)), -(np.sqrt(rr) - er) * 2) + 5.68
    z = _smax(z, ball - 0.05 * (x - ex), 0.85)
    u = (x - ex) / 1.55
    lid = 0.66 - 0.40 * _bell(u) + 0.02 * u                    # where the lids meet, a low arc
    on = np.clip(1.12 - np.abs(u), 0, 0.25) / 0.25
    z += on * 0.10 / (1 + np.exp(-(y - lid - 0.02) / 0.035)) * np.exp(-np.clip(y - lid, 0, None) / 0.55)
    z -= on * 0.17 * np.exp(-0.5 * ((y - lid + 0.05) / 0.075) ** 2)
    fold = 1.55 + 0.62 * _bell(u) - 0.16 * u                   # fold of the upper lid
    z -= on * 0.13 * np.exp(-0.5 * ((y - fold) / 0.15) ** 2)
    z += on * 0.16 * np.exp(-0.5 * ((y - fold - 0.5) / 0.36) ** 2)
    bag = 0.02 - 0.42 * _bell(u)                               # under the eye
    z -= on * 0.10 * np.exp(-0.5 * ((y - bag) / 0.16) ** 2)
    z += on * 0.05 * np.exp(-0.5 * ((y - bag - 0.35) / 0.2) ** 2)
    # --- nose
    y_all, y = y, np.clip(y, -4.2, 4.2)
    ridge = Pchip([-4.2, -3.75, -3.45, -3.1, -2.6, -2.0, -1.0, 0.3, 1.4, 2.2, 3.0, 4.2],
                  [7.0, 7.9, 9.15, 10.35, 10.85, 10.78, 10.30, 9.66, 9.10, 8.74, 8.35, 7.6])(y)
    bridge = Pchip([-4.2, -3.4, -2.5, -1.6, 0.2, 1.6, 2.6, 4.2],
                   [0.85, 0.95, 0.95, 0.74, 0.62, 0.60, 0.85, 1.3])(y)
    flank = Pchip([-4.2, -3.2, -2.4, -1.4, 0, 1.5, 3, 4.2], [1.45, 1.65, 1.70, 1.55, 1.32, 1.12, 1.2, 1.5])(y)
    y = y_all
    ridge = ridge - 5.0 * np.clip(np.abs(y) - 3.9, 0, None)
    s = np.clip(x / flank, 0, 1.6)
    drop = 0.55 * np.clip(x / bridge, 0, None) ** 2.2 / (1 + 0.45 * np.clip(x / bridge, 0, None) ** 1.2)
    nose = ridge - drop - 2.0 * s ** 4
    z = _smax(z, nose, 0.55)
    tip = np.sqrt(np.clip(0.98 ** 2 - x ** 2 - ((y + 2.55) / 0.95) ** 2, 0, None)) + 10.12
    z = _smax(z, np.where(tip > 10.12, tip, -9), 0.5)
    rr = ((x - 1.12) / 0.64) ** 2 + ((y + 2.80) / 0.70) ** 2
    wing = 0.88 * np.sqrt(np.clip(1 - rr, 0, None)) + 8.62
    z = _smax(z, np.where(rr < 1, wing, -9), 0.42)
    arc = np.hypot((x - 1.02) / 1.0, (y + 2.72) / 1.02)        # groove behind the wing
    z -= 0.13 * np.exp(-0.5 * ((arc - 0.92) / 0.14) ** 2) * np.clip((x - 1.0) / 0.6, 0, 1) * np.clip((y + 3.6) / 0.4, 0, 1) * np.clip((-1.7 - y) / 0.4, 0, 1)
    z -= 0.22 * _g(x, y, 0.62, -3.40, 0.30, 0.18, 0.35)        # nostril, stopped with plaster

    # --- mouth
    z -= 0.15 * _g(x, y, 0.0, -4.2, 0.26, 0.55)                # philtrum
    z += 0.07 * _g(x, y, 0.5, -4.25, 0.2, 0.55)
    z += 0.26 * _g(x, y, 0.0, -5.3, 2.3, 1.3)                  # the barrel of the teeth
    v = x / 2.55
    mid = -5.36 + 0.10 * np.exp(-(x / 0.5) ** 2) * -1 + 0.07 * np.exp(-((x - 0.85) / 0.55) ** 2) - 0.26 * v ** 2
    top = -4.74 + 0.10 * np.exp(-((x - 0.48) / 0.34) ** 2) - 0.08 * np.exp(-(x / 0.2) ** 2) - 0.65 * np.clip(v, 0, 1.2) ** 1.8
    low = -6.12 + 0.52 * np.clip(v, 0, 1.2) ** 2.2
    ok = np.clip((1.02 - v) / 0.16, 0, 1)
    hu = np.clip((y - mid) / np.maximum(top - mid, 0.08), -0.2, 3)
    z += ok * 0.34 * np.clip(1 - ((hu - 0.42) / 0.62) ** 2, 0, None) * np.sqrt(_bell(np.clip(v, 0, 1))) * (y > mid - 0.04)
    hl = np.clip((mid - y) / np.maximum(mid - low, 0.08), -0.2, 3)
    z += ok * 0.46 * np.clip(1 - ((hl - 0.50) / 0.60) ** 2, 0, None) * np.sqrt(_bell(np.clip(v * 1.06, 0, 1))) * (y < mid + 0.04)
    z -= np.clip((1.08 - v) / 0.1, 0, 1) * 0.27 * np.exp(-0.5 * ((y - mid) / 0.085) ** 2)
    z -= 0.34 * _g(x, y, 2.72, -5.70, 0.30, 0.36)              # corner, drawn down
    z += 0.16 * _g(x, y, 3.15, -5.95, 0.35, 0.6)
    z -= 0.36 * _g(x, y, 0.0, -6.86, 1.35, 0.36)               # under the lip
    z += 0.34 * _g(x, y, 0.0, -8.45, 1.25, 0.95)               # chin
    # fold from the wing of the nose to the mouth
    line = 1.75 + (-(y + 2.7)) * 0.46
    z -= 0.27 * np.exp(-0.5 * ((x - line) / 0.28) ** 2) * np.clip((-2.5 - y) / 0.6, 0, 1) * np.clip((y + 6.2) / 1.4, 0, 1)
    z += 0.17 * np.exp(-0.5 * ((x - line - 0.7) / 0.5) ** 2) * np.clip((-2.5 - y) / 0.8, 0, 1) * np.clip((y + 6.2) / 1.4, 0, 1)
    z = ndi.gaussian_filter(z, 0.055 * RES)
    # plaster: a slow unevenness of the cast
    rng = np.random.default_rng(1924)
    z += 0.02 * ndi.zoom(ndi.gaussian_filter(rng.normal(size=(ny // 8, nx // 8)), 4), 8, order=3)[:ny, :nx] * 8

    # --- the outline of the cast, cut a little unevenly in front of the ears
    uneven = ndi.gaussian_filter1d(rng.normal(size=ny), 0.5 * RES) * 0.5
    inside = np.abs(xr) < (half * 0.945 + uneven[:, None] * 0.35)
    inside &= (y > -11.0) & (y < 11.9 - 0.02 * xr ** 2)
    out = (ndi.distance_transform_edt(~inside) - ndi.distance_transform_edt(inside)) / RES
    out = ndi.gaussian_filter(out, 0.12 * RES)
    gy, gx = np.gradient(z, 1 / RES)
    steep = np.minimum(np.hypot(gx, gy), 4.0)
    steep = ndi.gaussian_filter(ndi.maximum_filter(steep, int(0.7 * RES)), 0.2 * RES)
    guard = 1 / np.sqrt(1 + steep ** 2)
    return (np.ascontiguousarray(z.astype(np.float32)), np.ascontiguousarray(guard.astype(np.float32)),
            np.ascontiguousarray(out.astype(np.float32)))


def height(x, y):
    z = relief()[0]
    return ndi.map_coordinates(z, [(np.asarray(y) - Y0) * RES - 0.5, (np.asarray(x) - X0) * RES - 0.5],
                               order=1, mode="nearest")


def drawn_lines():
    """Lines a draughtsman would set down: lids, folds, the parting of the lips. (xyz, width)"""
    out = []
    for side in (-1, 1):
        u = np.linspace(-1.04, 1.06, 80)
        x = side * (3.15 + 1.55 * u)
        lid = 0.66 - 0.40 * _bell(u) + 0.02 * u - 0.03
        out.append((x, lid, 4.6 * np.clip(np.minimum(u + 1.06, 1.08 - u) / 0.5, 0.12, 1)))
        v = np.linspace(-0.75, 0.95, 60)
        fold = 1.55 + 0.62 * _bell(v) - 0.16 * v
        out.append((side * (3.15 + 1.55 * v), fold, 1.9 * np.clip(np.minimum(v + 0.8, 1 - v) / 0.4, 0.1, 1)))
    x = np.linspace(-2.66, 2.66, 140)
    v = np.abs(x) / 2.55
    mid = -5.36 - 0.10 * np.exp(-(x / 0.5) ** 2) + 0.07 * np.exp(-((np.abs(x) - 0.85) / 0.55) ** 2) - 0.26 * v ** 2
    out.append((x, mid, 4.4 * np.clip((1.06 - v) / 0.5, 0.12, 1) * (0.75 + 0.25 * np.cos(x * 3.2))))
    return [(np.stack([a, b, height(a, b) + 0.02], 1), w) for a, b, w in out]
