"""II. A bronze with uplifted hand: the counter-plate."""
from __future__ import annotations

import math

import numpy as np
from numba import njit

from engraver.march import Camera, box, ell, length2, length3, seg, smax, smin, spin, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, outline, size
from engraver.sheet import BOX

# decimetres: the figure stands 3 m, its plinth 1.9 m
P = 19.0


@njit(fastmath=True)
def figure(x, y, z):
    y = y - P
    # boots and legs
    d = smin(seg(x, y, z, -2.3, 0.7, 0.3, -2.0, 10, -0.2, 1.1, 1.7), seg(x, y, z, 2.5, 0.7, -0.6, 2.0, 10, -0.4, 1.1, 1.7), 0.8)
    d = smin(d, min(seg(x, y, z, -2.4, 0.55, 0.2, -2.7, 0.45, 2.3, 0.95, 0.7), seg(x, y, z, 2.6, 0.55, -0.6, 3.1, 0.45, 1.4, 0.95, 0.7)), 0.7)
    # long coat, open and blown to one side
    t = min(max((y - 4.0) / 18.0, 0.0), 1.0)
    rx = 4.5 - 1.5 * t + 0.9 * t * t
    rz = 3.2 - 1.0 * t
    sway = 1.1 * (1 - t) ** 1.6
    ang = math.atan2(z, x - sway)
    fold = (0.34 * math.sin(ang * 7.0 + 1.0 + y * 0.10) + 0.16 * math.sin(ang * 13.0 - y * 0.13)) * (1 - t) ** 0.8
    k = length2((x - sway) / rx, z / rz)
    coat = (k - 1.0) * rz * 0.75 - fold
    coat = smax(coat, abs(y - 13.0) - 9.2 + 0.3 * math.sin(ang * 3), 0.8)
    d = smin(d, coat * 0.8, 0.5)
    # the opening of the coat
    gap = max(abs(x - 0.5 - 0.10 * (14 - y)) - 0.16 - 0.03 * max(14 - y, 0.0), y - 15.5)
    d = smax(d, -max(gap, 1.6 - z), 0.25)
    # chest and shoulders
    chest = ell(x, y - 20.2, z, 3.9, 4.2, 2.5)
    chest = smin(chest, seg(x, y, z, -3.5, 22.8, 0, 3.4, 22.6, 0, 1.35, 1.35), 1.2)
    d = smin(d, chest, 1.0)
    # lapels
    # the open collar: a V cut in, its lapels raised
    vee = max(abs(x - 0.15) - (y - 15.8) * 0.235, max(15.8 - y, y - 24.0))
    d = smax(d, -max(vee, 1.75 - 0.16 * max(y - 20.0, 0.0) - z), 0.2)
    d = smin(d, seg(x, y, z, 0.1, 16.2, 2.35, 0.15, 23.3, 1.15, 0.26, 0.42), 0.2)
    lap = min(seg(x, y, z, -0.1, 15.8, 2.75, -2.0, 23.4, 1.35, 0.40, 0.62), seg(x, y, z, 0.4, 15.8, 2.75, 2.3, 23.3, 1.35, 0.40, 0.62))
    d = smin(d, lap, 0.2)
    for i in range(3):
        d = smin(d, length3(x - 1.75 - 0.10 * i, y - 15.0 + 2.1 * i, z - 2.75 - 0.12 * i) - 0.36, 0.08)
    # pocket flaps
    d = smin(d, seg(abs(x - 0.3), y, z, 2.3, 11.4, 2.75, 3.7, 11.9, 1.75, 0.26, 0.26), 0.15)
    # neck, head (no face), a cap in the lowered hand
    d = smin(d, seg(x, y, z, 0, 23.0, 0, 0.05, 25.2, 0.35, 1.15, 1.05), 0.7)
    head = smin(ell(x - 0.05, y - 27.2, z - 0.3, 1.62, 2.05, 1.9), ell(x - 0.05, y - 26.0, z - 1.0, 1.15, 1.2, 1.15), 0.8)
    head = smin(head, seg(x, y, z, 0.05, 27.5, 2.05, 0.05, 26.55, 2.62, 0.20, 0.34), 0.2)
    head = smin(head, seg(abs(x - 0.05), y, z, 0.15, 27.75, 2.05, 1.1, 27.70, 1.55, 0.22, 0.2), 0.25)
    head = smin(head, seg(x, y, z, -0.4, 25.72, 2.05, 0.5, 25.72, 2.05, 0.2, 0.2), 0.2)
    head = smin(head, ell(x - 0.05, y - 24.95, z - 1.75, 0.55, 0.42, 0.42), 0.3)
    head = smin(head, ell(abs(x - 0.05) - 1.62, y - 26.8, z - 0.1, 0.22, 0.55, 0.4), 0.12)
    d = smin(d, head, 0.35)
    # the uplifted arm
    arm = smin(seg(x, y, z, -3.6, 22.7, 0.1, -7.0, 26.0, 1.0, 1.35, 1.15), seg(x, y, z, -7.0, 26.0, 1.0, -10.2, 31.0, 2.2, 1.15, 0.78), 0.5)
    wr = 0.15 * math.sin((x + y) * 2.2)
    d = smin(d, arm - wr * 0.5, 0.7)
    hand = ell(x + 10.75, y - 32.1, z - 2.45, 0.62, 1.05, 0.72)
    for i in range(4):
        s = -0.55 + 0.36 * i
        hand = smin(hand, seg(x, y, z, -10.9 - 0.1 * i, 32.7, 2.45 + s, -11.35 - 0.16 * i, 34.3 - 0.18 * abs(i - 1.4), 2.5 + s * 1.25, 0.24, 0.18), 0.18)
    hand = smin(hand, seg(x, y, z, -10.4, 31.8, 3.0, -9.6, 33.0, 3.5, 0.26, 0.2), 0.2)
    d = smin(d, hand, 0.3)
    # the other arm, with a crumpled cap
    arm = smin(seg(x, y, z, 3.6, 22.5, 0, 5.4, 17.6, -0.4, 1.35, 1.1), seg(x, y, z, 5.4, 17.6, -0.4, 4.6, 12.9, 1.3, 1.1, 0.75), 0.5)
    d = smin(d, arm - wr * 0.4, 0.6)
    d = smin(d, ell(x - 4.5, y - 12.0, z - 1.5, 0.7, 0.95, 0.75), 0.3)
    cap = smin(ell(x - 4.6, y - 10.9, z - 1.9, 1.5, 0.75, 1.3) + 0.1 * math.sin(x * 4), ell(x - 3.4, y - 10.6, z - 2.6, 0.9, 0.16, 0.8), 0.3)
    d = smin(d, cap, 0.15)
    return d


@njit(fastmath=True)
def scene(x, y, z):
    u, w = spin(x, z, -0.30)
    near = box(u, y - 36.6, w, 13.0, 18.8, 5.2, 0.1)
    d, k = (near if near > 4.0 else figure(u, y, w) * 0.85), 1
    q = min(box(u, y - 18.2, w, 5.2, 0.8, 4.2, 0.12), box(u, y - 16.9, w, 6.2, 0.6, 5.4, 0.1))
    if q < d:
        d, k = q, 2
    t = (y - 9.0) / 7.4
    q = box(u, y - 9.6, w, 5.5 - 0.4 * t, 6.8, 4.8 - 0.35 * t, 0.1) * 0.95
    q = min(q, min(box(u, y - 2.2, w, 6.7, 0.7, 5.9, 0.12), box(u, y - 0.75, w, 8.6, 0.75, 7.8, 0.1)))
    if q < d:
        d, k = q, 3
    return d, k


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(-0.4, 26.2, 0), azimuth=0, elevation=3.5, width=52.5, distance=150)
    buf = trace(scene, cam, w, h, centre=(0, 26, 0), radius=31, soft=7, reach=4.5, step=0.8)
    d = Drawing()
    rows = np.mgrid[0:h, 0:w][0] * (cam.width / w)
    ground_shadow(d, buf, k, space=12, field=-rows, cross=False)
    bright = buf.shade(0.34, 0.80, 0.12, 0.10)
    hv = buf.light + buf.view
    hv /= np.linalg.norm(hv)
    spec = np.clip(buf.n @ hv, 0, 1) ** 14 * buf.shadow
    from .common import white
    white(d, buf, k, colour=(0xF6, 0xF2, 0xE8))
    bronze, block = buf.id == 1, buf.id >= 2
    p = buf.p
    body(d, buf, k, bronze, bright * 0.62 + 0.55 * spec, p[..., 1] + 0.35 * p[..., 2], p[..., 0] * 0.8 - p[..., 1] * 0.6,
         albedo=1.0, space=5.6, lo=0.05, cross=0.46, cover=0.62, thin=1.3, wash=0.55, seed=60, dash=False, white_at=0.86)
    front = np.abs(buf.n @ np.array([math.sin(0.30), 0, math.cos(0.30)])) > 0.7
    body(d, buf, k, block & (buf.n[..., 1] < 0.7), bright, np.where(front, p[..., 1], p[..., 1]), p[..., 1] * 0.7 + p[..., 0] + p[..., 2] * 0.5,
         albedo=0.86, space=11, lo=0.12, cross=0.42, seed=62, wash=0.36)
    body(d, buf, k, block & (buf.n[..., 1] >= 0.7), bright, p[..., 2], albedo=0.95, space=8, lo=0.12, seed=64)
    outline(d, buf, k, thin=1.8, thick=5.0, weight=0.34, jump=0.5, crease=0.35)
    return d, (10.0, BOX[2] / cam.width, "1 m")


PLATE = Plate("statue", "PLATE II", "A bronze with uplifted hand",
              ("Bronze on a stone plinth. The other likeness: hard, triumphant, public. No one is portrayed.",
               "Reconstruction drawing; the kind of statue Victor Serge was told was preferred to the mask."), draw)
