"""XI. A worker's cap and scarf."""
from __future__ import annotations

import math

import numpy as np
from numba import njit

from engraver.march import Camera, ell, length2, smax, smin, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, outline, per_cm, size, white


@njit(fastmath=True)
def scene(x, y, z):
    # crown: a soft disc, fuller at the back, sunk towards the peak
    ax, az = x + 1.0, z + 2.2
    ang = math.atan2(ax, az)
    r = length2(ax, az * 1.04)
    wr = 0.22 * math.sin(ang * 8 + 1.2 * math.sin(ang * 3)) * min(max((r - 4.0) / 7.0, 0.0), 1.0)
    top = 8.6 - 0.16 * az - 0.012 * r * r + 0.5 * math.sin(ax * 0.35 + 0.6) + wr
    edge = 13.2 + 0.35 * math.sin(ang * 5 + 0.4) + wr
    crown = smax((y - top) * 0.8, r - edge, 3.0)
    crown = smax(crown, -(y - 3.6 + 0.10 * az + 0.35 * max(r - 9.8, 0.0) * -1.0), 1.4)
    band = max(abs(length2(ax * 1.0, az * 0.96) - 9.7) - 0.35, abs(y - 2.6) - 2.4)
    crown = smin(crown, band, 0.6)
    # button on the crown
    crown = smin(crown, ell(ax, y - 8.75 - 0.3, az, 0.95, 0.42, 0.95), 0.08)
    # eight seams
    s = abs(math.sin(ang * 4.0)) * r
    crown = crown + 0.07 * math.exp(-(s * 1.2) ** 2) * (1.0 if r > 1.2 else 0.0)
    d, k = crown * 0.75, 1
    # peak
    py = y - 2.9 + 0.030 * ax * ax + 0.20 * (az - 9.0)
    peak = max(max(abs(py) - 0.26, length2(ax * 1.12, az - 8.6) - 8.9), max(9.4 - length2(ax, az), 3.0 - az))
    if peak * 0.75 < d:
        d, k = peak * 0.75, 2
    # scarf: a strip folded over itself, running out to the right and front
    for i in range(2):
        a0 = 0.20 - 0.42 * i
        c, s = math.cos(a0), math.sin(a0)
        qx, qz = x - 13.5, z - 6.2 + 4.0 * i
        u, v = c * qx + s * qz, -s * qx + c * qz
        L = 16.5 - 1.0 * i
        w = 5.2 - 0.5 * i + 0.3 * math.sin(u * 0.4 + i)
        h0 = 0.7 + 1.25 * (1.6 - i) * 0.9 + 0.50 * math.sin(v * 0.9 + 0.8 * math.sin(u * 0.22 + i) + i) + 0.35 * math.sin(u * 0.30 + i * 2.0)
        h0 -= 0.010 * u * u * 0.9
        h0 = max(h0, 0.25 + 0.10 * i)
        q = max(max(abs(y - h0) - 0.34, abs(v) - w), abs(u) - L) * 0.6
        q = q - 0.12
        if q < d:
            d, k = q, 3 + i
    return d, k


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(6.2, 3.0, 3.0), azimuth=-16, elevation=40, width=53.0, distance=170)
    buf = trace(scene, cam, w, h, centre=(5, 3, 2), radius=30, soft=6, reach=3.5, step=0.8)
    d = Drawing()
    ground_shadow(d, buf, k, space=12)
    p = buf.p
    bright = buf.shade(0.38, 0.80, 0.12, 0.12)
    ax, az = p[..., 0] + 1.0, p[..., 2] + 2.2
    ang = np.arctan2(ax, az)
    r = np.hypot(ax, az)
    cloth, peak = buf.id == 1, buf.id == 2
    white(d, buf, k, colour=(0xF6, 0xF2, 0xE9))
    # tweed: rings and, in the shade, spokes
    body(d, buf, k, cloth, bright, np.where(p[..., 1] > 2.2, r * 0.8 - p[..., 1] * 0.9, -p[..., 1] * 0.9 + r * 0.8), p[..., 0] + 0.6 * p[..., 2] - 0.4 * p[..., 1],
         albedo=0.76, space=7.0, lo=0.06, cross=0.42, seed=150, dash=False, wash=0.44)
    body(d, buf, k, peak, bright, np.hypot(ax * 0.93, az), ang * 10, albedo=0.50, space=7.0, lo=0.06, cross=0.45, seed=152, dash=False, wash=0.48)
    for i in range(2):
        m = buf.id == 3 + i
        a0 = 0.20 - 0.42 * i
        c, s = math.cos(a0), math.sin(a0)
        qx, qz = p[..., 0] - 13.5, p[..., 2] - 6.2 + 4.0 * i
        u, v = c * qx + s * qz, -s * qx + c * qz
        body(d, buf, k, m, bright, u + 0.35 * p[..., 1], v, albedo=0.80, space=7.0, lo=0.08, cross=0.46, dash=False, seed=154 + 2 * i, wash=0.40)
    outline(d, buf, k, thin=1.8, thick=4.8, weight=0.34, jump=0.5, crease=0.2)
    # knitted border near the end of the scarf
    from .common import strokes
    lines = []
    for i in (0, 1):
        a0 = 0.20 - 0.42 * i
        c, s = math.cos(a0), math.sin(a0)
        L = 16.5 - 1.0 * i
        for off in (1.6, 2.6):
            v = np.linspace(-5.6, 5.6, 160)
            u = np.full_like(v, L - off)
            h0 = 0.7 + 1.25 * (1.6 - i) * 0.9 + 0.50 * np.sin(v * 0.9 + 0.8 * np.sin(u * 0.22 + i) + i) + 0.35 * np.sin(u * 0.30 + i * 2.0)
            h0 = np.maximum(h0 - 0.009 * u * u, 0.25 + 0.10 * i) + 0.48
            ww = 5.2 - 0.5 * i + 0.3 * np.sin(u * 0.4 + i)
            keep = np.abs(v) < ww + 0.05
            x = 13.5 + c * u - s * v
            z = 6.2 - 4.0 * i + s * u + c * v
            lines.append((np.stack([x, h0, z], 1)[keep], 5.0))
    strokes(d, buf, k, lines, slack=0.5)
    return d, (10.0, per_cm(cam))


PLATE = Plate("cap", "PLATE XI", "A worker’s cap and scarf",
              ("Wool, knitted wool. Presnya was an industrial, working-class neighbourhood; type only, about 1905.",
               "Reconstruction drawing; the clothes are not themselves named in the essay."), draw, (430, 1400))
