"""XVI. Section of a panorama rotunda."""
from __future__ import annotations

import math

import numpy as np
from numba import njit
from scipy import ndimage as ndi

from engraver import burin
from engraver.march import Camera, box, cyl, length2, seg, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, outline, size, white

R = 16.0          # metres


@njit(fastmath=True)
def scene(x, y, z):
    r = length2(x, z)
    # wall with plinth and cornice
    d = max(abs(r - R - 0.6) - 0.45, abs(y - 7.5) - 7.5)
    d = min(d, max(abs(r - R - 0.6) - 0.75, abs(y - 0.5) - 0.5))
    d = min(d, max(abs(r - R - 0.6) - 0.85, abs(y - 14.6) - 0.4))
    k = 1
    # roof: a low cone with a glazed ring and a lantern
    roof = abs((y - 15.0) - (R + 1.4 - r) * 0.42) * 0.92 - 0.22
    roof = max(roof, max(r - R - 1.6, 4.2 - r))
    if roof < d:
        d, k = roof, 2
    lan = max(abs(r - 4.1) - 0.16, abs(y - 21.4) - 1.2)
    cone = max(abs((y - 22.6) - (4.6 - r) * 0.45) * 0.9 - 0.14, r - 4.6)
    q = min(lan, cone)
    if q < d:
        d, k = q, 2
    # the painted canvas
    q = max(abs(r - R + 0.55) - 0.07, abs(y - 7.6) - 5.6)
    if q < d:
        d, k = q, 3
    # false ground, rising to the canvas
    g = 2.0 + 0.0125 * r * r + 0.28 * math.sin(x * 0.9 + 1.0) * math.sin(z * 0.8) + 0.14 * math.sin(x * 2.3 - z * 1.9)
    q = max(max((y - g) * 0.8, r - R + 0.7), 3.6 - r)
    q = max(q, g - 0.5 - y)
    if q < d:
        d, k = q, 4
    # platform, its railing, roof (umbrella), stair drum
    q = cyl(x, y - 4.1, z, 4.2, 0.22, 0.04)
    q = min(q, max(abs(r - 1.7) - 0.14, abs(y - 2.0) - 2.0))
    if q < d:
        d, k = q, 5
    a = math.atan2(x, z)
    rail = max(abs(r - 4.05) - 0.07, abs(y - 5.35) - 0.07)
    n = 2 * math.pi / 20
    aa = (a / n - math.floor(a / n) - 0.5) * n * r
    rail = min(rail, max(length2(aa, r - 4.05) - 0.05, abs(y - 4.8) - 0.5))
    um = max(abs((y - 10.6) - (5.6 - r) * 0.30) * 0.93 - 0.09, r - 5.6)
    um = min(um, max(r - 0.14, abs(y - 8.2) - 4.2))
    q = min(rail, um)
    if q < d:
        d, k = q, 6
    # a barricade on the false ground, and wheels; visitors on the platform
    for i in range(5):
        bx, bz = -7.0 + 2.0 * i, -9.6 + 0.6 * math.sin(i * 2.0)
        c, s = math.cos(0.5 * i), math.sin(0.5 * i)
        u, w = c * (x - bx) - s * (z - bz), s * (x - bx) + c * (z - bz)
        q = box(u, y - 3.6 - 0.3 * math.sin(i * 1.3), w, 0.9, 0.55, 0.6, 0.05)
        q = min(q, seg(u, y, w, -1.4, 3.2, 0.6, 1.5, 5.2, -0.4, 0.09, 0.09))
        if q < d:
            d, k = q, 7
    for i in range(3):
        vx, vz = -1.9 + 2.0 * i, 2.6 - 0.8 * abs(i - 1.0) + 0.3
        q = min(seg(x, y, z, vx, 4.5, vz, vx, 5.45, vz, 0.20, 0.26), length2(length2(x - vx, z - vz), y - 5.98) - 0.17)
        if q < d:
            d, k = q, 8
    # cut: the half towards us is taken away; visitors and platform stay
    if k < 5:
        front = z - 0.0
        if front > d:
            d = front
            k = max(k, 1)
    elif k in (5, 6):
        d = max(d, 0.0 * z + d)
    return d, k


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(0, 10.2, 0), azimuth=0, elevation=11, width=40.5, distance=150)
    buf = trace(scene, cam, w, h, centre=(0, 10, -4), radius=25, soft=6, reach=3.5, step=0.8, light=(-0.45, 0.55, 0.72))
    d = Drawing()
    p, n = buf.p, buf.n
    bright = buf.shade(0.46, 0.66, 0.12, 0.12)
    ground_shadow(d, buf, k, space=12, strength=0.9)
    white(d, buf, k, colour=(0xF7, 0xF4, 0xEC))
    cut = (np.abs(p[..., 2]) < 0.06) & (n[..., 2] > 0.9) & (buf.id > 0) & (buf.id < 5)
    a = np.arctan2(p[..., 0], -p[..., 2])
    r = np.hypot(p[..., 0], p[..., 2])
    wall, roof, canvas, earth, drum, rail, props, people = (buf.id == i for i in range(1, 9))
    # what the knife passed through: slanting lines, as in an architect's section
    sec = np.where(cut, 0.62, 0.0)
    d.add(burin.hatch(p[..., 0] + p[..., 1], sec, cut, k, space=7.5, lo=0.0, cover=0.62, thin=1.6, dash=False, seed=220, wobble=0.2))
    d.wash(sec, 0.30)
    body(d, buf, k, wall & ~cut, bright, p[..., 1], a * R, albedo=0.86, space=9, lo=0.10, cross=0.46, seed=222)
    body(d, buf, k, roof & ~cut, bright, a * 12, r, albedo=0.72, space=9, lo=0.08, cross=0.48, seed=224, dash=False)
    body(d, buf, k, earth & ~cut, bright, r + 0.3 * p[..., 1], a * 12, albedo=0.84, space=8, lo=0.08, cross=0.46, seed=226)
    body(d, buf, k, drum, bright, p[..., 1] + 0.2 * p[..., 2], p[..., 0], albedo=0.84, space=7, lo=0.08, cross=0.45, seed=228)
    body(d, buf, k, rail, bright, p[..., 0] * 0.6 + p[..., 1], p[..., 1], albedo=0.80, space=6, lo=0.20, seed=230)
    body(d, buf, k, props, bright, p[..., 1] + p[..., 0] * 0.4, p[..., 0], albedo=0.75, space=6, lo=0.08, cross=0.4, seed=232)
    body(d, buf, k, people, bright, p[..., 1], p[..., 0], albedo=0.45, space=5, lo=0.05, cross=0.35, seed=234, dash=False)
    # the painting: sky, smoke, a street of houses, drawn as tone on the canvas
    pic = canvas & ~cut
    t, y = a, p[..., 1]
    rng = np.random.default_rng(1905)
    edge = -1.55
    tone_ = np.where(y > 6.0, 0.06, 0.34)
    while edge < 1.55:
        wd = rng.uniform(0.07, 0.19)
        top = rng.uniform(6.6, 9.2)
        g = rng.uniform(0.22, 0.55)
        inside = (t > edge) & (t < edge + wd) & (y < top) & (y > 4.4)
        win = (np.abs(((t - edge) / 0.035) % 1 - 0.5) < 0.22) & (np.abs((y / 0.8) % 1 - 0.5) < 0.26) & (y < top - 0.35) & (y > 4.9)
        tone_ = np.where(inside, np.where(win, g + 0.35, g), tone_)
        if rng.random() < 0.35:
            tone_ = np.where((np.abs(t - edge - wd / 2) < 0.012) & (y < top + rng.uniform(0.8, 2.8)) & (y > top), 0.6, tone_)
        edge += wd * 1.04
    smoke = np.zeros_like(t)
    for cx, cy, s in ((-0.62, 9.2, 1.0), (-0.52, 10.4, 1.4), (-0.36, 11.6, 1.7), (0.55, 9.6, 1.1), (0.68, 10.9, 1.6)):
        smoke = np.maximum(smoke, np.exp(-(((t - cx) * 15 / s / 1.7) ** 2 + ((y - cy) / s) ** 2)) * 0.55)
    tone_ = np.maximum(tone_, smoke * (0.8 + 0.2 * np.sin(t * 40 + y * 3)))
    tone_ = np.where(pic, np.clip(tone_ + 0.35 * (1 - np.clip(bright / 0.8, 0, 1)), 0, 1), 0)
    d.add(burin.hatch(np.where(pic, y + 0.0, 0), tone_, pic, k, space=6.6, lo=0.05, cover=0.56, thin=1.25, seed=236, wobble=0.2))
    d.add(burin.hatch(np.where(pic, t * 15, 0), tone_, pic, k, space=7.2, lo=0.50, hi=1.1, cover=0.5, thin=1.25, seed=237, wobble=0.2))
    d.wash(tone_, 0.30)
    # the fire on the horizon is the one red
    glow = np.exp(-(((t + 0.60) / 0.06) ** 2 + ((y - 7.6) / 0.7) ** 2)) + 0.8 * np.exp(-(((t - 0.56) / 0.045) ** 2 + ((y - 7.9) / 0.6) ** 2))
    fl = glow * (0.65 + 0.5 * np.sin(t * 230 + np.sin(y * 6) * 1.6))
    d.add(burin.hatch(np.where(pic, t * 15 + 0.10 * np.sin(y * 4), 0), np.where(pic, np.clip(fl, 0, 1), 0), pic, k, space=6.4, lo=0.16, cover=0.8, thin=1.6, dash=False, seed=238), red=True)
    # railing and visitors are too thin for inner edges: their own hatching, and a line round each visitor, must do
    fine_things = (rail & (p[..., 1] < 7.0)) | people
    outline(d, buf, k, thin=1.7, thick=4.6, weight=0.34, jump=0.4, crease=0.4, only=~ndi.binary_dilation(fine_things, iterations=2))
    d.add(burin.silhouette(people, k, thin=2.0, thick=3.0))
    d.add(burin.silhouette(rail & (p[..., 1] < 7.0), k, thin=1.2, thick=2.4))
    from engraver.sheet import BOX
    return d, (5.0, BOX[2] / cam.width, "5 m")


PLATE = Plate("rotunda", "PLATE XVI", "Section of a panorama",
              ("Canvas, false ground, viewing platform, daylight from above. A general scheme, not Presnya’s hall:",
               "of that one the essay gives the year, 1982, the barricades, the fires, the effects that no longer work."), draw, (250, 1650))
