"""XVII. A pair of shoes with holes in the soles."""
from __future__ import annotations

import math

import numpy as np
from numba import njit
from scipy import ndimage as ndi
from scipy.interpolate import PchipInterpolator as Pchip

from engraver.march import Camera, length2, sample, smax, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, outline, per_cm, size, strokes, white

DENSITY = 20
HU, HV = 7.0, 17.0                             # half size of the grid: across, along (cm)
WIDTH = Pchip([-14.0, -13.4, -12, -10, -7.5, -4, 0, 4, 7, 10, 12.4, 13.6, 14.0], [0.0, 1.7, 3.1, 4.1, 4.65, 4.4, 3.3, 2.85, 2.95, 3.15, 2.6, 1.4, 0.0])
MIDDLE = Pchip([-14, -8, -2, 3, 14], [0.9, 0.35, -0.45, -0.35, 0.0])


def _last():
    """Signed distance from the outline of the sole, on the grid (cm)."""
    u, v = np.meshgrid((np.arange(int(2 * HU * DENSITY)) + 0.5) / DENSITY - HU, (np.arange(int(2 * HV * DENSITY)) + 0.5) / DENSITY - HV)
    inside = (np.abs(v) < 13.98) & (np.abs(u - MIDDLE(np.clip(v, -14, 14))) < WIDTH(np.clip(v, -14, 14)))
    far = (ndi.distance_transform_edt(~inside) - ndi.distance_transform_edt(inside)) / DENSITY
    return np.ascontiguousarray(ndi.gaussian_filter(far, 2).astype(np.float32))


LAST = _last()


@njit(fastmath=True)
def spring(v):
    """Height of the sole's underside over the ground when the shoe stands."""
    toe = 0.022 * max(-6.0 - v, 0.0) ** 2
    t = min(max((v - 0.5) / 6.0, 0.0), 1.0)
    return toe + 2.3 * t * t * (3 - 2 * t)


@njit(fastmath=True)
def shoe(u, w, v):
    """One shoe that stands with its toe towards -v: distance and part (1 leather, 2 sole, 3 inside of the hole)."""
    o = sample(LAST, (u + HU) * DENSITY - 0.5, (v + HV) * DENSITY - 0.5)
    g = spring(v)
    sole = smax(abs(w - g - 0.42) - 0.42, o + 0.05 * math.sin(v * 0.9) * math.sin(u), 0.25)
    # the heel: three lifts, worn down at one corner
    layer = 0.05 * abs(math.sin(w * 4.4))
    heel = smax(max(o + 0.18 + layer, 6.4 - v), max(-w, w - g - 0.5), 0.2)
    heel = smax(heel, 0.55 * (v - 11.2) + 0.50 * u - 1.1 - 0.9 * w, 0.3)
    bottom = min(sole, heel)
    # uppers: a toe cap, the instep, the counter; creased where the foot bends
    top = 3.6 + 4.6 / (1 + math.exp(-(v + 1.5) / 1.7)) - 0.10 * max(-9.0 - v, 0.0) ** 2
    crease = 0.16 * math.sin(v * 2.6 + 0.5 * math.sin(u * 1.2)) * math.exp(-((v + 5.0) / 2.4) ** 2)
    h = max(w - g - 0.8, 0.0)
    upper = smax(o + 0.30 + 0.018 * h * h + crease * min(h, 1.0), w - g - top, 2.2)
    upper = max(upper, g + 0.7 - w)
    d, k = bottom, 2
    if upper < d:
        d, k = upper, 1
    # the hole, worn through the ball of the foot: ragged, its edge thinned away
    a = math.atan2(u - 0.2, v + 7.2)
    r = length2((u - 0.2) / 1.75, (v + 7.2) / 2.25) * 1.9
    edge = 1.9 + 0.16 * math.sin(a * 3 + 1) + 0.09 * math.sin(a * 7) + 0.05 * math.sin(a * 13 + 2)
    hole = max(r - edge, w - g - 2.3)
    thin = max(r - edge - 1.1, w - g - 0.30 + 0.27 * (r - edge))
    if -thin > d:
        d, k = -thin, 2
    if -hole > d:
        d, k = -hole, 3 if w - g > 0.7 else 2
    return d, k


# where each shoe lies: x, y, z of its middle, turn, roll
LEFT = (-7.0, 8.5, -0.4, 0.13, 0.08)
RIGHT = (7.6, 6.7, 1.0, -0.24, -0.60)


@njit(fastmath=True)
def lie(x, y, z, at):
    """From the room to a shoe that lies sole upwards."""
    x, y, z = x - at[0], y - at[1], z - at[2]
    c, s = math.cos(at[3]), math.sin(at[3])
    x, z = c * x - s * z, s * x + c * z
    c, s = math.cos(at[4]), math.sin(at[4])
    x, y = c * x + s * y, -s * x + c * y
    return x, -y, z


@njit(fastmath=True)
def scene(x, y, z):
    u, w, v = lie(x, y, z, LEFT)
    d, k = shoe(u, w, v)
    u, w, v = lie(x, y, z, RIGHT)
    q, j = shoe(-u, w, v)
    if q < d:
        d, k = q, j + 3
    return d * 0.8, k


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(1.0, 4.6, 0.0), azimuth=12, elevation=52, width=38, distance=170)
    buf = trace(scene, cam, w, h, centre=(0, 4.5, 0), radius=21, soft=6, reach=2.6, step=0.75)
    d = Drawing()
    ground_shadow(d, buf, k, space=12)
    white(d, buf, k, colour=(0xF6, 0xF1, 0xE6))
    bright = buf.shade(0.36, 0.80, 0.12, 0.12)
    p = buf.p
    # scuffs, along the way the foot goes
    scuff = ndi.gaussian_filter(np.random.default_rng(1947).normal(size=(h, w)), (22 * fine, 7 * fine))
    scuff = np.clip(scuff / scuff.std() * 0.06, -0.10, 0.16)
    for i, (at, hand) in enumerate(((LEFT, 1), (RIGHT, -1))):
        local = p.reshape(-1, 3) - at[:3]
        c, s = math.cos(at[3]), math.sin(at[3])
        x, z = c * local[:, 0] - s * local[:, 2], s * local[:, 0] + c * local[:, 2]
        c, s = math.cos(at[4]), math.sin(at[4])
        x, y = c * x + s * local[:, 1], -s * x + c * local[:, 1]
        u, up, v = (a.reshape(h, w) for a in (x * hand, -y, z))
        leather, sole, inside = (buf.id == 3 * i + j for j in (1, 2, 3))
        body(d, buf, k, leather, bright, up + 0.25 * v, v + u, albedo=0.55, space=7.0, lo=0.05, cross=0.42, seed=240 + 10 * i, dash=False, wash=0.48)
        body(d, buf, k, sole, bright, v + 0.05 * u * u + 0.9 * up, u + 0.4 * v, albedo=0.68, space=7.4, lo=0.08, cross=0.56, extra=scuff, seed=242 + 10 * i, wash=0.42)
        body(d, buf, k, inside, bright, v - u, u + v, albedo=0.30, space=6.4, lo=0.0, cross=0.25, seed=244 + 10 * i, dash=False, wash=0.6)
        strokes(d, buf, k, _seam(at, hand), slack=0.25)
    outline(d, buf, k, thin=1.8, thick=5.0, weight=0.36, jump=0.35, crease=0.35)
    return d, (10.0, per_cm(cam))


def _seam(at, hand):
    """Stitches round the sole, a finger's breadth in from its edge; none where the hole has eaten them."""
    out = []
    for side in (-1, 1):
        for v0 in np.arange(-12.6, 5.6, 0.62):
            v = np.linspace(v0, v0 + 0.34, 8)
            u = MIDDLE(v) + side * (WIDTH(v) - 0.62)
            w = np.array([spring(t) for t in v]) - 0.03
            x, y, z = hand * u, -w, v
            c, s = math.cos(at[4]), math.sin(at[4])
            x, y = c * x - s * y, s * x + c * y
            c, s = math.cos(at[3]), math.sin(at[3])
            x, z = c * x + s * z, -s * x + c * z
            out.append((np.stack([x + at[0], y + at[1], z + at[2]], 1), 3.4))
    return out


PLATE = Plate("shoes", "PLATE XVII", "Shoes with holes in the soles",
              ("Leather, stitched; worn through at the ball of the foot. Two witnesses remember the holes.",
               "Reconstruction drawing after those who saw Victor Serge dead, Mexico City, November 1947."), draw, (160, 1990))
