"""Words as outlines: shaped by HarfBuzz, flattened, free to be laid on any surface."""
from __future__ import annotations

import os
from functools import lru_cache, cache
from pathlib import Path

import numpy as np
import uharfbuzz as hb
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

FACES = {
    "serif": "PTSerif_400Regular.ttf",
    "serif-italic": "PTSerif_400Regular_Italic.ttf",
    "serif-bold": "PTSerif_700Bold.ttf",
    "sans": "GolosText_400Regular.ttf",
    "sans-medium": "GolosText_500Medium.ttf",
    "sans-bold": "GolosText_700Bold.ttf",
    "sans-black": "GolosText_900Black.ttf",
    "mono": "PTMono_400Regular.ttf",
}


def font_file(face: str) -> Path:
    root = Path(os.environ.get("PLATE_FONTS", "node_modules"))
    found = sorted(root.rglob(FACES[face]))
    if not found:
        raise FileNotFoundError(
            f"{FACES[face]} is not under {root}/: run `npm i @expo-google-fonts/pt-serif "
            "@expo-google-fonts/golos-text @expo-google-fonts/pt-mono`, or set PLATE_FONTS")
    return found[0]


class _Flat(BasePen):
    def __init__(self, glyphs):
        super().__init__(glyphs)
        self.rings, self.cur = [], []

    def _moveTo(self, p):
        self.cur = [p]

    def _lineTo(self, p):
        a = np.array(self.cur[-1], float)
        n = max(1, int(np.hypot(*(np.array(p) - a)) / 120))
        self.cur += [tuple(a + (np.array(p) - a) * t) for t in np.linspace(0, 1, n + 1)[1:]]

    def _curveToOne(self, a, b, c):
        p0 = np.array(self.cur[-1])
        a, b, c = map(np.array, (a, b, c))
        for t in np.linspace(0, 1, 9)[1:]:
            q = 1 - t
            self.cur.append(tuple(q**3 * p0 + 3 * q * q * t * a + 3 * q * t * t * b + t**3 * c))

    def _qCurveToOne(self, a, c):
        p0 = np.array(self.cur[-1])
        a, c = np.array(a), np.array(c)
        for t in np.linspace(0, 1, 7)[1:]:
            q = 1 - t
            self.cur.append(tuple(q * q * p0 + 2 * q * t * a + t * t * c))

    def _closePath(self):
        if len(self.cur) > 2:
            self.rings.append(np.array(self.cur, float))
        self.cur = []

    _endPath = _closePath


@cache
def _open(face):
    path = font_file(face)
    tt = TTFont(path)
    font = hb.Font(hb.Face(path.read_bytes()))
    return tt, font, tt.getGlyphSet(), tt.getGlyphOrder(), tt["head"].unitsPerEm


@lru_cache(maxsize=4096)
def _glyph(face, gid):
    _, _, glyphs, order, _ = _open(face)
    pen = _Flat(glyphs)
    glyphs[order[gid]].draw(pen)
    return pen.rings


def words(text, size, face="serif", *, x=0.0, y=0.0, align="left", track=0.0, features=None):
    """Rings of `text` with its baseline at (x, y), y down. Returns (rings, advance)."""
    _, font, _, _, upm = _open(face)
    run = hb.Buffer()
    run.add_str(text)
    run.guess_segment_properties()
    hb.shape(font, run, features or {"kern": True, "liga": True})
    k = size / upm
    pen, rings = 0.0, []
    for info, pos in zip(run.glyph_infos, run.glyph_positions, strict=True):
        for r in _glyph(face, info.codepoint):
            rings.append(np.stack([(r[:, 0] + pos.x_offset) * k + pen, -(r[:, 1] + pos.y_offset) * k], 1))
        pen += pos.x_advance * k + track
    pen -= track
    dx = {"left": 0, "center": -pen / 2, "right": -pen}[align] + x
    return [r + (dx, y) for r in rings], pen
