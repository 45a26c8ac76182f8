"""XIV. Serge's books in several editions."""
from __future__ import annotations

import math

import numpy as np
from numba import njit

from engraver.letter import words
from engraver.march import Camera, box, length2, trace
from engraver.sheet import Drawing

from .common import FINE, Plate, body, ground_shadow, lettered, outline, per_cm, rule, size, white

# half width (spine length / 2), half thickness, half depth, dx, turn, cloth tone, hard cover, title, author, face
BOOKS = (
    (11.8, 1.75, 7.9, 0.0, 0.03, 0.55, 1, "MEMOIRS OF A REVOLUTIONARY", "SERGE", "serif-bold"),
    (11.2, 1.25, 7.2, 0.5, -0.06, 0.92, 0, "CARNETS  (1936–1947)", "VICTOR SERGE", "serif"),
    (10.6, 1.55, 6.9, -0.7, 0.07, 0.62, 1, "ОТ РЕВОЛЮЦИИ К ТОТАЛИТАРИЗМУ", "ВИКТОР СЕРЖ", "sans-bold"),
    (10.4, 0.85, 6.8, 0.6, -0.10, 0.95, 0, "What Every Radical Should Know About State Repression", "Serge", "sans-medium"),
    (9.9, 1.15, 6.5, 0.1, 0.05, 0.80, 0, "CONQUERED CITY", "VICTOR SERGE", "sans-black"),
    (9.3, 1.0, 6.1, 0.9, 0.26, 0.50, 1, "MÉMOIRES D’UN RÉVOLUTIONNAIRE", "V. SERGE", "serif"),
)
B = np.array([[b[0], b[1], b[2], b[3], b[4], float(b[6])] for b in BOOKS])
FOOT = np.concatenate([[0], np.cumsum(2 * B[:, 1] + 0.02)])[:-1]


@njit(fastmath=True)
def scene(x, y, z):
    d, k = 1e9, 0
    for i in range(6):
        a, t, b, dx, turn, hard = B[i]
        c, s = math.cos(turn), math.sin(turn)
        u, w = c * (x - dx) - s * z, s * (x - dx) + c * z
        v = y - FOOT[i] - t
        if abs(v) > t + 6.0 and d < 6.0:
            continue
        cov = 0.26 if hard > 0.5 else 0.07
        inset = 0.35 if hard > 0.5 else 0.0
        # boards
        q = box(u, abs(v) - t + cov * 0.5, w, a, cov * 0.5, b, 0.05)
        # rounded spine towards us
        bulge = 0.55 if hard > 0.5 else 0.14
        sp = length2((w - b + 1.1) / (1.1 + bulge), v / (t * 1.02)) - 1.0
        sp = max(max(abs(sp * t * 0.7) - 0.16, b - 1.0 - w), abs(u) - a + 0.04)
        if hard > 0.5:                           # raised bands
            for j in range(2):
                uu = abs(u) - a * (0.52 if j == 0 else 0.86)
                sp = sp - 0.05 * math.exp(-(uu * 3.2) ** 2)
        q = min(q, sp)
        if q * 0.9 < d:
            d, k = q * 0.9, i * 2 + 1
        pg = box(u, v, w - inset * -0.0, a - inset, t - cov, b - inset - 0.2, 0.03)
        if pg < d:
            d, k = pg, i * 2 + 2
    return d, k


def draw(fine=FINE):
    w, h, k = size(fine)
    cam = Camera(target=(0.6, 7.2, 0), azimuth=15, elevation=19, width=31.0, distance=130)
    buf = trace(scene, cam, w, h, centre=(0, 7.5, 0), radius=17.5, soft=7, reach=2.2, step=0.85)
    d = Drawing()
    ground_shadow(d, buf, k, space=12)
    bright = buf.shade(0.38, 0.80, 0.12, 0.12)
    p, n = buf.p, buf.n
    for i, (a, t, b, dx, turn, tone_, hard, title, author, face) in enumerate(BOOKS):
        cover, pages = buf.id == i * 2 + 1, buf.id == i * 2 + 2
        c, s = math.cos(turn), math.sin(turn)
        u, ww = c * (p[..., 0] - dx) - s * p[..., 2], s * (p[..., 0] - dx) + c * p[..., 2]
        white(d, buf, k, cover, colour=(0xF7, 0xF3, 0xEA))
        white(d, buf, k, pages)
        top = cover & (n[..., 1] > 0.8)
        body(d, buf, k, top, bright, u + 0.3 * ww, ww, albedo=tone_, space=9, lo=0.08, cross=0.45, seed=180 + 6 * i)
        body(d, buf, k, cover & ~top, bright, p[..., 1] + 0.05 * u if hard else p[..., 1], u, albedo=tone_, space=7.2, lo=0.08, cross=0.42, seed=182 + 6 * i, dash=False, wash=0.42)
        # leaves: many fine lines
        body(d, buf, k, pages, bright - 0.06, p[..., 1] + 0.02 * np.sin(ww * 1.5), albedo=0.95, space=5.6, lo=0.02, cover=0.45, thin=1.15, seed=184 + 6 * i, dash=False)
        # title on the spine

        def place(q, t=t, b=b, dx=dx, c=c, s=s, hard=hard, i=i):
            q = np.asarray(q, float)
            bul = 0.55 if hard else 0.14
            v = -q[:, 1]
            w_ = b - 1.1 + (1.1 + bul) * np.sqrt(np.clip(1 - (v / (t * 1.02)) ** 2, 0, 1)) + 0.14
            return np.stack([dx + c * q[:, 0] + s * w_, FOOT[i] + t + v, -s * q[:, 0] + c * w_], 1)

        hgt = min(1.25 * t, 1.5)
        rings, adv = words(title, hgt, face)
        room = 2 * a * (0.66 if hard else 0.62 if i != 3 else 0.86)
        if adv > room:
            hgt *= room / adv
        rings, adv = words(title, hgt, face)
        x0 = -a * 0.80 if not hard else -adv / 2 - a * 0.06
        label = [r + (x0, hgt * 0.34) for r in rings]
        an = words(author, hgt * 0.52, "sans-medium", x=a * 0.94, y=hgt * 0.25, align="right")[0]
        from .common import quad
        if hard:                                       # a pasted label, dark cloth around it
            lab = [rule(x0 - 0.5, 0, x0 + adv + 0.5, 0, min(1.62 * hgt, 1.5 * t), 60)]
            q = [quad(buf, k, place(r)) for r in lab]
            d.cut(q)
            d.heighten(q, 0.9)
            lettered(d, buf, k, [rule(x0 - 0.4, s_ * min(0.70 * hgt, 0.66 * t), x0 + adv + 0.4, s_ * min(0.70 * hgt, 0.66 * t), 0.04, 60) for s_ in (-1, 1)], place)
            lettered(d, buf, k, label, place)
        else:
            band = [quad(buf, k, place(rule(-a * 0.86, 0, a * 0.98, 0, 1.62 * t, 80)))]
            d.cut(band)
            d.heighten(band, 0.75)
            lettered(d, buf, k, label, place, red=i == 4)
            if adv < room * 0.72:
                lettered(d, buf, k, an, place)
    outline(d, buf, k, thin=1.7, thick=4.8, weight=0.34, jump=0.3, crease=0.5)
    return d, (10.0, per_cm(cam))


PLATE = Plate("books", "PLATE XIV", "Victor Serge, in several editions",
              ("Cloth, card, paper. “His books have been reissued in English, French, Russian and other languages.”",
               "Reconstruction drawing; bindings are ours, no publisher’s design is copied."), draw, (340, 1780))
