"""XII. A museum ticket."""
from __future__ import annotations

import numpy as np

from engraver.letter import words
from engraver.march import Camera, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, frame, ground_shadow, lettered, outline, per_cm, rule, size, white
from .paper import Sheet, rough

HX, HZ = 6.1, 2.9
_E = rough(3000, 70, 0.05, 5)


def _inside(x, z):
    perf = 0.10 * np.abs(np.sin(z * 7.0)) + np.interp(z, np.linspace(-4, 4, 3000), _E)
    body_ = (x < HX - 0.06) & (x > -HX + perf) & (np.abs(z) < HZ)
    sx, sz = x + 0.35 * (z - 0) * 0.0 + 8.6, z - 1.15
    a = 0.34
    u, v = sx * np.cos(a) - sz * np.sin(a), sx * np.sin(a) + sz * np.cos(a)
    stub = (u < 1.25 - 0.10 * np.abs(np.sin(v * 7.0 + 1.2))) & (u > -1.2) & (np.abs(v) < HZ)
    hole = (x - 4.75) ** 2 + (z + 1.75) ** 2 < 0.26 ** 2
    return (body_ & ~hole) | stub


def _lift(x, z):
    h = 0.06 + 0.30 * np.clip((x + 1) / 7, 0, 1) ** 2 + 0.05 * np.sin(x * 0.8 + z)
    h = h + 0.34 * np.exp(-np.abs(x - 1.15 + 0.04 * z) / 0.55)
    return np.where(x < -6.25, 0.06 + 0.14 * ((x + 8.6) / 1.3) ** 2, h)


def draw(fine=FINE):
    w, h, k = size(fine)
    sheet = Sheet(11.0, 5.5, _lift, _inside)
    cam = Camera(target=(-1.9, 0, 0.2), azimuth=15, elevation=60, width=18.6, distance=90, roll=0)
    buf = trace(sheet.scene(), cam, w, h, centre=(-1.6, 0.3, 0), radius=9.6, soft=8, reach=1.0, step=0.65)
    d = Drawing()
    ground_shadow(d, buf, k, space=10, wash=0.36)
    on = buf.id == 1
    white(d, buf, k, on)
    bright = buf.shade(0.38, 0.80, 0.08)
    body(d, buf, k, on, bright, buf.p[..., 0] + 0.2 * buf.p[..., 2], buf.p[..., 0] - buf.p[..., 2], space=7.0, lo=0.10, white_at=0.97, wash=0.6, thin=1.25, seed=160)
    outline(d, buf, k, thin=1.6, thick=4.0, parts=False, crease=None, jump=0.12)
    p = sheet.place
    ink = frame(-5.45, -2.5, 5.65, 2.5, 0.06) + frame(-5.3, -2.35, 5.5, 2.35, 0.022)
    ink += words("МУЗЕЙ", 0.60, "sans-medium", x=-4.95, y=-1.50, track=0.16)[0]
    ink += words("ПРЕСНЯ", 1.34, "serif-bold", x=-5.0, y=-0.30, track=0.10)[0]
    ink += [rule(-4.95, 0.05, 1.0, 0.05, 0.03)]
    ink += words("ВХОДНОЙ БИЛЕТ", 0.62, "sans-medium", x=-4.95, y=1.35, track=0.04)[0]
    ink += words("1 ч 30 мин", 0.62, "serif-italic", x=3.55, y=-0.62, align="center")[0]
    ink += [rule(2.0, -1.6, 5.2, -1.6, 0.02), rule(2.0, 0.05, 5.2, 0.05, 0.03)]
    lettered(d, buf, k, ink, p, density=0.9)
    # the one red thing: the first ticket of the day, for the essay's visitor found the museum empty
    red = words("№ 000001", 0.74, "mono", x=3.55, y=1.35, align="center")[0]
    lettered(d, buf, k, red, p, red=True)
    a = 0.34
    stub = []
    for r in words("КОНТРОЛЬ", 0.40, "sans-medium", x=0, y=0.14, align="center", track=0.06)[0] + frame(-2.4, -0.75, 2.4, 0.75, 0.035):
        u, v = r[:, 1], -r[:, 0]                      # printed up the stub
        stub.append(np.stack([-8.6 + u * np.cos(a) + v * np.sin(a), 1.15 - u * np.sin(a) + v * np.cos(a)], 1))
    lettered(d, buf, k, stub, p, density=0.9)
    return d, (5.0, per_cm(cam))


PLATE = Plate("ticket", "PLATE XII", "An entrance ticket, torn",
              ("Printed card, one stub. “The museum isn’t much of a tourist attraction; when I visited, it was empty.”",
               "Reconstruction drawing; wording and number invented, the hour and a half from the essay."), draw, (520, 1400))
