"""X. A rifle on a plank of the barricade."""
from __future__ import annotations

import math

import numpy as np
from numba import njit

from engraver.march import Camera, box, length2, seg, smax, smin, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, outline, per_cm, size, white

LIFT = 27.0


@njit(fastmath=True)
def rifle(u, y, w):
    """A long bolt-action rifle along u (butt at -u), 128 cm; y up, w across."""
    # stock: butt, wrist, fore-end
    t = min(max((u + 62.0) / 24.0, 0.0), 1.0)
    cy = -4.6 + 4.0 * t
    hh = 5.6 - 3.5 * t
    butt = box(u + 50.0, 0.0, w, 12.5, 50.0, 2.0 - 0.3 * t, 0.8)
    butt = max(butt, abs(y - cy) - hh)
    butt = smax(butt, -u - 62.4 + 0.06 * (y + 4.6) ** 2 * 0.2, 0.4)
    wrist = seg(u, y, w, -40, -1.2, 0, -26, -0.4, 0, 2.1, 2.2)
    fore = max(length2((y + 0.6) * 0.9, w) - (2.35 - 0.012 * (u + 26.0)), max(-27.0 - u, u - 46.0))
    d = smin(smin(butt, wrist, 2.2), fore * 0.9, 1.2)
    d = max(d, -max(abs(w) - 0.0, 0.0) - 100.0)
    k = 1
    # guard for the hand, and trigger
    g = max(abs(length2((u + 27.5) / 1.35, y + 3.4) - 2.3) - 0.22, abs(w) - 0.5)
    q = max(g, y + 2.4)
    q = min(q, seg(u, y, w, -28.2, -2.4, 0, -27.2, -4.6, 0, 0.22, 0.18))
    # magazine
    q = min(q, smax(box(u + 19.5, y + 4.2, w, 3.4, 2.6, 0.9, 0.4), (-(u + 16.1) * 0.3 - y - 6.6) * 0.9, 0.2))
    # barrel, receiver, bolt
    q = min(q, seg(u, y, w, -24, 1.35, 0, 66, 1.35, 0, 1.25, 0.78))
    q = min(q, seg(u, y, w, -33.0, 1.5, 0, -17, 1.5, 0, 1.45, 1.55))
    q = min(q, seg(u, y, w, -24.5, 1.7, 0, -24.5, 2.3, 4.6, 0.5, 0.42))
    q = min(q, length2(length2(u + 24.5, y - 2.5), w - 5.2) - 0.95)
    q = min(q, seg(u, y, w, -36.5, 1.5, 0, -33, 1.5, 0, 0.9, 0.9))
    # bands, sights, cleaning rod
    for c in (8.0, 32.0, 45.0):
        b = max(abs(length2((y + 0.2) * 0.86, w) - (2.45 - 0.012 * (c + 26))) - 0.16, abs(u - c) - 0.7)
        q = min(q, b)
    q = min(q, box(u + 6.0, y - 3.0, w, 4.2, 0.35, 0.75, 0.15))
    q = min(q, box(u - 63.0, y - 2.5, w, 0.9, 0.9, 0.14, 0.05))
    q = min(q, seg(u, y, w, 40, -0.9, 0, 64, -0.9, 0, 0.34, 0.34))
    q = min(q, box(u + 62.7, y + 4.6, w, 0.25, 5.2, 1.9, 0.2))
    if q < d:
        d, k = q, 2
    return d, k


@njit(fastmath=True)
def scene(x, y, z):
    # rifle: butt low left, muzzle high right, resting on the plank
    c, s = math.cos(0.30), math.sin(0.30)
    v = y - LIFT - 3.4
    u = c * x + s * v
    h = -s * x + c * v
    c2, s2 = math.cos(0.10), math.sin(0.10)
    u, w = c2 * u - s2 * (z - 3.0), s2 * u + c2 * (z - 3.0)
    near = box(u - 3.0, h - 1.0, w, 67.0, 11.0, 6.5, 0.1)
    d, k = near, 1
    if near < 4.0:
        d, k = rifle(u - 3.0, h, w)
        d *= 0.85
    # the plank it rests on, rough sawn, askew; two more below; sacks
    px, py, pz = x - 27.0, y - LIFT + 3.4, z - 1.0
    c, s = math.cos(-0.07), math.sin(-0.07)
    px, py = c * px - s * py, s * px + c * py
    g = 0.12 * math.sin(px * 0.30 + 2.0 * math.sin(pz * 0.7)) + 0.07 * math.sin(pz * 3.1 + px * 0.05)
    q = box(px, py - g * 0.4, pz, 37.0 + 0.8 * math.sin(pz * 1.3), 1.7, 11.0 + 0.3 * math.sin(px * 0.21), 0.4)
    if q * 0.9 < d:
        d, k = q * 0.9, 3
    px, py, pz = x + 16.0, y - 12.0, z - 2.0
    c, s = math.cos(0.11), math.sin(0.11)
    px, py = c * px - s * py, s * px + c * py
    q = box(px, py, pz + 7.5, 44.0 + 0.9 * math.sin(py * 0.9), 6.6 + 0.2 * math.sin(px * 0.17), 1.6, 0.4)
    px, py = x - 34.0, y - 11.0
    c, s = math.cos(-0.19), math.sin(-0.19)
    px, py = c * px - s * py, s * px + c * py
    q = min(q, box(px, py, z - 12.0, 34.0 + 0.8 * math.sin(py * 1.1), 5.4, 1.5, 0.4))
    if q * 0.9 < d:
        d, k = q * 0.9, 4
    # paving stones thrown in a heap
    for i in range(9 if y < 16.0 else 0):
        sx = -44.0 + 11.2 * i + 3.0 * math.sin(i * 2.3)
        sz = 2.0 + 9.0 * math.sin(i * 1.7) * 0.5 + (17.0 if i % 3 == 0 else 9.0)
        sy = 4.6 + (1.2 * math.cos(i * 2.9))
        a = i * 0.9
        qx, qy, qz = x - sx, y - sy, z - sz
        ca, sa = math.cos(a), math.sin(a)
        qx, qz = ca * qx - sa * qz, sa * qx + ca * qz
        qx, qy = 0.94 * qx - 0.34 * math.sin(a) * qy, 0.34 * math.sin(a) * qx + 0.94 * qy
        b = box(qx, qy, qz, 6.3, 4.6, 5.4, 2.2) - 0.16
        if b < 0.6:
            b += 0.16 + 0.16 * math.sin(qx * 1.1) * math.sin(qy * 1.3 + i) * math.sin(qz * 1.2)
        if b * 0.85 < d:
            d, k = b * 0.85, 5
    if y >= 16.0 and y - 13.0 < d:
        d = y - 13.0
    # an upright behind
    q = box(x - 34.0 + 0.1 * y, y - 26.0, z + 12.5, 3.2, 26.0, 2.4, 0.5)
    q = min(q, box(x + 38.0 - 0.12 * y, y - 19.0, z + 12.0, 3.0, 19.0, 2.4, 0.5))
    if q * 0.9 < d:
        d, k = q * 0.9, 6
    return d, k


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(0.0, 23.5, 0), azimuth=-9, elevation=14, width=136, distance=460)
    buf = trace(scene, cam, w, h, centre=(0, 26, 0), radius=75, soft=7, reach=9, step=0.85)
    d = Drawing()
    ground_shadow(d, buf, k, space=12)
    p, n = buf.p, buf.n
    bright = buf.shade(0.36, 0.80, 0.12, 0.10)
    hv = buf.light + buf.view
    hv /= np.linalg.norm(hv)
    spec = np.clip(n @ hv, 0, 1) ** 18 * buf.shadow
    white(d, buf, k, buf.id > 2, colour=(0xF4, 0xEF, 0xE4))
    white(d, buf, k, (buf.id == 1) | (buf.id == 2))
    u = math.cos(0.30) * p[..., 0] + math.sin(0.30) * p[..., 1]
    v = -math.sin(0.30) * p[..., 0] + math.cos(0.30) * p[..., 1]
    stock, steel, plank, boards, stone, post = (buf.id == i for i in (1, 2, 3, 4, 5, 6))
    body(d, buf, k, stock, bright, v + 0.5 * p[..., 2] + 0.12 * np.sin(u * 0.25), u + v, albedo=0.66, space=6.2, lo=0.06, cross=0.45, seed=130, dash=False, thin=1.3, wash=0.45)
    body(d, buf, k, steel, bright * 0.55 + 0.6 * spec, v + 0.3 * p[..., 2], u, albedo=1.0, space=5.4, lo=0.05, cross=0.5, seed=132, dash=False, thin=1.3, wash=0.5)
    kx = [(-20.0, 3.0, 5.0), (22.0, -3.0, 4.0), (41.0, 4.0, 3.0)]
    knot = sum(1.6 * np.exp(-(((p[..., 0] - a) / (3.4 * r * 0.4)) ** 2 + ((p[..., 2] - b) / 2.2) ** 2)) for a, b, r in kx)
    grain = p[..., 2] + 0.35 * np.sin(p[..., 0] * 0.11 + 0.6 * np.sin(p[..., 2] * 0.8)) + knot
    flat = n[..., 1] > 0.7
    body(d, buf, k, plank & flat, bright, grain, p[..., 0] + p[..., 2], albedo=0.82, space=7.5, lo=0.06, cross=0.50, seed=134, wash=0.38)
    body(d, buf, k, plank & ~flat, bright, p[..., 1], p[..., 0] * 0.5 + p[..., 1], albedo=0.78, space=7.5, lo=0.06, cross=0.48, seed=136, dash=False)
    gb = p[..., 1] + 0.12 * p[..., 0] + 0.25 * np.sin(p[..., 0] * 0.09 + np.sin(p[..., 1] * 0.7))
    body(d, buf, k, boards, bright, gb, p[..., 0] * 0.6 + p[..., 1], albedo=0.78, space=9, lo=0.08, cross=0.45, seed=138)
    body(d, buf, k, post, bright, p[..., 0] + 0.2 * p[..., 2], p[..., 1] + p[..., 0], albedo=0.80, space=9, lo=0.08, cross=0.45, seed=140)
    body(d, buf, k, stone, bright, p[..., 1] + 0.5 * p[..., 0] + 0.3 * p[..., 2], p[..., 0] - 0.5 * p[..., 1] + 0.4 * p[..., 2], albedo=0.90, space=10, lo=0.10, cross=0.48, seed=142)
    outline(d, buf, k, thin=1.7, thick=4.8, weight=0.34, jump=0.8, crease=0.35)
    return d, (50.0, per_cm(cam), "50 cm")


PLATE = Plate("rifle", "PLATE X", "A rifle on the barricade",
              ("Wood, iron, paving stones. Presnya, 1905: fighters on the barricades, aiming at the horsemen.",
               "Reconstruction drawing after the panorama of 1982 as the essay describes it; the rifle is a type."), draw, (430, 1500))
