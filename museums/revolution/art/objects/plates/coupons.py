"""III. Food coupons of the early 1990s."""
from __future__ import annotations

import numpy as np

from engraver.letter import words
from engraver.march import Camera, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, frame, ground_shadow, lettered, outline, per_cm, rule, size, white
from .paper import Sheet

COLS, ROWS, CW, CH = 4, 7, 3.6, 2.35
LEFT, TOP = -COLS * CW / 2, -7.3
HEAD = 2.5                                     # the sheet's own heading
GONE = {(3, 6), (2, 6), (3, 5), (1, 6), (3, 4)}
GOODS = ["МЫЛО", "САХАР", "КРУПА", "МАСЛО", "ЧАЙ", "МУКА", "СОЛЬ"]
MONTHS = ["ЯНВАРЬ", "ФЕВРАЛЬ", "МАРТ", "АПРЕЛЬ"]
LOOSE = (5.2, 9.0, -0.30)                     # one stamp, cut and not used


def _inside(x, z):
    m = (abs(x) < COLS * CW / 2 + 0.45) & (z > TOP - HEAD) & (z < TOP + ROWS * CH + 0.4)
    wob = 0.05 * np.sin(x * 5.1) + 0.04 * np.sin(z * 4.3 + 1)
    for c, r in GONE:
        last = 9 if c == COLS - 1 else 0.0
        low = 9 if r == ROWS - 1 else 0.0
        m &= ~((x > LEFT + c * CW + wob) & (x < LEFT + (c + 1) * CW + last + wob)
               & (z > TOP + r * CH + wob) & (z < TOP + (r + 1) * CH + low + wob))
    lx, lz, la = LOOSE
    u = (x - lx) * np.cos(la) - (z - lz) * np.sin(la)
    v = (x - lx) * np.sin(la) + (z - lz) * np.cos(la)
    return m | ((abs(u) < CW / 2 + 0.05 * np.sin(v * 6)) & (abs(v) < CH / 2))


def _lift(x, z):
    h = 0.10 + 0.55 * np.exp(-((x + 8.2) / 2.6) ** 2) * np.clip((z - 2) / 8, 0, 1) ** 1.5
    h = h + 0.70 * np.clip((x - 1) / 7, 0, 1.6) ** 2.4 * np.clip((z + 6) / 12, 0, 1) * (x < 8.5)
    h = h + 0.16 * np.exp(-np.abs(z + 0.25 + 0.02 * x) / 0.6) * (np.abs(x) < 8.6)  # an old fold
    h = h + 0.06 * np.sin(x * 0.7 + z * 0.4)
    lx, lz, _ = LOOSE
    near = np.exp(-(((x - lx) / 2.6) ** 4 + ((z - lz) / 2.6) ** 4))
    return np.where((z > 7.2) & (x > 2.6), 0.10 + 0.10 * near * ((x - lx) / 2) ** 2 + 0.03, h)


def draw(fine=FINE):
    w, h, k = size(fine)
    sheet = Sheet(14.0, 13.0, _lift, _inside)
    cam = Camera(target=(0.4, 0, 0.1), azimuth=-9, elevation=62, width=20.0, distance=120)
    buf = trace(sheet.scene(), cam, w, h, centre=(0, 0.5, 0), radius=18, soft=9, reach=1.6, step=0.7)
    d = Drawing()
    ground_shadow(d, buf, k, space=10, wash=0.36)
    on = buf.id == 1
    white(d, buf, k, on)
    bright = buf.shade(0.40, 0.78, 0.1)
    body(d, buf, k, on, bright, buf.p[..., 0] + 0.25 * buf.p[..., 2], albedo=1.0, space=8, lo=0.16, white_at=0.93, wash=0.5, seed=31)
    outline(d, buf, k, thin=1.6, thick=4.0, parts=False, crease=None, jump=0.2)

    p = sheet.place
    ink = []
    ink += words("ТАЛОН", 1.35, "sans-bold", x=LEFT + 0.1, y=TOP - 1.05, track=0.12)[0]
    ink += [rule(LEFT + 0.1, TOP - 0.48, -LEFT - 0.1, TOP - 0.48, 0.035), rule(LEFT + 0.1, TOP - 0.38, -LEFT - 0.1, TOP - 0.38, 0.018)]
    for r in range(ROWS):
        for c in range(COLS):
            if (c, r) in GONE:
                continue
            ink += _stamp(LEFT + c * CW, TOP + r * CH, c, r)
    lettered(d, buf, k, ink, p, density=0.92)
    # guilloche: two waves in fine line behind the stamps
    fineline = []
    t = np.linspace(0, 1, 160)
    for r in range(ROWS):
        for c in range(COLS):
            if (c, r) in GONE:
                continue
            x0, y0 = LEFT + c * CW + 0.22, TOP + r * CH + CH * 0.74
            for ph in np.linspace(0, np.pi, 4, endpoint=False):
                xx = x0 + t * (CW - 0.44)
                yy = y0 + 0.22 * np.sin(t * 9 * np.pi + ph) * np.sin(np.pi * t)
                fineline.append((p(np.stack([xx, yy], 1)), 0.95))
    from .common import strokes
    strokes(d, buf, k, fineline, slack=0.3)
    lx, lz, la = LOOSE
    loose = []
    for ring in _stamp(-CW / 2, -CH / 2, 1, 1):
        u, v = ring[:, 0], ring[:, 1]
        loose.append(np.stack([lx + u * np.cos(la) + v * np.sin(la), lz - u * np.sin(la) + v * np.cos(la)], 1))
    lettered(d, buf, k, loose, p, density=0.92)
    # the shop's stamp, the one red thing
    ring = []
    a = np.linspace(0, 2 * np.pi, 90)
    cx, cy = 4.9, TOP - 1.05
    for rad, th in ((1.34, 0.075), (1.19, 0.035)):
        ring.append(np.concatenate([np.stack([cx + (rad + th / 2) * np.cos(a), cy + (rad + th / 2) * np.sin(a)], 1),
                                    np.stack([cx + (rad - th / 2) * np.cos(a[::-1]), cy + (rad - th / 2) * np.sin(a[::-1])], 1)]))
    ring += words("ДЕЙСТ-", 0.42, "sans-bold", x=cx, y=cy - 0.10, align="center")[0]
    ring += words("ВИТЕЛЕН", 0.42, "sans-bold", x=cx, y=cy + 0.38, align="center")[0]
    lettered(d, buf, k, ring, p, density=0.85, red=True)
    return d, (5.0, per_cm(cam))


def _stamp(x, y, c, r):
    out = frame(x + 0.11, y + 0.11, x + CW - 0.11, y + CH - 0.11, 0.035)
    out += words("ТАЛОН", 0.34, "sans-medium", x=x + 0.3, y=y + 0.58, track=0.05)[0]
    out += words(MONTHS[c], 0.30, "sans", x=x + CW - 0.3, y=y + 0.58, align="right")[0]
    out += words(GOODS[r], 0.74, "sans-bold", x=x + CW / 2, y=y + 1.32, align="center", track=0.05)[0]
    out += words("№", 0.3, "serif", x=x + 0.3, y=y + CH - 0.26)[0]
    out += [rule(x + 0.75, y + CH - 0.27, x + CW - 0.35, y + CH - 0.27, 0.02)]
    return out


PLATE = Plate("coupons", "PLATE III", "Food coupons",
              ("Printed paper, early 1990s; stamps cut out as they were used. Wording generic, not a facsimile.",
               "Reconstruction drawing after a visit to the 1990s room of the Presnya museum."), draw)
