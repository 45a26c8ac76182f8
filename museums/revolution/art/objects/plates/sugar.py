"""VI. A sugar figure in a little cardboard coffin."""
from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numba import njit
from scipy import ndimage as ndi

from engraver import burin
from engraver.march import Camera, ell, length2, seg, smin, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, outline, per_cm, size, strokes, white


@njit(fastmath=True)
def plan(x, z, grow):
    """Six-sided coffin outline, head at -z; distance in cm."""
    ax = abs(x)
    # shoulder at z=-3.4 (3.1 wide), head at z=-6.6 (1.9), foot at z=7 (1.7)
    n1 = 1.0 / math.sqrt(1 + 0.135 ** 2)
    d = (ax - (3.1 + grow) + 0.135 * (z + 3.4)) * n1
    n2 = 1.0 / math.sqrt(1 + 0.375 ** 2)
    d = max(d, (ax - (3.1 + grow) - 0.375 * (z + 3.4)) * n2)
    return max(d, max(z - 7.0 - grow, -z - 6.6 - grow))


@njit(fastmath=True)
def sugar(x, y, z):
    """A small pressed-sugar man: head, moustache and tuft, folded arms, sheet to the feet."""
    y = y - 0.95
    d = ell(x, y - 0.15, z + 4.25, 1.18, 1.05, 1.38)                                    # head
    d = smin(d, ell(x, y + 0.05, z + 5.1, 1.32, 1.0, 0.85) + 0.05 * math.sin(x * 9) , 0.25)  # hair
    d = smin(d, ell(x, y - 0.55, z + 3.05, 0.34, 0.42, 0.52), 0.15)                     # beard
    d = smin(d, seg(x, y, z, 0, 1.12, -4.15, 0, 1.22, -3.85, 0.13, 0.19), 0.1)          # nose
    m = seg(abs(x), y, z, 0.05, 1.10, -3.58, 0.52, 0.90, -3.42, 0.15, 0.08)             # moustache
    d = smin(d, m, 0.06)
    d = min(d, length2(length2(abs(x) - 0.46, z + 4.32) - 0.31, y - 1.02) - 0.055)      # spectacles
    d = smin(d, ell(x, y + 0.15, z + 0.3, 2.05, 1.15, 3.0), 0.35)                       # body
    d = smin(d, ell(x, y + 0.25, z - 3.4, 1.55, 0.95, 3.2), 0.7)                        # legs
    d = smin(d, ell(abs(x) - 0.62, y - 0.15, z - 6.0, 0.48, 0.62, 0.42), 0.2)           # feet
    arm = seg(abs(x), y, z, 1.75, 0.45, -1.7, 1.55, 0.85, 0.55, 0.48, 0.42)
    arm = smin(arm, seg(abs(x), y, z, 1.55, 0.85, 0.55, 0.25, 1.12, 0.15, 0.40, 0.36), 0.2)
    d = smin(d, arm, 0.12)
    return d


@njit(fastmath=True)
def scene(x, y, z):
    p = plan(x, z, 0.0)
    wall = max(abs(p) - 0.09, abs(y - 1.35) - 1.35)
    floor = max(p, abs(y - 0.10) - 0.10)
    d, k = min(wall, floor) * 0.95, 1
    q = sugar(x, y, z) * 0.85
    if q < d:
        d, k = q, 2
    # lid, leaning on the side of the coffin
    u, v, w = x - 5.7, y - 1.45, z - 0.6
    c, s = math.cos(0.93), math.sin(0.93)
    u, v = c * u - s * v, s * u + c * v
    lid = max(plan(u, w, 0.12), abs(v) - 0.09)
    rim = max(abs(plan(u, w, 0.12)) - 0.08, abs(v + 0.32) - 0.4)
    q = min(lid, rim) * 0.95
    if q < d:
        d, k = q, 3
    return d, k


@njit(fastmath=True)
def lay_on(xs, zs, out):
    for i in range(len(xs)):
        y = 3.6
        for _ in range(60):
            s = sugar(xs[i], y, zs[i])
            if s < 0.004 or y < 0.3:
                break
            y -= s * 0.7
        out[i] = y + 0.02


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(1.5, 0.9, 0.35), azimuth=-27, elevation=47, width=17.6, distance=80)
    buf = trace(scene, cam, w, h, centre=(1.5, 1.5, 0.3), radius=10.5, soft=6, reach=1.6, step=0.8)
    d = Drawing()
    ground_shadow(d, buf, k, space=11)
    bright = buf.shade(0.42, 0.78, 0.14, 0.1)
    p = buf.p
    card, sug, lid = (buf.id == i for i in (1, 2, 3))
    white(d, buf, k, card | lid, colour=(0xF1, 0xEA, 0xDB))
    white(d, buf, k, sug)
    flat = buf.n[..., 1] > 0.9
    np.arctan2(p[..., 0], p[..., 2])
    body(d, buf, k, card & ~flat, bright, p[..., 1], p[..., 0] + p[..., 2] + p[..., 1], albedo=0.80, space=8, lo=0.08, cross=0.42, seed=80, dash=False)
    body(d, buf, k, card & flat, bright, p[..., 0], p[..., 2], albedo=0.80, space=8, lo=0.10, cross=0.46, seed=82, dash=False)
    p[..., 2]
    body(d, buf, k, lid, bright, p[..., 2] + 0.4 * p[..., 0], p[..., 1] + 0.6 * p[..., 2], albedo=0.82, space=8.5, lo=0.10, cross=0.46, seed=84, dash=False)
    # sugar: stipple, not line; it has no grain
    ds = np.where(sug, 1 - np.clip(bright / 0.92, 0, 1) ** 0.9, 0)
    glitter = ndi.gaussian_filter(np.random.default_rng(1940).normal(size=sug.shape), 0.9 * fine * 2) * 0.10
    d.dots(burin.stipple(np.clip(ds + glitter * sug, 0, 1), sug, k, space=6.4, size=(1.7, 4.6), lo=0.10))
    d.add(burin.hatch(p[..., 2] + 0.5 * p[..., 1], ds, sug, k, space=8.5, lo=0.50, hi=1.1, cover=0.5, thin=1.4, seed=86))
    d.wash(ds * sug, 0.34)
    outline(d, buf, k, thin=1.7, thick=4.6, jump=0.22, crease=0.35)
    # piped details: lids, brows, moustache, spectacles, coat and its buttons
    def line(x, z, wide):
        x, z = np.asarray(x, float), np.asarray(z, float)
        y = np.empty(len(x))
        lay_on(x, z, y)
        return np.stack([x, y, z], 1), wide

    u = np.linspace(0, 1, 50)
    a = np.linspace(0, 2 * np.pi, 60)
    swell = 0.35 + 0.65 * np.sin(np.pi * u)
    fig = []
    for s in (-1, 1):
        fig.append(line(s * (0.22 + 0.46 * u), -4.28 + 0.13 * np.sin(np.pi * u), 4.4 * swell))
        fig.append(line(s * (0.16 + 0.62 * u), -4.78 - 0.10 * np.sin(np.pi * u), 5.0 * swell))
        fig.append(line(s * (0.46 + 0.31 * np.cos(a)), -4.32 + 0.31 * np.sin(a), 2.0))
        fig.append(line(s * (0.04 + 0.55 * u), -3.60 + 0.20 * u ** 1.5, 9.0 * (1 - 0.7 * u)))
        fig.append(line(s * (0.10 + 0.75 * u), -2.55 + 1.7 * u ** 1.2 - 0.0 * u, 3.6 * swell))      # lapels
        fig.append(line(s * (0.85 - 0.70 * u), -0.85 + 0.55 * u, 3.2 * swell))
        fig.append(line(s * (0.30 + 1.0 * u), 1.55 + 0.1 * np.sin(6 * u), 3.0 * swell))             # pocket
        fig.append(line(s * (0.34 + 0.55 * u), -5.25 - 0.35 * np.sin(np.pi * u), 3.4 * swell))      # hair
        fig.append(line(s * (0.02 + 0.55 * u), -5.45 - 0.25 * np.sin(np.pi * u), 3.4 * swell))
    fig.append(line(0.02 * np.sin(9 * u), 0.9 + 4.6 * u, 2.6))                                      # the coat's edge
    for zc in (1.5, 2.6, 3.7):
        fig.append(line(0.34 + 0.13 * np.cos(a), zc + 0.13 * np.sin(a), 2.4))
    fig.append(line(-0.26 + 0.52 * u, -3.36 + 0.05 * np.sin(np.pi * u), 3.4 * swell))
    for xb in np.linspace(-0.22, 0.22, 5):
        fig.append(line(xb * (1 - 0.7 * u), -3.22 + 0.62 * u, 2.2 * swell))
    strokes(d, buf, k, fig, slack=0.25)
    # icing: a zigzag along the coffin's rim, as a baker would draw it
    t = np.linspace(0, 1, 40)
    corners = [(-1.9, -6.6), (-3.1, -3.4), (-1.7, 7.0), (1.7, 7.0), (3.1, -3.4), (1.9, -6.6), (-1.9, -6.6)]
    line = np.concatenate([np.stack([a[0] + (b[0] - a[0]) * t[:-1], a[1] + (b[1] - a[1]) * t[:-1]], 1)
                           for a, b in pairwise(corners)])
    s = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    u = np.linspace(0, s[-1], 1600)
    x, z = np.interp(u, s, line[:, 0]), np.interp(u, s, line[:, 1])
    drop = 2.30 + 0.20 * np.sin(u * 7.0)
    strokes(d, buf, k, [(np.stack([x * 1.035, drop, z * 1.018], 1), 3.2)], slack=0.30)
    return d, (5.0, per_cm(cam))


PLATE = Plate("sugar", "PLATE VI", "“Good sugar all the same”",
              ("Sugar, cardboard, icing; sold in Mexico on the Days of the Dead after 1940, and eaten by children.",
               "Reconstruction drawing after Victor Serge’s Mexican notebooks."), draw, (240, 1960))
