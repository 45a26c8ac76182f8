"""XIII. The notice of an exhibition, a strip pasted over it."""
from __future__ import annotations

import numpy as np
from numba import njit

from engraver import burin
from engraver.letter import words
from engraver.march import Camera, length3, cyl, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, lettered, outline, per_cm, rule, size, white
from .paper import Sheet, rough

HX, HZ = 21.0, 29.7
_S = [rough(4000, 90 + i, 0.10, 16) for i in range(2)]
ANGLE = -0.16


def _strip(x, z):
    u = x * np.cos(ANGLE) + (z - 5.6) * np.sin(ANGLE)
    v = -x * np.sin(ANGLE) + (z - 5.6) * np.cos(ANGLE)
    e = np.interp(u, np.linspace(-30, 30, 4000), _S[0])
    f = np.interp(u, np.linspace(-30, 30, 4000), _S[1])
    return (v > -4.2 + e) & (v < 4.2 + f) & (u > -23.6 + 0.5 * np.sin(v * 2.1) + 0.25 * np.sin(v * 7)) & (u < 23.9 + 0.45 * np.sin(v * 1.7 + 2) + 0.2 * np.sin(v * 8))


def _inside(x, z):
    return ((np.abs(x) < HX) & (np.abs(z) < HZ)) | _strip(x, z)


def _lift(x, z):
    h = 0.25 + 0.10 * np.sin(x * 0.13 + z * 0.11)
    h = h + 3.0 * np.clip((np.abs(x) - 13) / 8, 0, 1.3) ** 2 * np.clip((z - 16) / 13, 0, 1) ** 2
    h = h + 0.55 * np.exp(-np.abs(z + 0.4) / 1.2)
    return h


def _lift_strip(x, z):
    u = x * np.cos(ANGLE) + (z - 5.6) * np.sin(ANGLE)
    v = -x * np.sin(ANGLE) + (z - 5.6) * np.cos(ANGLE)
    return (_lift(np.clip(x, -HX, HX), z) + 0.16 + 0.10 * np.sin(u * 0.8 + 0.6 * np.sin(v)) ** 2
            + 1.0 * np.clip((np.abs(u) - 20.6) / 3.4, 0, 1.3) ** 2)


def draw(fine=FINE):
    w, h, k = size(fine)
    low = Sheet(26.0, 32.0, _lift, lambda x, z: (np.abs(x) < HX) & (np.abs(z) < HZ), density=16)
    top = Sheet(26.0, 32.0, _lift_strip, _strip, density=16)
    f1, f2 = low.scene(), top.scene()

    @njit(fastmath=True)
    def scene(x, y, z):
        d, _ = f1(x, y, z)
        q, _ = f2(x, y, z)
        k = 1
        if q < d:
            d, k = q, 2
        a, b = abs(x) - 19.3, abs(z + 0.6) - 27.6
        pin = min(length3(a, (y - 1.0) * 1.5, b) - 0.62, cyl(a, y - 0.6, b, 0.2, 0.6, 0.05)) * 0.7
        if z < 0 and pin < d:
            d, k = pin, 3
        return d, k

    cam = Camera(target=(0, 0, 0.3), azimuth=0, elevation=76, width=60, distance=330)
    buf = trace(scene, cam, w, h, centre=(0, 1, 0), radius=40, soft=8, reach=3.0, step=0.7)
    d = Drawing()
    ground_shadow(d, buf, k, space=10, wash=0.34)
    poster, strip, pin = (buf.id == i for i in (1, 2, 3))
    bright = buf.shade(0.38, 0.80, 0.08)
    white(d, buf, k, poster | pin)
    p = buf.p
    body(d, buf, k, poster, bright, p[..., 2] + 0.2 * p[..., 0], p[..., 0] - p[..., 2], space=8.5, lo=0.12, white_at=0.97, wash=0.6, thin=1.3, seed=170)
    body(d, buf, k, pin, bright, p[..., 1], albedo=0.6, space=5, seed=172)
    pl = low.place
    ink = []
    ink += words("МУЗЕЙ «ПРЕСНЯ»", 1.72, "sans-medium", x=-17.4, y=-23.4, track=0.10)[0]
    ink += [rule(-17.4, -22.0, 17.4, -22.0, 0.30, 80)]
    ink += words("1993", 15.4, "serif-bold", x=-18.2, y=-8.2, track=-0.2)[0]
    ink += words("ВЫСТАВКА", 4.6, "sans-black", x=-17.5, y=4.6, track=0.3)[0]
    ink += [rule(-17.4, 17.0, 17.4, 17.0, 0.30, 80)]
    ink += words("2013", 7.2, "serif", x=-17.6, y=24.4)[0]
    lettered(d, buf, k, ink, pl, density=0.92)
    # the strip: its own paper hides what is printed beneath
    ring = burin.mask_paths(strip, k)
    d.cut(ring, even_odd=True)
    d.heighten(ring, 1.0)
    body(d, buf, k, strip, bright, p[..., 0] * np.cos(ANGLE) + p[..., 2] * np.sin(ANGLE), space=8, lo=0.14, white_at=0.96, thin=1.3, seed=174)
    d.add(burin.silhouette(strip, k, thin=2.2, thick=6.0))

    def on_strip(q):
        q = np.asarray(q, float)
        x = q[:, 0] * np.cos(ANGLE) - q[:, 1] * np.sin(ANGLE)
        z = 5.6 + q[:, 0] * np.sin(ANGLE) + q[:, 1] * np.cos(ANGLE)
        return top.place(np.stack([x, z], 1))

    red = words("ЗАКРЫТА", 4.5, "sans-black", x=0, y=0.75, align="center", track=0.5)[0]
    red += words("на сорок дней раньше срока", 1.62, "sans-medium", x=0, y=3.15, align="center", track=0.04)[0]
    lettered(d, buf, k, red, on_strip, red=True, density=0.95)
    outline(d, buf, k, thin=1.6, thick=4.4, parts=True, crease=None, jump=0.4)
    return d, (20.0, per_cm(cam))


PLATE = Plate("notice", "PLATE XIII", "A notice, pasted over",
              ("Poster and paper strip, Moscow, October 2013. The exhibition was closed forty days ahead of schedule.",
               "Reconstruction drawing; wording ours, the facts from the essay."), draw)
