"""XVIII. Forty-six cartons of books."""
from __future__ import annotations

import math

import numpy as np
from numba import njit

from engraver.march import Camera, box, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, outline, per_cm, quad, rect, size, strokes, white

HX, HY, HZ = 2.10, 1.35, 1.50                  # half sizes of a carton (decimetres, as all of this plate)
ROWS = (10, 9, 8, 7, 6, 5, 1)                  # from the floor up: forty-six
PITCH = 2 * HX + 0.12


def _place():
    """Middle of each carton and its turn: (x, y, z, turn), one row a carton, no two laid quite alike."""
    rng = np.random.default_rng(46)
    out = []
    for row, count in enumerate(ROWS):
        for i in range(count):
            x = (i - (count - 1) / 2) * PITCH + rng.normal(0, 0.025)
            out.append((x, HY + row * 2 * HY, rng.normal(0, 0.09), rng.normal(0, 0.022)))
    return np.array(out)


CARTONS = _place()
FIRST = np.concatenate([[0], np.cumsum(ROWS)])
COUNT = np.array(ROWS)


@njit(fastmath=True)
def scene(x, y, z):
    d, k = 1e9, 0
    level = math.floor(y / (2 * HY))
    for row in range(max(level - 1, 0), min(level + 2, 7)):
        n = COUNT[row]
        near = math.floor(x / PITCH + (n - 1) / 2 + 0.5)
        for i in range(max(min(near - 1, n - 1), 0), min(max(near + 2, 1), n)):
            at = CARTONS[FIRST[row] + i]
            c, s = math.cos(at[3]), math.sin(at[3])
            u, w = c * (x - at[0]) - s * (z - at[2]), s * (x - at[0]) + c * (z - at[2])
            v = y - at[1]
            bulge = 0.035 * math.cos(u * 0.7) * math.cos(v * 1.1)
            q = box(u, v, w, HX, HY - 0.01, HZ + bulge, 0.035)
            if q < d:
                d, k = q, 1 + (i + row) % 3
    above = y - 7 * 2 * HY
    return max(d * 0.85, above - 3.0) if d < 1e8 else 1.2, k


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(1.6, 9.0, 0), azimuth=-17, elevation=10, width=50.0, distance=150)
    buf = trace(scene, cam, w, h, centre=(0, 9.5, 0), radius=24.5, soft=7, reach=1.2, step=0.85)
    d = Drawing()
    rows = np.mgrid[0:h, 0:w][0] * (cam.width / w)                       # seen so flat, the floor takes its lines from the sheet
    ground_shadow(d, buf, k, space=12, field=-rows, cross=False)
    white(d, buf, k, colour=(0xF6, 0xF1, 0xE6))
    bright = buf.shade(0.36, 0.80, 0.12, 0.12)
    p, n = buf.p, buf.n
    for j, tone_ in enumerate((0.80, 0.90, 0.98)):
        part = buf.id == j + 1
        front, top = part & (n[..., 2] > 0.6), part & (n[..., 1] > 0.6)
        side = part & ~front & ~top
        body(d, buf, k, front, bright, p[..., 0] if j == 1 else p[..., 1] + 0.01 * p[..., 0], p[..., 0] + p[..., 1], albedo=tone_, space=5.6, lo=0.10, cross=0.60, thin=1.1,
             seed=260 + 6 * j, wash=0.40)
        body(d, buf, k, top, bright, p[..., 2], p[..., 0], albedo=tone_, space=6, lo=0.16, cross=0.7, thin=1.1, seed=262 + 6 * j)
        body(d, buf, k, side, bright, p[..., 1], p[..., 2] + p[..., 1], albedo=tone_ * 0.8, space=5.0, lo=0.05, cross=0.40, thin=1.1, seed=264 + 6 * j, dash=False, wash=0.46)
    outline(d, buf, k, thin=1.4, thick=3.6, weight=0.40, jump=0.2, crease=0.5)
    for at in CARTONS:
        _tape(d, buf, k, at)
    return d, (10.0, per_cm(cam), "1 m")


def _tape(d, buf, k, at):
    """Paper tape over the middle of the carton's front, and the line where the flaps meet."""
    c, s = math.cos(at[3]), math.sin(at[3])

    def place(q):
        q = np.asarray(q, float)
        w = HZ + 0.035 * np.cos(q[:, 0] * 0.7) * np.cos(q[:, 1] * 1.1) + 0.015
        return np.stack([at[0] + c * q[:, 0] + s * w, at[1] + q[:, 1], at[2] - s * q[:, 0] + c * w], 1)

    band = rect(-0.26, HY - 1.0, 0.26, HY - 0.05)
    d.heighten([quad(buf, k, place(band))], 0.8)
    strokes(d, buf, k, [(place(np.concatenate([band, band[:2]])), 1.8)], slack=0.12)


PLATE = Plate("cartons", "PLATE XVIII", "Forty-six cartons of books",
              ("Cardboard, paper tape; all forty-six are drawn and can be counted. Measures and stacking are ours.",
               "Reconstruction drawing after the founders of the Victor Serge library, Moscow, 1997."), draw, (480, 1420))
