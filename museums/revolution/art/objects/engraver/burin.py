"""From tone to line: hatching along iso-lines of a field, stipple at the light end, contours.

All widths and spacings are in plate units: 1 unit = 1 px on a sheet 3000 px high.
Fields live on the G-buffer; `k` is plate units per buffer pixel.
"""
from __future__ import annotations

import math

import numpy as np
from contourpy import contour_generator
from scipy import ndimage as ndi

WOBBLE = ndi.zoom(ndi.gaussian_filter(
    np.random.default_rng(1905).normal(size=(2, 160, 160)), (0, 1, 1)), (1, 4, 4), order=3)
WOBBLE /= WOBBLE.std()
GRAIN = ndi.gaussian_filter(np.random.default_rng(1917).normal(size=(640, 640)), 1.2)
GRAIN /= GRAIN.std()


def _look(field, x, y, order=1):
    return ndi.map_coordinates(field, [y, x], order=order, mode="nearest", prefilter=False)


def fill_nan(a, good):
    """Extend values to the pixels outside `good` by the nearest one."""
    if good.all():
        return a
    idx = ndi.distance_transform_edt(~good, return_distances=False, return_indices=True)
    return a[tuple(idx)]


def ribbon(x, y, w):
    """Closed outline of a stroke with varying width w."""
    dx, dy = np.gradient(x), np.gradient(y)
    q = np.hypot(dx, dy) + 1e-9
    nx, ny = -dy / q * w / 2, dx / q * w / 2
    return np.concatenate([np.stack([x + nx, y + ny], 1), np.stack([x - nx, y - ny], 1)[::-1]])


def _smooth_line(pts, step, sigma=1.5):
    d = np.hypot(*np.diff(pts, axis=0).T)
    keep = np.concatenate([[True], d > 1e-6])
    pts = pts[keep]
    if len(pts) < 3:
        return None
    s = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(pts, axis=0).T))])
    n = max(3, int(s[-1] / step) + 1)
    if s[-1] < 1.2:
        return None
    u = np.linspace(0, s[-1], n)
    closed = np.allclose(pts[0], pts[-1])
    mode = "wrap" if closed else "nearest"
    out = np.stack([np.interp(u, s, pts[:, 0]), np.interp(u, s, pts[:, 1])], 1)
    if sigma:
        sm = ndi.gaussian_filter1d(out, sigma, axis=0, mode=mode)
        if not closed:
            sm[0], sm[-1] = out[0], out[-1]
        out = sm
    return out


def runs(flag):
    f = np.concatenate([[0], flag.astype(np.int8), [0]])
    d = np.diff(f)
    return zip(np.flatnonzero(d == 1), np.flatnonzero(d == -1), strict=True)


def hatch(field, dark, region, k, *, space=11.0, lo=0.08, hi=1.0, cover=0.62, thin=1.7,
          thick=9.0, dash=True, wobble=0.7, seed=0, stride=0.8, taper=10.0):
    """Strokes along the iso-lines of `field`, each as wide as the tone asks.

    Lines are ranked in octaves: where foreshortening crowds them, every second one ends, where
    they part, one comes in between; so the grey is right and the paper never clogs.
    """
    region = region & np.isfinite(field)
    if region.sum() < 60:
        return []
    u = fill_nan(np.where(region, field, 0.0), region)
    gy, gx = np.gradient(u)
    g = np.hypot(gx, gy)
    inner = ndi.binary_erosion(region, iterations=1)
    if inner.sum() > 30:
        g = fill_nan(g, inner)
    g = ndi.median_filter(g, 3)
    g = ndi.gaussian_filter(g, 1.0) + 1e-9
    jump = (np.abs(gx) > 8 * np.median(g[region])) | (np.abs(gy) > 8 * np.median(g[region]))
    z = np.where(region, u, np.nan)
    s = space / k                                      # px
    delta = s * max(np.percentile(g[region], 4), np.median(g[region]) / 6)
    umin, umax = np.nanmin(z), np.nanmax(z)
    if (umax - umin) / delta > 3000:
        delta = (umax - umin) / 3000
    gen = contour_generator(z=z, corner_mask=True)
    cov = np.clip((dark - lo) / (hi - lo), 0, 1) * cover
    out = []
    hw, ww = WOBBLE.shape[1:]
    for m in range(math.ceil(umin / delta), math.floor(umax / delta) + 1):
        v = 30 if m == 0 else (m & -m).bit_length() - 1
        for pts in gen.lines(m * delta):
            pts = _smooth_line(np.asarray(pts), stride)
            if pts is None:
                continue
            x, y = pts[:, 0], pts[:, 1]
            q = delta / _look(g, x, y)
            j = np.maximum(0, np.ceil(np.log2(s / q)))
            sp = q * 2.0 ** j
            a = np.clip((sp - s) / (0.6 * s), 0, 1)
            alive = np.clip((q * 2.0 ** min(v, 30) - s) / (0.6 * s), 0, 1)
            c = _look(cov, x, y)
            w = c * np.minimum(sp * (2 - a), 2.6 * s) * alive * k
            gr = GRAIN[(y * 1.3).astype(int) % 640, (x * 1.3 + m * 37).astype(int) % 640]
            w = w * (1 + 0.06 * gr)
            if jump.any():
                w = np.where(_look(jump.astype(float), x, y) > 0.3, 0, w)
            xs, ys = x * k, y * k
            if wobble:
                yy = (ys / 9 + 7 * seed) % (hw - 1)
                xx = (xs / 9 + 13 * seed) % (ww - 1)
                xs = xs + wobble * _look(WOBBLE[0], xx, yy)
                ys = ys + wobble * _look(WOBBLE[1], xx, yy)
            step = np.median(np.hypot(np.diff(xs), np.diff(ys))) if len(xs) > 1 else 1.0
            if dash:
                arc = np.arange(len(xs)) * step
                period = space * 1.55
                saw = np.abs(((arc / period + m * 0.61803) % 1.0) * 2 - 1)   # 0 mid of dash
                duty = np.clip(w / thin, 0, 1)
                on = (w >= thin) | ((w > 0.28 * thin) & (saw < duty))
            else:
                on = w >= thin * 0.6
            for b, e in runs(on):
                if e - b < 3:
                    b, e = max(0, b - 1), min(len(xs), e + 1)
                    if e - b < 3:
                        continue
                ww_ = np.clip(w[b:e], thin, thick)
                n = e - b
                arc = np.arange(n) * step
                tp = min(taper, n * step * 0.35)
                end = np.clip(np.minimum(arc, arc[-1] - arc) / max(tp, 1e-6), 0, 1)
                ww_ = ww_ * (0.35 + 0.65 * np.sqrt(end))
                out.append(ribbon(xs[b:e], ys[b:e], ww_))
    return out


def silhouette(mask, k, *, light=(-0.7, -0.7), thin=2.2, thick=5.2, smooth=1.1, keep=None,
               min_len=12, wobble=0.5, glide=2.2):
    """Contour of a mask as strokes: fine towards the light, heavy away from it."""
    m = ndi.gaussian_filter(np.pad(mask.astype(float), 2), smooth)
    out = []
    lx, ly = np.array(light) / np.hypot(*light)
    for pts in contour_generator(z=m).lines(0.5):
        pts = np.asarray(pts) - 2
        pts = _smooth_line(pts, 1.0, glide)
        if pts is None or len(pts) < min_len:
            continue
        if np.hypot(*(pts[0] - pts[-1])) < 2:
            pts = np.concatenate([pts, pts[1:5]])
        x, y = pts[:, 0], pts[:, 1]
        dx, dy = np.gradient(x), np.gradient(y)
        q = np.hypot(dx, dy) + 1e-9
        nx, ny = dy / q, -dx / q
        inside = _look(m, x + 2 + nx * 2, y + 2 + ny * 2) > _look(m, x + 2 - nx * 2, y + 2 - ny * 2)
        sign = np.where(inside, -1, 1)
        away = -(nx * lx + ny * ly) * sign
        w = thin + (thick - thin) * (0.5 + 0.5 * ndi.gaussian_filter1d(away, 3)) ** 1.4
        edge = (x < 1) | (y < 1) | (x > mask.shape[1] - 2) | (y > mask.shape[0] - 2)
        on = ~edge
        if keep is not None:
            on &= _look(keep.astype(float), x, y) > 0.5
        xs = x * k + wobble * _look(WOBBLE[0], (x * k / 11) % 630, (y * k / 11) % 630)
        ys = y * k + wobble * _look(WOBBLE[1], (x * k / 11) % 630, (y * k / 11) % 630)
        for b, e in runs(on):
            if e - b > 4:
                out.append(ribbon(xs[b:e], ys[b:e], w[b:e]))
    return out


def mask_paths(mask, k, smooth=1.0):
    """Filled outline of a mask (outer and inner rings; fill even-odd)."""
    m = ndi.gaussian_filter(np.pad(mask.astype(float), 3), smooth)
    return [(_smooth_line(np.asarray(p) - 3, 1.0, 1.5)) * k
            for p in contour_generator(z=m).lines(0.5) if len(p) > 6
            and _smooth_line(np.asarray(p) - 3, 1.0, 1.5) is not None]


def edges(buf, *, jump=0.35, crease=0.55, parts=True, only=None):
    """Pixels where depth jumps, the part changes or the surface folds."""
    d = np.where(np.isfinite(buf.depth), buf.depth, 1e4)
    e = np.zeros(d.shape, bool)
    px = buf.camera.width / buf.w
    cos = np.abs(np.sum(buf.n * buf.view, -1))
    tol = jump + 3.0 * px / np.maximum(cos, 0.12)
    obj = buf.id > 0
    for ax in (0, 1):
        dn = np.roll(d, -1, ax)
        far = dn - d
        t2 = np.minimum(tol, np.roll(tol, -1, ax))
        e |= (far > t2) & obj
        e |= np.roll((-far > t2) & np.roll(obj, -1, ax), 1, ax) & False
        back = (-far > t2) & np.roll(obj, -1, ax)
        e |= np.roll(back, 1, ax)
        if parts:
            a, b = buf.id, np.roll(buf.id, -1, ax)
            e |= (a != b) & (a > 0) & (b > 0)
        if crease is not None:
            dot = np.sum(buf.n * np.roll(buf.n, -1, ax), -1)
            same = (np.abs(far) < t2) & obj & np.roll(obj, -1, ax)
            e |= (dot < crease) & same
    e[:, :2] = e[:, -2:] = False
    e[:2] = e[-2:] = False
    if only is not None:
        e &= only
    return e


def edge_ink(e, k, dark=None, weight=0.30, smooth=1.05):
    """Edge pixels as filled ink shapes, a little heavier in the dark."""
    f = ndi.gaussian_filter(e.astype(float), smooth)
    tau = weight if dark is None else weight * (1.25 - 0.6 * np.clip(ndi.gaussian_filter(dark, 2), 0, 1))
    out = []
    for p in contour_generator(z=f - tau).lines(0.0):
        q = _smooth_line(np.asarray(p), 0.8, 1.2)
        if q is not None and len(q) > 18:
            out.append(q * k)
    return out


def stipple(dark, region, k, *, space=11.0, size=(1.6, 4.2), lo=0.04, seed=3):
    """Dots on a loosened grid; the tone decides which dot stands and how large it is."""
    rng = np.random.default_rng(seed)
    h, w = dark.shape
    s = space / k
    ys, xs = np.mgrid[0:h:s * 0.866, 0:w:s]
    xs = xs + (np.arange(ys.shape[0]) % 2)[:, None] * s / 2
    xs = (xs + rng.normal(0, 0.16 * s, xs.shape)).ravel()
    ys = (ys + rng.normal(0, 0.16 * s, ys.shape)).ravel()
    ok = (xs > 0) & (ys > 0) & (xs < w - 1) & (ys < h - 1)
    xs, ys = xs[ok], ys[ok]
    ok = region[ys.astype(int), xs.astype(int)]
    xs, ys = xs[ok], ys[ok]
    t = _look(dark, xs, ys)
    keep = t > lo + 0.10 * rng.random(len(t))
    r = size[0] + (size[1] - size[0]) * np.clip((t - lo) / 0.6, 0, 1)
    return [(x * k, y * k, q / 2) for x, y, q in zip(xs[keep], ys[keep], r[keep], strict=True)]
