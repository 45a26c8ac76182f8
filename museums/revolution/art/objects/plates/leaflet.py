"""VIII. A duplicated page, passed from hand to hand."""
from __future__ import annotations

import numpy as np

from engraver.letter import words
from engraver.march import Camera, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, lettered, outline, per_cm, rule, size, white
from .paper import Sheet, rough

HX, HZ = 7.4, 10.4
_E = [rough(4000, 50 + i, 0.035, 14) for i in range(4)]

# Only the words of Serge's phrase are set; every other line is worn past reading, drawn as the trace of a line.
TEXT = ("", "", "", "свобода мысли", "свобода критики", "права рабочих")
FADED = {0: (1.2, 10.9), 1: (0.0, 11.2), 2: (0.0, 7.4), 7: (1.2, 10.4), 8: (0.0, 11.1), 9: (0.0, 10.7), 10: (0.0, 11.2),
         11: (0.0, 4.6), 13: (1.2, 10.8), 14: (0.0, 10.9), 15: (0.0, 8.2)}


def _inside(x, z):
    def e(i, t):
        return np.interp(t, np.linspace(-12, 12, 4000), _E[i])
    m = (x < HX + e(0, z)) & (x > -HX + e(1, z)) & (z < HZ + e(2, x)) & (z > -HZ + e(3, x))
    torn = (x - HX) * 0.9 - (z + HZ) > -2.3 + 0.16 * np.sin(x * 5) + 0.1 * np.sin(x * 13 + 1) + 0.05 * np.sin(z * 29)
    return m & ~torn


def _lift(x, z):
    h = 0.12 + 0.05 * np.sin(x * 0.5 + z * 0.2)
    h = h + 0.62 * np.abs(x / HX) ** 2.2 * (0.5 + 0.5 * np.sin(z * 0.28 + 0.6))       # curl of a carried page
    h = h + 0.30 * np.exp(-np.abs(z - 0.15) / 1.5) + 0.26 * np.exp(-np.abs(x + 0.1) / 1.3)   # folded in four
    h = h + 1.15 * np.clip((x + z - 13.4) / 4.4, 0, 1.2) ** 2                          # lifted corner
    return h


def draw(fine=FINE):
    w, h, k = size(fine)
    sheet = Sheet(9.0, 12.0, _lift, _inside)
    cam = Camera(target=(0.2, 0.2, 0.1), azimuth=7, elevation=66, width=21.0, distance=110)
    buf = trace(sheet.scene(), cam, w, h, centre=(0, 0.5, 0), radius=14.5, soft=8, reach=1.4, step=0.6)
    d = Drawing()
    ground_shadow(d, buf, k, space=10, wash=0.36)
    on = buf.id == 1
    white(d, buf, k, on)
    bright = buf.shade(0.36, 0.80, 0.08)
    body(d, buf, k, on, bright * 0.99, buf.p[..., 2] + 0.15 * buf.p[..., 0], buf.p[..., 0] + buf.p[..., 2], albedo=1.0,
              space=8.5, lo=0.16, cover=0.40, white_at=0.98, wash=0.8, seed=100, thin=1.2)
    outline(d, buf, k, thin=1.6, thick=4.2, parts=False, crease=None, jump=0.2)
    rng = np.random.default_rng(1968)
    clean, weak, faint = [], [], []
    size_, lead = 0.82, 1.02
    y = -7.6
    for row in range(17):
        line = TEXT[row] if row < len(TEXT) else ""
        x = -4.2
        for ch in line:
            # a worn machine: letters dance, some strike weakly
            rings, adv = words(ch, size_, "mono", x=x, y=y + rng.normal(0, 0.018))
            (weak if rng.random() < 0.18 else clean).extend(rings)
            x += adv
        if row in FADED:
            left, right = FADED[row]
            x = -5.6 + left
            while x < -5.6 + right:
                run = rng.uniform(0.5, 2.1)
                end = min(x + run, -5.6 + right)
                for dy in (-0.02, -0.13, -0.24):
                    faint.append(rule(x, y + dy + rng.normal(0, 0.01), end, y + dy + rng.normal(0, 0.01), rng.uniform(0.03, 0.07)))
                x = end + 0.34
        y += lead
    lettered(d, buf, k, clean, sheet.place, density=0.90)
    lettered(d, buf, k, weak, sheet.place, density=0.55)
    lettered(d, buf, k, faint, sheet.place, density=0.30)
    # ink of the duplicator: a roller's streak and specks
    for zc, n in ((-8.6, 5), (9.0, 4)):
        for _ in range(n):
            x0, run = rng.uniform(-6, 3), rng.uniform(0.8, 3.0)
            zz = zc + rng.normal(0, 0.16)
            lettered(d, buf, k, [rule(x0, zz, x0 + run, zz + rng.normal(0, 0.02), rng.uniform(0.02, 0.07))], sheet.place, density=0.4)
    a = np.linspace(0, 2 * np.pi, 14)
    for _ in range(70):
        cx, cz, r = rng.uniform(-6.6, 6.6), rng.uniform(-9.6, 9.6), rng.gamma(1.6, 0.016)
        if _inside(np.array(cx), np.array(cz)):
            lettered(d, buf, k, [np.stack([cx + r * np.cos(a), cz + r * np.sin(a)], 1)], sheet.place, density=0.7)
    # one line underscored by a reader, in red pencil
    u = np.linspace(0, 1, 90)
    q = sheet.place(np.stack([-4.2 + u * 6.4, -7.6 + 5 * lead + 0.30 + 0.05 * np.sin(u * 7)], 1))
    from .common import strokes
    strokes(d, buf, k, [(q, 5.5 * (0.6 + 0.4 * np.sin(u * 9) ** 2))], slack=0.4, red=True)
    return d, (5.0, per_cm(cam))


PLATE = Plate("leaflet", "PLATE VIII", "A duplicated page",
              ("Typescript run off on a duplicator, folded in four. The wording is the museum’s own, after Serge’s phrase",
               "“freedom to think, freedom to criticize, and workers’ rights”. Reconstruction drawing."), draw)
