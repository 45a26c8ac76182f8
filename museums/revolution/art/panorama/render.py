"""Hang the layers one before the other: contact shadows, firelight, paper grain. Works in upright strips."""
import argparse
import json
import multiprocessing as mp
import os
import sys
import time

import cv2
import numba
import numpy as np
import skia
from paper import SEED, H, W

LW = 1500                       # width of the light maps


# ---------------------------------------------------------------- paper grain, seamless tile
def grain_tile(s, n=1024):
    """Fibres, mottling and tooth; s = output pixels per 24,000 px scale pixel (1 at full size)."""
    g = np.random.default_rng(SEED)
    f = np.fft.fftfreq(n)[:, None] ** 2 + np.fft.rfftfreq(n)[None, :] ** 2
    f = np.sqrt(f) + 1e-6

    def noise(lo, hi):
        z = np.fft.rfft2(g.standard_normal((n, n)))
        k = np.exp(-(f / hi) ** 2) * (1 - np.exp(-(f / lo) ** 2))
        q = np.fft.irfft2(z * k, s=(n, n))
        return q / q.std()
    c = min(.5, .12 / s)
    t = .018 * noise(.004 / s, c) + .012 * noise(.001, .02 / s) + .010 * noise(.03, min(.5, .3 / s))
    # fibres: short bent hairs, pressed in, seamless by drawing on a torus
    surf = skia.Surface(n, n)
    cv = surf.getCanvas()
    cv.clear(skia.Color(128, 128, 128))
    for _ in range(int(420 / max(.25, s) ** .7)):
        x, y, a, L = g.random() * n, g.random() * n, g.random() * 6.28, (10 + 26 * g.random()) * s
        p = skia.Path()
        p.moveTo(x, y)
        b = a + g.normal() * .9
        p.quadTo(x + np.cos(a) * L / 2, y + np.sin(a) * L / 2, x + np.cos(a) * L / 2 + np.cos(b) * L / 2, y + np.sin(a) * L / 2 + np.sin(b) * L / 2)
        v = 128 + int(g.choice([-1, 1]) * g.uniform(8, 26))
        pa = skia.Paint(Color=skia.Color(v, v, v, 150), Style=skia.Paint.kStroke_Style, StrokeWidth=max(.5, 1.1 * s), AntiAlias=True)
        for ox in (-n, 0, n):
            for oy in (-n, 0, n):
                cv.save()
                cv.translate(ox, oy)
                cv.drawPath(p, pa)
                cv.restore()
    fib = (surf.makeImageSnapshot().toarray()[:, :, 0].astype(np.float32) - 128) / 128
    return (1 + t + fib * .35).astype(np.float32)


# ---------------------------------------------------------------- light
def light_maps(layers, lights):
    """Per layer: a small RGB map of what the dusk and the fires do to its paper (multiply)."""
    h = int(LW * H / W)
    yy, xx = np.mgrid[0:h, 0:LW].astype(np.float32)
    x, y = xx / LW * W, yy / LW * W
    out = {}
    t = x / W
    for L in layers:
        a = 1.0 - .16 * np.clip((t - .45) / .55, 0, 1) ** 1.2 - .05 * np.clip((.12 - t) / .12, 0, 1)
        a = a * (1 - .10 * np.clip((y / H - .82) / .18, 0, 1)) * (1 - .10 * np.clip((.10 - y / H) / .1, 0, 1))
        m = np.stack([a * (1 - .03 * t), a, a * (1 + .035 * t)], -1)
        w = np.zeros_like(x)
        for q in lights:
            if q['kind'] not in ('fire', 'glow', 'camp'):
                continue
            dx, dy = (x - q['u'][0]), (y - q['u'][1]) * 1.25
            d = np.sqrt(dx * dx + dy * dy) / q['r']
            g = q['power'] * L.glow * np.exp(-d ** 1.35 * 1.7)
            w += g
        w = w / (1 + .75 * w)            # paper takes only so much light
        m += w[..., None] * np.array([1.0, .39, .09], np.float32)
        out[L.name] = m.astype(np.float32)
    return out


@numba.njit(fastmath=True)
def lay_layer(acc, img, sh, lm, grain, x0, y0, sx, shs, ox, oy, gk):
    Hh, Ww = acc.shape[0], acc.shape[1]
    lh, lw = lm.shape[0], lm.shape[1]
    sh_h, sh_w = sh.shape
    n = grain.shape[0]
    v3 = np.zeros(3)
    for j in range(Hh):
        fy = (j + y0) * sx
        ly = min(int(fy), lh - 2)
        ty = min(fy - ly, 1.0)
        qy = j * shs
        py = min(int(qy), sh_h - 2)
        uy = qy - py
        for i in range(Ww):
            qx = i * shs
            px = min(int(qx), sh_w - 2)
            ux = qx - px
            s = (sh[py, px] * (1 - ux) + sh[py, px + 1] * ux) * (1 - uy) + (sh[py + 1, px] * (1 - ux) + sh[py + 1, px + 1] * ux) * uy
            k = 1 - s
            a = img[j, i, 3] / 255.0
            if a > 0:
                fx = (i + x0) * sx
                lx = min(int(fx), lw - 2)
                tx = min(fx - lx, 1.0)
                gr = 1 + (grain[(j + y0 + oy) & (n - 1), (i + x0 + ox) & (n - 1)] - 1) * gk
                top = 1.0
                for c in range(3):
                    li = (lm[ly, lx, c] * (1 - tx) + lm[ly, lx + 1, c] * tx) * (1 - ty) + (lm[ly + 1, lx, c] * (1 - tx) + lm[ly + 1, lx + 1, c] * tx) * ty
                    v3[c] = img[j, i, c] * gr * li
                    if v3[c] > top:
                        top = v3[c]
                lim = 252 * a
                q = 1.0 if top <= lim * .86 else (lim * .86 + (1 - np.exp(-(top - lim * .86) / (lim * .3))) * lim * .14) / top
                for c in range(3):
                    acc[j, i, c] = acc[j, i, c] * k * (1 - a) + v3[c] * q
            elif s > 0.002:
                for c in range(3):
                    acc[j, i, c] *= k


class Renderer:
    def __init__(self, layers, lights, width):
        self.layers, self.width = layers, width
        self.S = width / W
        self.height = round(H * self.S)
        self.grain = grain_tile(max(.25, width / 24000))
        self.lm = light_maps(layers, lights)
        self.m = int(64 * self.S)

    def shadow(self, a, spec):
        """Two shadows of a hung sheet: a soft one thrown down and right, a closer one all round."""
        dx, dy, b, k = spec
        q = max(1, int(self.S))
        small = cv2.resize(a, (max(2, a.shape[1] // q), max(2, a.shape[0] // q)), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        f = self.S / q
        M = np.float32([[1, 0, dx * f], [0, 1, dy * f]])
        s1 = cv2.GaussianBlur(cv2.warpAffine(small, M, small.shape[::-1]), (0, 0), b * f)
        s2 = cv2.GaussianBlur(cv2.warpAffine(small, np.float32([[1, 0, dx * .25 * f], [0, 1, dy * .3 * f]]), small.shape[::-1]), (0, 0), b * .3 * f)
        return (k * .62 * s1 + k * .5 * s2).astype(np.float32), 1.0 / q

    def strip(self, x0, w, only=None, ground=0):
        m = self.m
        X, Wd = x0 - m, w + 2 * m
        acc = np.full((self.height, Wd, 3), ground, np.float32)
        for i, L in enumerate(self.layers):
            if only and L.name not in only:
                continue
            img = self.raster_premul(L, X, Wd)
            al = img[:, :, 3]
            if not al.any():
                continue
            sh, k = self.shadow(al, L.shadow) if L.shadow else (np.zeros((2, 2), np.float32), 0.0)
            lay_layer(acc, img, sh, self.lm[L.name], self.grain, X, 0, LW / self.width, k, 311 * i + 4096, 173 * i, L.grain)
        return np.clip(acc[:, m:m + w] + .5, 0, 255).astype(np.uint8)

    def cutout(self, x0, w, only):
        """A group of layers with its light, grain and thrown shadow, as RGBA: hung over black and over white."""
        b, wh = self.strip(x0, w, only, 0).astype(np.float32), self.strip(x0, w, only, 255).astype(np.float32)
        a = np.clip(255 - (wh - b).max(2), 0, 255)
        rgb = np.where(a[..., None] > 0, b * 255 / np.maximum(a, 1)[..., None], 0)
        return np.dstack([np.clip(rgb, 0, 255), a]).astype(np.uint8)

    def raster_premul(self, L, X, Wd):
        buf = np.zeros((self.height, Wd, 4), np.uint8)
        surf = skia.Surface.MakeRasterDirect(skia.ImageInfo.Make(Wd, self.height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType), buf)
        c = surf.getCanvas()
        c.translate(-X, 0)
        c.scale(self.S, self.S)
        c.drawPicture(L.pic)
        surf.flushAndSubmit()
        return buf


_R = None


def _job(a):
    x0, w = a
    return x0, _R.strip(x0, w)


def compose(layers, lights, width, strip=None, workers=2):
    global _R
    _R = Renderer(layers, lights, width)
    strip = strip or (1500 if width > 8000 else 1000)
    out = np.zeros((_R.height, width, 3), np.uint8)
    jobs = [(x, min(strip, width - x)) for x in range(0, width, strip)]
    cv2.setNumThreads(1)
    if workers > 1:
        with mp.get_context('fork').Pool(workers) as p:
            for x0, s in p.imap_unordered(_job, jobs):
                out[:, x0:x0 + s.shape[1]] = s
    else:
        for j in jobs:
            x0, s = _job(j)
            out[:, x0:x0 + s.shape[1]] = s
    return out


def picture(a):
    """An array of bytes (height x width x 3 or 4) as a vips image."""
    import pyvips
    a = np.ascontiguousarray(a)
    return pyvips.Image.new_from_memory(a.data, a.shape[1], a.shape[0], a.shape[2], 'uchar').copy(interpretation='srgb')


# baseline, without metadata, the same bytes each time
JPEG = {'strip': True, 'optimize_coding': True, 'interlace': False}
MASTER, STAGE = 24000, 8000


def masters(layers, lights, folder):
    """The files the museum keeps: the full picture for deep zoom; backdrop and three cut-outs, smaller, for the moving stage."""
    import scene
    os.makedirs(folder, exist_ok=True)
    picture(compose(layers, lights, MASTER)).write_to_file(f'{folder}/presnya-1905.jpg', Q=80, **JPEG)
    R = Renderer(layers, lights, STAGE)
    for name, only in scene.GROUPS:
        step = 1000
        if name == 'backdrop':
            q = np.concatenate([R.strip(x, min(step, STAGE - x), only) for x in range(0, STAGE, step)], 1)
            picture(q).write_to_file(f'{folder}/presnya-1905-backdrop.jpg', Q=78, **JPEG)
        else:
            q = np.concatenate([R.cutout(x, min(step, STAGE - x), only) for x in range(0, STAGE, step)], 1)
            picture(q).write_to_file(f'{folder}/presnya-1905-{name}.webp', Q=84, alpha_q=90, effort=5, strip=True)
    for p in sorted(os.listdir(folder)):
        if p.startswith('presnya-1905'):
            print(f'{p}: {os.path.getsize(os.path.join(folder, p)) / 1e6:.2f} MB')


def main():
    ap = argparse.ArgumentParser(description='Render the paper theatre.')
    ap.add_argument('--width', type=int, default=6000)
    ap.add_argument('--out', default='panorama.jpg')
    ap.add_argument('--quality', type=int, default=86)
    ap.add_argument('--cutouts', help='folder: also write the parallax groups as PNG with alpha, shadows baked in')
    ap.add_argument('--each', action='store_true', help='with --cutouts: every layer by itself')
    ap.add_argument('--meta', help='folder for legend.json and lights.json')
    ap.add_argument('--masters', help='folder: write the files the museum keeps, and nothing else (legend.json and lights.json beside this program)')
    ap.add_argument('--crops-only', action='store_true', help='render nothing but the crops')
    ap.add_argument('--crop', action='append', default=[], help='x,y,w,h in pixels of --width, written beside --out')
    a = ap.parse_args()
    t = time.time()
    import scene
    layers, legend, lights = scene.build()
    print(f'drawn: {sum(L.count for L in layers)} sheets in {len(layers)} layers, {time.time() - t:.1f} s', flush=True)
    if a.masters:
        a.meta = a.meta or os.path.dirname(os.path.abspath(__file__))
    if a.meta:
        for n, v in (('legend.json', legend), ('lights.json', lights)):
            with open(os.path.join(a.meta, n), 'w', encoding='utf-8') as f:
                json.dump(v, f, ensure_ascii=False, indent=1)
                f.write('\n')
    if a.masters:
        masters(layers, lights['cues'], a.masters)
        return
    base, ext = os.path.splitext(a.out)
    import pyvips
    if a.crops_only:
        R = Renderer(layers, lights['cues'], a.width)
        for i, q in enumerate(a.crop):
            x, y, w, h = map(int, q.split(','))
            b = np.ascontiguousarray(R.strip(x, w)[y:y + h])
            pyvips.Image.new_from_memory(b.data, b.shape[1], b.shape[0], 3, 'uchar').copy(interpretation='srgb').write_to_file(f'{base}-crop{i + 1}.jpg', Q=a.quality, strip=True, optimize_coding=True)
        return
    t = time.time()
    img = compose(layers, lights['cues'], a.width)
    print(f'composed {img.shape[1]} x {img.shape[0]} in {time.time() - t:.1f} s', flush=True)
    v = pyvips.Image.new_from_memory(img.data, img.shape[1], img.shape[0], 3, 'uchar').copy(interpretation='srgb')
    for i, q in enumerate(a.crop):
        x, y, w, h = map(int, q.split(','))
        v.crop(x, y, w, h).write_to_file(f'{base}-crop{i + 1}.jpg', Q=a.quality, strip=True, optimize_coding=True)
    v.write_to_file(a.out, **({'Q': a.quality, 'strip': True, 'optimize_coding': True} if ext == '.jpg' else {}))
    if a.cutouts:
        os.makedirs(a.cutouts, exist_ok=True)
        for i, (name, only) in enumerate(scene.GROUPS if not a.each else [(L.name, [L.name]) for L in layers]):
            q = np.concatenate([_R.cutout(x, min(1500, a.width - x), only) for x in range(0, a.width, 1500)], 1)
            pyvips.Image.new_from_memory(q.data, q.shape[1], q.shape[0], 4, 'uchar').copy(interpretation='srgb').write_to_file(f'{a.cutouts}/{i:02d}-{name}.png')
    import resource
    print(f'written {a.out}; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB here, '
          f'{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6:.2f} GB in the largest worker')


if __name__ == '__main__':
    sys.exit(main())
