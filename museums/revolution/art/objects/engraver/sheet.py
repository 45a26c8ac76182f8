"""The sheet of paper: deckle, plate mark, tint block, wash, ink with a little spread, caption."""
from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import skia
from scipy import ndimage as ndi

from .letter import words

W, H = 2400, 3000                       # plate units
BOX = (190, 190, 2020, 2310)            # the picture: x, y, width, height
MARK = (128, 128, 2144, 2744)           # plate mark

PLASTER = (0xF4, 0xF1, 0xEA)
PAPER = (0xFB, 0xFA, 0xF6)
TINT = (0xEB, 0xE5, 0xD8)
CHALK = (0xFD, 0xFC, 0xF9)
INK = (0x1B, 0x1A, 0x18)
SOOT = (0x4B, 0x47, 0x41)
ASH = (0x8B, 0x85, 0x7B)
MINIUM = (0xB8, 0x30, 0x1C)


@dataclass
class Drawing:
    """What the burin left, in picture units (origin = corner of BOX), in drawing order."""

    ink: list = field(default_factory=list)      # (mode, rings, even_odd, density)
    red: list = field(default_factory=list)
    fills: list = field(default_factory=list)    # (rings, colour, alpha)
    washes: list = field(default_factory=list)   # (array at buffer size 0..1, strength, colour)
    light: list = field(default_factory=list)    # rings of white heightening, alpha

    def add(self, rings, density=1.0, even_odd=False, red=False):
        (self.red if red else self.ink).append(("draw", rings, even_odd, density))

    def cut(self, rings, even_odd=False):
        """Scrape ink away (a polished highlight)."""
        self.ink.append(("clear", rings, even_odd, 1.0))

    def dots(self, circles, density=1.0):
        self.ink.append(("dots", circles, False, density))

    def fill(self, rings, colour=CHALK, alpha=1.0):
        self.fills.append((rings, colour, alpha))

    def wash(self, array, strength=0.25, colour=SOOT):
        self.washes.append((array, strength, colour))

    def heighten(self, rings, alpha=0.7):
        self.light.append((rings, alpha))


def _path(rings, even_odd):
    p = skia.Path()
    p.setFillType(skia.PathFillType.kEvenOdd if even_odd else skia.PathFillType.kWinding)
    for r in rings:
        p.addPoly([skia.Point(float(a), float(b)) for a, b in r], True)
    return p


def _canvas(w, h, s):
    surf = skia.Surface.MakeRaster(skia.ImageInfo.MakeA8(w, h))
    c = surf.getCanvas()
    c.clear(0)
    c.scale(s, s)
    return surf, c


def _array(surf, w, h):
    a = np.zeros((h, w), np.uint8)
    surf.readPixels(skia.ImageInfo.MakeA8(w, h), a, w, 0, 0)
    return a.astype(np.float32) / 255


def _cover(ops, w, h, s, window=None):
    """Coverage 0..1 of ink; with a window (top, height) in picture units the ink is the picture's, without it the sheet's."""
    surf, c = _canvas(w, h, s)
    if window:
        c.translate(BOX[0], BOX[1] - window[0])
        c.clipRect(skia.Rect.MakeXYWH(0, window[0], BOX[2], window[1]))
    for mode, rings, even_odd, density in ops:
        paint = skia.Paint(AntiAlias=True, Color4f=skia.Color4f(0, 0, 0, density))
        if mode == "clear":
            paint.setBlendMode(skia.BlendMode.kClear)
        if mode == "dots":
            for x, y, r in rings:
                c.drawCircle(float(x), float(y), float(r), paint)
            continue
        for i in range(0, len(rings), 400) if not even_odd else [None]:
            part = rings if i is None else rings[i:i + 400]
            c.drawPath(_path(part, even_odd), paint)
    return _array(surf, w, h)


def _noise(rng, w, h, s, cell):
    n = rng.normal(size=(H // cell + 3, W // cell + 3))
    return ndi.zoom(n, s * cell, order=1)[:h, :w].astype(np.float32)


def _fit(a, w, h):
    """Crop or pad an array to w x h."""
    a = a[:h, :w]
    return np.pad(a, ((0, h - a.shape[0]), (0, w - a.shape[1])), mode="edge")


def paper_texture(w, h, s, seed=7):
    rng = np.random.default_rng(seed)
    t = 0.35 * _fit(_noise(rng, w, h, s, 220), w, h) + 0.35 * _fit(_noise(rng, w, h, s, 60), w, h)
    fine = rng.normal(size=(h, w)).astype(np.float32)
    fine = ndi.gaussian_filter(fine, 1.3 * s + 0.25)
    fib = ndi.gaussian_filter(rng.normal(size=(h, w)).astype(np.float32), (0.9 * s + 0.2, 6 * s + 0.2))
    t = t * 0.6 + fine / fine.std() * 0.55 + fib / fib.std() * 0.55
    return t


def _rect_mask(w, h, s, rect, seed=0, rough=0.0, soft=0.7):
    """Soft rectangle with a rough (deckled) edge, as an array 0..1."""
    x0, y0, rw, rh = (v * s for v in rect)
    yy = np.arange(h, dtype=np.float32)[:, None]
    xx = np.arange(w, dtype=np.float32)[None]
    rng = np.random.default_rng(seed)

    def edge(n):
        e = sum(a * ndi.gaussian_filter1d(rng.normal(size=n * 2), g)[:n] * np.sqrt(g)
                for a, g in ((0.35, 3 * s + .3), (0.8, 14 * s + .3), (1.3, 70 * s + .3)))
        return (e * rough * s).astype(np.float32)

    d = np.minimum(np.minimum(xx - x0 - edge(h)[:, None], x0 + rw - xx - edge(h)[:, None]),
                   np.minimum(yy - y0 - edge(w)[None], y0 + rh - yy - edge(w)[None]))
    return np.clip(d / (soft * 2) + 0.5, 0, 1)


def print_sheet(drawing: Drawing, *, height=3000, number="", title="", lines=(), scale=None,
                bare=False, window=None, seed=7):
    """Composite one plate; returns an RGB uint8 array.

    `height` is the pixels of a sheet of full length. A bare sheet has no caption, so it ends one margin below the
    picture; of the picture it shows the rows of `window` (top, height), so that a wide thing hangs on a wide sheet.
    """
    s = height / H
    top, tall = window if bare and window else (0, BOX[3])
    long = 2 * BOX[1] + tall if bare else H
    box, view = (*BOX[:3], tall), (top, tall)
    w, h = round(W * s), round(long * s)
    tex = paper_texture(w, h, s, seed)
    img = np.empty((h, w, 3), np.float32)
    img[:] = PLASTER
    sheet = _rect_mask(w, h, s, (34, 34, W - 68, long - 68), 11, 3.2, 0.8)
    shadow = ndi.gaussian_filter(np.roll(sheet, (round(7 * s), round(5 * s)), (0, 1)), 10 * s)
    img *= (1 - 0.13 * shadow * (1 - sheet))[..., None]
    img += (np.array(PAPER, np.float32) - img) * sheet[..., None]
    rim = sheet - ndi.gaussian_filter(sheet, 3 * s + 0.2)
    img += 9 * np.clip(rim, -0.5, 0.5)[..., None] * sheet[..., None]
    # plate mark: a pressed edge, lit from the upper left
    mk = ndi.gaussian_filter(_rect_mask(w, h, s, (*MARK[:3], long - 2 * MARK[1]), 5, 0.0), 2.2 * s + 0.2)
    gy, gx = np.gradient(mk)
    img += (-(gx + gy) * 26 / max(s, 0.2) * s)[..., None] * 1.0
    # tint block
    tb = _rect_mask(w, h, s, box, 3, 0.5, 0.6)
    img += (np.array(TINT, np.float32) - img) * (tb * 0.86)[..., None]
    bx, by, bw, bh = (round(v * s) for v in box)
    sub = img[by:by + bh, bx:bx + bw]
    for rings, colour, alpha in drawing.fills:
        m = _cover([("draw", rings, True, 1.0)], w, h, s, view)[by:by + bh, bx:bx + bw]
        sub += (np.array(colour, np.float32) - sub) * (m * alpha)[..., None]
    grain = 1 + 0.10 * tex[by:by + bh, bx:bx + bw]
    for a, strength, colour in drawing.washes:
        big = ndi.zoom(ndi.gaussian_filter(a.astype(np.float32), 0.8),
                       (BOX[3] * s / a.shape[0], bw / a.shape[1]), order=1)
        big = _fit(big[round(top * s):], bw, bh)
        amt = np.clip(big * strength * grain, 0, 1)
        sub += (np.array(colour, np.float32) - sub) * amt[..., None]
    for rings, alpha in drawing.light:
        m = _cover([("draw", rings, False, 1.0)], w, h, s, view)[by:by + bh, bx:bx + bw]
        sub += (np.array(CHALK, np.float32) - sub) * (m * alpha)[..., None]
    img *= (1 + 0.0075 * tex)[..., None]
    # ink and minium, with spread
    text_ops = [] if bare else _caption(number, title, lines, scale)
    ink = _cover(drawing.ink, w, h, s, view)
    if text_ops:
        ink = np.maximum(ink, _cover(text_ops, w, h, s))
    red = _cover(drawing.red, w, h, s, view)
    spread = 0.55 * s
    for cov, colour, dens in ((ink, INK, 0.93), (red, MINIUM, 0.92)):
        if not cov.any():
            continue
        c = ndi.gaussian_filter(cov, spread + 0.12)
        c = np.clip((c - 0.5 + 0.035 * tex) * 1.55 + 0.54, 0, 1) * (cov > 0) + 0.35 * c * (cov == 0)
        c = np.where(cov > 0, np.maximum(c, cov * 0.55), c)
        c *= dens * (1 - 0.035 * np.clip(tex, -2, 2.5))
        img += (np.array(colour, np.float32) - img) * np.clip(c, 0, 1)[..., None]
    return np.clip(img + 0.5, 0, 255).astype(np.uint8)


def _caption(number, title, lines, scale):
    ops = []
    x0, x1, y = BOX[0], BOX[0] + BOX[2], BOX[1] + BOX[3]
    rings, _ = words(number, 44, "sans-medium", x=x0, y=y + 92, track=3)
    ops.append(("draw", rings, False, 1.0))
    rings, _ = words(title, 62, "serif", x=x0, y=y + 172)
    ops.append(("draw", rings, False, 1.0))
    for i, line in enumerate(lines):
        rings, _ = words(line, 35, "sans", x=x0, y=y + 232 + i * 48)
        ops.append(("draw", rings, False, 0.9))
    if scale:
        cm, per = scale[:2]
        length = cm * per
        xb, yb = x1 - length, y + 84
        n = 5
        ops.append(("draw", [np.array([(xb, yb), (x1, yb), (x1, yb + 2.4), (xb, yb + 2.4)]),
                             np.array([(xb, yb - 12), (x1, yb - 12), (x1, yb - 9.6), (xb, yb - 9.6)])],
                    False, 1.0))
        for i in range(n):
            if i % 2 == 0:
                a, b = xb + length * i / n, xb + length * (i + 1) / n
                ops.append(("draw", [np.array([(a, yb - 12), (b, yb - 12), (b, yb + 2), (a, yb + 2)])], False, 1.0))
        for i in (0, n):
            a = xb + length * i / n
            ops.append(("draw", [np.array([(a - 1.2, yb - 18), (a + 1.2, yb - 18), (a + 1.2, yb + 8), (a - 1.2, yb + 8)])], False, 1.0))
        unit = scale[2] if len(scale) > 2 else f"{cm:g} cm"
        rings, _ = words("0", 30, "sans", x=xb, y=yb + 44, align="center")
        ops.append(("draw", rings, False, 1.0))
        rings, _ = words(unit, 30, "sans", x=x1, y=yb + 44, align="right")
        ops.append(("draw", rings, False, 1.0))
    return ops
