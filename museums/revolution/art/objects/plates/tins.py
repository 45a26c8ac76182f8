"""IV. Tins sent from Austria."""
from __future__ import annotations

import math

import numpy as np
from numba import njit

from engraver.letter import words
from engraver.march import Camera, cyl, length2, torus, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, around, body, ground_shadow, lettered, outline, per_cm, rule, size, white

# x, z, foot, radius, half height, turn of the label
TINS = ((-4.5, 0.2, 0.0, 3.75, 5.6, 0.06), (4.3, 1.9, 0.0, 4.3, 2.9, -0.02), (4.15, 1.7, 5.8, 3.75, 3.4, -0.22))


@njit(fastmath=True)
def can(x, y, z, r, hh):
    yy = y - hh
    bead = 0.05 * math.cos(yy * 5.2) if abs(yy) < 0.0 else 0.0
    d = cyl(x, yy, z, r - 0.10 + bead, hh - 0.06, 0.12)
    d = min(d, torus(x, yy - hh + 0.16, z, r - 0.06, 0.16))
    d = min(d, torus(x, yy + hh - 0.16, z, r - 0.06, 0.16))
    q = length2(x, z)
    lid = max(q - r + 0.32, -(yy - hh + 0.26))
    d = max(d, -lid)                              # lid lies below the seam
    ring = abs(q - r * 0.72) - 0.10
    d = min(d, max(max(ring, yy - hh + 0.20), -(yy - hh + 0.6)))
    return d


@njit(fastmath=True)
def scene(x, y, z):
    d, k = 1e9, 0
    for i in range(3):
        t = TINS[i]
        q = can(x - t[0], y - t[2], z - t[1], t[3], t[4])
        if q < d:
            yy = y - t[2] - t[4]
            lab = abs(yy) < t[4] - 0.62 and length2(x - t[0], z - t[1]) > t[3] - 0.3
            d, k = q, i * 2 + (2 if lab else 1)
    return d, k


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(0.6, 5.0, 0), azimuth=4, elevation=17, width=21.5, distance=110)
    buf = trace(scene, cam, w, h, centre=(0, 5.6, 1), radius=12, soft=6, reach=2.6, step=0.9)
    d = Drawing()
    ground_shadow(d, buf, k, space=12)
    bright = buf.shade(0.38, 0.80, 0.14, 0.14)
    hv = buf.light + buf.view
    hv /= np.linalg.norm(hv)
    gloss = np.clip(buf.n @ hv, 0, 1) ** 18 * buf.shadow
    for i, (x, z, foot, r, hh, turn) in enumerate(TINS):
        metal, label = buf.id == i * 2 + 1, buf.id == i * 2 + 2
        a = around(buf, x, z)
        rad = np.hypot(buf.p[..., 0] - x, buf.p[..., 2] - z)
        lid = metal & (buf.n[..., 1] > 0.8)
        white(d, buf, k, metal | label)
        # bright tinplate: bands of dark and light, as polished metal shows its room
        band = 0.20 * (1 + np.cos(a * 5 + 0.6)) * (~lid)
        sector = 0.16 * (1 + np.cos(2 * np.arctan2(buf.p[..., 0] - x, buf.p[..., 2] - z) + 2.4)) * lid
        body(d, buf, k, lid, bright * 0.95 + 0.1, rad, albedo=0.95, space=8, lo=0.10, extra=sector, seed=40 + i)
        body(d, buf, k, metal & ~lid, bright + gloss, buf.p[..., 1], a * r, albedo=0.80, space=6, lo=0.08, extra=band, seed=44 + i, dash=False)
        body(d, buf, k, label, bright, buf.p[..., 1], a * r, albedo=1.0, space=9.0, lo=0.22, cross=0.54, seed=48 + i, wash=0.42)
        _label(d, buf, k, i, x, z, foot, r, hh, turn)
    outline(d, buf, k, thin=1.8, thick=4.6, jump=0.25, crease=0.45)
    return d, (5.0, per_cm(cam))


TEXT = (("HILFE AUS", "ÖSTERREICH", "Rindfleisch", "im eigenen Saft · 500 g"),
        ("MILCHPULVER", "", "", "250 g"), ("ERBSEN", "", "", "400 g"))


def _label(d, buf, k, i, x, z, foot, r, hh, turn):
    def place(q):
        q = np.asarray(q, float)
        a = q[:, 0] / r + turn
        return np.stack([x + (r - 0.06) * np.sin(a), foot + hh - q[:, 1], z + (r - 0.06) * np.cos(a)], 1)

    span, top = math.pi * r * 0.98, hh - 0.62
    ink = [rule(-span, -top + 0.3, span, -top + 0.3, 0.06, 300), rule(-span, top - 0.3, span, top - 0.3, 0.06, 300),
           rule(-span, -top + 0.46, span, -top + 0.46, 0.025, 300), rule(-span, top - 0.46, span, top - 0.46, 0.025, 300)]
    big, two, it, small = TEXT[i]
    if i == 0:
        ink += words(big, 0.78, "sans-medium", x=0, y=-2.3, align="center", track=0.06)[0]
        ink += words(two, 1.06, "sans-bold", x=0, y=-1.0, align="center", track=0.02)[0]
        ink += words(it, 1.05, "serif-italic", x=0, y=2.2, align="center")[0]
        ink += words(small, 0.50, "sans", x=0, y=3.1, align="center")[0]
        ink += [rule(-span, y, span, y, t, 300) for y, t in ((0.12, 0.05), (0.38, 0.26), (0.64, 0.05))]
    else:
        ink += words(big, 1.12 if i == 1 else 1.5, "sans-bold", x=0, y=0.25, align="center", track=0.04)[0]
        ink += words(small, 0.52, "sans", x=0, y=1.25, align="center")[0]
    lettered(d, buf, k, [np.asarray(q) for q in ink], _front(place, buf, x, z), part=None)


def _front(place, buf, x, z):
    """Keep only the half of the tin that faces us."""
    eye = buf.camera.frame()[0]

    def f(q):
        p = place(q)
        n = np.stack([p[:, 0] - x, np.zeros(len(p)), p[:, 2] - z], 1)
        ok = np.sum(n * (eye - p), 1) > 0
        return p[ok] if ok.sum() > 2 else p[:0]

    return f


PLATE = Plate("tins", "PLATE IV", "Tins sent from Austria",
              ("Tinplate, paper labels, early 1990s; food aid for children in Russia. Labels generic, no maker’s mark.",
               "Reconstruction drawing after a visit to the 1990s room of the Presnya museum."), draw, (230, 1860))
