"""What every plate shares: the picture box, tone, the usual order of strokes."""
from __future__ import annotations

from dataclasses import dataclass
from collections.abc import Callable

import numpy as np
from scipy import ndimage as ndi

from engraver import burin
from engraver.march import Buffer, Camera
from engraver.sheet import BOX, CHALK, Drawing

FINE = 0.44               # buffer pixels per plate unit


@dataclass(frozen=True)
class Plate:
    name: str
    number: str
    title: str
    lines: tuple[str, ...]
    draw: Callable[[float], tuple[Drawing, tuple[float, float] | None]]
    window: tuple[int, int] | None = None   # rows of the picture a bare sheet shows: top and height, of 2310


def size(fine: float) -> tuple[int, int, float]:
    """Buffer width, height and plate units per pixel."""
    return round(BOX[2] * fine), round(BOX[3] * fine), 1 / fine


def per_cm(camera: Camera) -> float:
    return BOX[2] / camera.width


def tone(bright, albedo=1.0, gamma=1.0, white=0.92, black=0.02):
    """Brightness to darkness 0..1 (0: bare paper, 1: solid)."""
    b = np.clip((bright * albedo - black) / (white - black), 0, 1)
    return 1 - b ** gamma


def ground_shadow(d: Drawing, buf: Buffer, k, *, space=12.0, strength=1.0, field=None, fade=None,
                  cross=True, wash=0.34):
    """The cast shadow: ruled lines that lie on the table, crossed near the object."""
    on = buf.id == 0
    if not on.any():
        return
    dark = np.clip(1 - (0.14 * buf.ao + 0.86 * buf.shadow), 0, 1) * strength
    dark = np.clip((dark - 0.06) / 0.94, 0, 1)
    if fade is not None:
        dark = dark * fade
    dark = np.where(on, dark, 0)
    full = burin.fill_nan(dark, on)
    f = buf.p[..., 2] if field is None else field
    d.add(burin.hatch(f, full, on, k, space=space, lo=0.06, hi=1.0, cover=0.44, thin=1.6, thick=5.0, seed=1, taper=26))
    if cross:
        g = buf.p[..., 2] * 0.75 + buf.p[..., 0] * 0.66 if field is None else field + 0.8 * buf.p[..., 0]
        d.add(burin.hatch(g, full, on, k, space=space * 1.05, lo=0.50, hi=1.2, cover=0.34, thin=1.5, thick=3.4,
                          seed=2, dash=False))
    d.wash(ndi.gaussian_filter(full * ndi.binary_dilation(on, iterations=2), 1.0), wash)


def white(d: Drawing, buf: Buffer, k, mask=None, colour=CHALK, alpha=1.0):
    m = buf.id > 0 if mask is None else mask
    d.fill(burin.mask_paths(m, k), colour, alpha)


def outline(d: Drawing, buf: Buffer, k, dark=None, *, thin=2.0, thick=5.0, weight=0.30, jump=0.3,
            crease=0.6, only=None, sil=None, parts=True):
    m = buf.id > 0 if sil is None else sil
    d.add(burin.silhouette(m, k, thin=thin, thick=thick))
    e = burin.edges(buf, jump=jump, crease=crease, only=only, parts=parts)
    # the silhouette is already drawn
    rim = ndi.binary_dilation(~m, iterations=2)
    d.add(burin.edge_ink(e & ~rim, k, dark, weight), even_odd=True)


def local(buf: Buffer, origin, axes):
    """World positions in a local frame whose axes are given as rows."""
    return (buf.p - np.asarray(origin)) @ np.asarray(axes, float).T


def strokes(d: Drawing, buf: Buffer, k, curves, slack=0.35, red=False):
    """Lines drawn on a surface: (world xyz, width), hidden where something stands before them."""
    eye = buf.camera.frame()[0]
    for pts, w in curves:
        px = buf.camera.project(pts, buf.w, buf.h)
        i = np.clip(px[:, 0].astype(int), 0, buf.w - 1)
        j = np.clip(px[:, 1].astype(int), 0, buf.h - 1)
        near = np.linalg.norm(pts - eye, axis=1) < buf.depth[j, i] + slack
        near &= (px[:, 0] > 0) & (px[:, 1] > 0) & (px[:, 0] < buf.w - 1) & (px[:, 1] < buf.h - 1)
        for b, e in burin.runs(near):
            if e - b > 3:
                d.add([burin.ribbon(px[b:e, 0] * k, px[b:e, 1] * k, np.broadcast_to(w, len(pts))[b:e])], red=red)


def quad(buf: Buffer, k, pts):
    """World points to plate units."""
    return buf.camera.project(np.asarray(pts, float), buf.w, buf.h) * k


def lay(buf: Buffer, k, rings, place):
    """Lay flat rings on a surface: place((n, 2)) -> world (n, 3)."""
    return [quad(buf, k, place(r)) for r in rings]


def body(d: Drawing, buf: Buffer, k, mask, bright, u1, u2=None, *, albedo=1.0, space=9.0, lo=0.12,
         cross=0.52, cover=0.58, thin=1.4, wash=0.36, white_at=0.90, gamma=0.95, seed=20, dash=True,
         fill=None, extra=None):
    """Paper white, first hatching everywhere, second only in the shade, a breath of wash."""
    if mask.sum() < 50:
        return np.zeros(mask.shape)
    dk = np.where(mask, tone(bright, albedo, gamma, white=white_at), 0)
    if extra is not None:
        dk = np.clip(dk + np.where(mask, extra, 0), 0, 1)
    if fill is not None:
        white(d, buf, k, mask, fill)
    d.add(burin.hatch(u1, dk, mask, k, space=space, lo=lo, hi=1.0, cover=cover, thin=thin, seed=seed, dash=dash, wobble=0.35))
    if u2 is not None:
        d.add(burin.hatch(u2, dk, mask, k, space=space * 1.08, lo=cross, hi=1.15, cover=cover * 0.85, thin=thin,
                          seed=seed + 1, wobble=0.35))
    d.wash(np.where(mask, np.clip(dk - 0.08, 0, 1), 0), wash)
    return dk


def around(buf, x=0.0, z=0.0):
    """Angle about an upright axis, its seam turned away from the eye."""
    eye = buf.camera.frame()[0]
    a0 = np.arctan2(eye[0] - x, eye[2] - z)
    a = np.arctan2(buf.p[..., 0] - x, buf.p[..., 2] - z) - a0
    return (a + np.pi) % (2 * np.pi) - np.pi


def rect(x0, y0, x1, y1, n=40):
    c = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], float)
    return np.concatenate([np.linspace(a, b, n, endpoint=False) for a, b in zip(c, np.roll(c, -1, 0), strict=True)])


def rule(x0, y0, x1, y1, t, n=30):
    """A thin straight bar as a ring (for print on paper)."""
    a, b = np.array([x0, y0], float), np.array([x1, y1], float)
    u = (b - a) / np.hypot(*(b - a))
    m = np.array([-u[1], u[0]]) * t / 2
    s = np.linspace(a, b, n)
    return np.concatenate([s + m, (s - m)[::-1]])


def frame(x0, y0, x1, y1, t):
    return [rule(x0, y0, x1, y0, t), rule(x1, y0, x1, y1, t), rule(x1, y1, x0, y1, t), rule(x0, y1, x0, y0, t)]


def lettered(d, buf, k, rings, place, *, part=None, density=1.0, red=False):
    """Print rings on a surface; clipped to a part of the drawing when `part` is given."""
    out = []
    for r in rings:
        w = place(r)
        if len(w) < 3:
            continue
        q = quad(buf, k, w)
        if part is not None:
            c = np.clip((q.mean(0) / k).astype(int), 0, (buf.w - 1, buf.h - 1))
            if not part[c[1], c[0]]:
                continue
        out.append(q)
    # counters must stay open: even-odd, in small lots
    d.add(out, density, even_odd=True, red=red)
