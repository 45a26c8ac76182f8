"""Paper: shapes cut by hand, sheets laid on sheets, layers that can be rendered at any size.

Everything is drawn in units (u): the stage is 6000 u wide and 1200 u high. A layer records its
drawing once (a skia picture) and is replayed at any scale, strip by strip.
"""
import math
import random

import skia
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import unary_union

W, H = 6000.0, 1200.0
SEED = 1905

# the colour world: plaster, paper, ink, soot, ash, minium; dusk is ink and plaster with a little cold
PLASTER, PAPER, INK, SOOT = '#F4F1EA', '#FBFAF6', '#1B1A18', '#4B4741'
ASH, RULE, MINIUM, GROUND = '#8B857B', '#D8D2C5', '#B8301C', '#141210'
DUSK = ['#20252B', '#2E353D', '#414A54', '#5A646E', '#7C858B', '#A2A6A6', '#C4C2BB', '#DEDAD0']


def rng(name):
    return random.Random(f'{SEED}/{name}')


def rgb(c):
    if isinstance(c, tuple):
        return c
    c = c.lstrip('#')
    return tuple(int(c[i:i + 2], 16) for i in (0, 2, 4))


def mix(a, b, t):
    a, b = rgb(a), rgb(b)
    return tuple(round(x + (y - x) * t) for x, y in zip(a, b, strict=False))


def light(c, t=.25):
    return mix(c, PAPER, t)


def dark(c, t=.25):
    return mix(c, INK, t)


# ---------------------------------------------------------------- shapes
def hand(pts, r, jit=.5, step=24, closed=True):
    """Straight cuts made by a hand: long edges get a few slight bends, corners are a hair off."""
    out, n = [], len(pts)
    for i in range(n if closed else n - 1):
        (x0, y0), (x1, y1) = pts[i], pts[(i + 1) % n]
        d = math.hypot(x1 - x0, y1 - y0)
        k = max(1, int(d / step))
        nx, ny = (-(y1 - y0) / d, (x1 - x0) / d) if d else (0, 0)
        for j in range(k):
            t = j / k
            a = r.gauss(0, jit * (.45 if j == 0 else .8)) * min(1, d / 20)
            out.append((x0 + (x1 - x0) * t + nx * a, y0 + (y1 - y0) * t + ny * a))
    if not closed:
        out.append(pts[-1])
    return out


def spl(pts, closed=True, n=8, ten=.5):
    """Catmull-Rom through the points, as a list of points."""
    out, m = [], len(pts)
    rng_ = range(m) if closed else range(m - 1)
    for i in rng_:
        if closed:
            p0, p1, p2, p3 = pts[i - 1], pts[i], pts[(i + 1) % m], pts[(i + 2) % m]
        else:
            p0, p1, p2, p3 = pts[max(0, i - 1)], pts[i], pts[i + 1], pts[min(m - 1, i + 2)]
        for j in range(n):
            t = j / n
            t2, t3 = t * t, t * t * t
            a, b, c, d = -ten * t + 2 * ten * t2 - ten * t3, 1 + (ten - 3) * t2 + (2 - ten) * t3, \
                ten * t + (3 - 2 * ten) * t2 + (ten - 2) * t3, -ten * t2 + ten * t3
            out.append((a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]))
    if not closed:
        out.append(pts[-1])
    return out


def P(pts):
    g = Polygon(pts)
    return g if g.is_valid else g.buffer(0)


def rect(x, y, w, h):
    return box(x, y, x + w, y + h)


def taper(p, q, w0, w1, bulge=0):
    """A limb, pole or branch from p to q, w0 thick there and w1 here."""
    g = unary_union([Point(p).buffer(w0 / 2, 8), Point(q).buffer(w1 / 2, 8)]).convex_hull
    if bulge:
        m = ((p[0] * .6 + q[0] * .4), (p[1] * .6 + q[1] * .4))
        g = unary_union([g, Point(m).buffer((w0 * .6 + w1 * .4) / 2 + bulge, 10)])
        g = g.buffer(w0).buffer(-w0)
    return g


def stroke(pts, w0, w1=None, cap=2):
    """A cut line that swells or thins."""
    w1 = w0 if w1 is None else w1
    if abs(w0 - w1) < 1e-6:
        return LineString(pts).buffer(w0 / 2, cap_style=cap, join_style=2)
    n = len(pts)
    L, Rr = [], []
    for i, (x, y) in enumerate(pts):
        a, b = pts[max(0, i - 1)], pts[min(n - 1, i + 1)]
        d = math.hypot(b[0] - a[0], b[1] - a[1]) or 1
        nx, ny = -(b[1] - a[1]) / d, (b[0] - a[0]) / d
        w = (w0 + (w1 - w0) * i / (n - 1)) / 2
        L.append((x + nx * w, y + ny * w))
        Rr.append((x - nx * w, y - ny * w))
    return P(L + Rr[::-1])


def polys(g):
    if g is None or g.is_empty:
        return []
    if g.geom_type == 'Polygon':
        return [g]
    return [p for q in g.geoms for p in polys(q)] if hasattr(g, 'geoms') else []


def path(g):
    """A shapely shape or list of points as a skia path."""
    p = skia.Path()
    p.setFillType(skia.PathFillType.kEvenOdd)
    if isinstance(g, list):
        p.addPoly([skia.Point(*q) for q in g], True)
        return p
    for q in polys(g):
        for ring in [q.exterior, *q.interiors]:
            p.addPoly([skia.Point(x, y) for x, y in ring.coords[:-1]], True)
    return p


def cutwobble(g, r, jit=.5, step=18):
    """Give every ring of a shape the unevenness of scissors."""
    out = []
    for q in polys(g):
        e = hand(list(q.exterior.coords)[:-1], r, jit, step)
        out.append(Polygon(e, [hand(list(i.coords)[:-1], r, jit * .6, step) for i in q.interiors]).buffer(0))
    return unary_union(out) if out else g


U = unary_union
move, scale, rotate = affinity.translate, affinity.scale, affinity.rotate


# ---------------------------------------------------------------- layers
class Layer:
    """One depth of the theatre: sheets glued on each other, then hung in front of what lies behind."""

    def __init__(self, name, depth, shadow=(9, 12, 14, .5), glow=1.0, grain=1.0):
        self.name, self.depth, self.shadow, self.glow, self.grain = name, depth, shadow, glow, grain
        self._rec = skia.PictureRecorder()
        self.c = self._rec.beginRecording(skia.Rect.MakeLTRB(-200, -200, W + 200, H + 200))
        self.count = 0

    def sheet(self, g, col, edge=.7, sh=(2.2, 3.0, 2.2, .42), lit=.34):
        """Lay one sheet: its contact shadow on the sheets beneath, its lit cut edge, its body."""
        p = g if isinstance(g, skia.Path) else path(g)
        c, col = self.c, rgb(col)
        self.count += 1
        if sh:
            dx, dy, b, a = sh
            pa = skia.Paint(Color=skia.Color(12, 11, 12, int(255 * a)), AntiAlias=True, BlendMode=skia.BlendMode.kSrcATop)
            pa.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, b))
            c.save()
            c.translate(dx, dy)
            c.drawPath(p, pa)
            c.restore()
        if edge:
            c.drawPath(p, skia.Paint(Color=skia.Color(*light(col, lit)), AntiAlias=True))
            c.save()
            c.clipPath(p, skia.ClipOp.kIntersect, True)
            c.translate(edge * .8, edge)
        c.drawPath(p, skia.Paint(Color=skia.Color(*col), AntiAlias=True))
        if edge:
            c.restore()

    def flat(self, g, col, a=1.0):
        p = g if isinstance(g, skia.Path) else path(g)
        self.c.drawPath(p, skia.Paint(Color=skia.Color(*rgb(col), int(255 * a)), AntiAlias=True))

    def ontop(self, g, col, a=1.0, blur=0):
        """Colour only where paper already is (washes, scorch, light on a sheet)."""
        p = g if isinstance(g, skia.Path) else path(g)
        pa = skia.Paint(Color=skia.Color(*rgb(col), int(255 * a)), AntiAlias=True, BlendMode=skia.BlendMode.kSrcATop)
        if blur:
            pa.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
        self.c.drawPath(p, pa)

    def wash(self, g, top, bottom, y0, y1):
        """A sheet with a vertical wash, like paper that took the damp."""
        p = path(g) if not isinstance(g, skia.Path) else g
        sh = skia.GradientShader.MakeLinear([skia.Point(0, y0), skia.Point(0, y1)],
                                            [skia.Color(*rgb(top)), skia.Color(*rgb(bottom))])
        self.c.drawPath(p, skia.Paint(Shader=sh, AntiAlias=True))

    def wire(self, pts, w, col, a=1.0):
        p = skia.Path()
        p.moveTo(*pts[0])
        for q in pts[1:]:
            p.lineTo(*q)
        self.c.drawPath(p, skia.Paint(Color=skia.Color(*rgb(col), int(255 * a)), AntiAlias=True, StrokeWidth=w,
                                      Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap))

    def done(self):
        self.pic = self._rec.finishRecordingAsPicture()
        return self


def sag(p, q, drop, n=24):
    """A wire between two points."""
    return [(p[0] + (q[0] - p[0]) * i / n, p[1] + (q[1] - p[1]) * i / n + drop * 4 * (i / n) * (1 - i / n)) for i in range(n + 1)]


# ---------------------------------------------------------------- cut letters (1905 spelling), strokes on a 4 x 6 grid
_L = {'А': ['0,6 2,0 4,6', '.8,4 3.2,4'], 'Б': ['3.6,0 0,0 0,6 2.6,6 4,5 4,3.6 2.6,2.6 0,2.6'], 'В': ['0,0 0,6 2.6,6 4,4.9 3.8,3.4 2.6,2.9 0,2.9', '2.6,2.9 3.5,2.2 3.5,.8 2.4,0 0,0'],
      'Г': ['0,6 0,0 3.6,0'], 'Д': ['.2,6.8 .2,5.4 3.9,5.4 3.9,6.8', '.8,5.4 1.6,0 3.3,0 3.3,5.4'], 'Е': ['3.6,0 0,0 0,6 3.6,6', '0,3 2.8,3'], 'З': ['0,.6 2,0 3.6,1 3.4,2.4 1.6,2.9', '1.6,2.9 3.8,3.6 3.9,5 2,6 0,5.4'],
      'И': ['0,0 0,6 4,0 4,6'], 'Й': ['0,0 0,6 4,0 4,6', '1.2,-1.3 2,-1 2.8,-1.3'], 'К': ['0,0 0,6', '3.8,0 0,3.2', '1.2,2.4 4,6'], 'Л': ['0,6 1.4,0 4,0 4,6'], 'М': ['0,6 .3,0 2,4 3.7,0 4,6'], 'Н': ['0,0 0,6', '4,0 4,6', '0,3 4,3'],
      'О': ['2,0 .3,1 0,3 .3,5 2,6 3.7,5 4,3 3.7,1 2,0'], 'П': ['0,6 0,0 4,0 4,6'], 'Р': ['0,6 0,0 2.8,0 4,1 4,2.4 2.8,3.4 0,3.4'], 'С': ['3.9,1 2.4,0 .6,.8 0,3 .6,5.2 2.4,6 3.9,5'], 'Т': ['0,0 4,0', '2,0 2,6'], 'У': ['0,0 2,3.8', '4,0 2,3.8 .6,6'],
      'Ф': ['2,0 2,6', '2,1 .4,1.6 0,2.8 .4,4 2,4.5 3.6,4 4,2.8 3.6,1.6 2,1'], 'Х': ['0,0 4,6', '4,0 0,6'], 'Ч': ['0,0 0,2.4 1,3.3 4,3.2', '4,0 4,6'], 'Ш': ['0,0 0,6 4.6,6 4.6,0', '2.3,0 2.3,6'], 'Ъ': ['0,0 1.2,0 1.2,6 3,6 4,5 4,3.8 3,2.9 1.2,2.9'], 'Ь': ['0,0 0,6 2.6,6 4,5 4,3.6 2.6,2.7 0,2.7'], 'Ѣ': ['.9,-1 .9,6 3.2,6 4.2,5 4.2,4 3.2,3.1 .9,3.1', '-.5,.9 2.8,.9'], 'Я': ['4,6 4,0 1.2,0 0,1 0,2.4 1.2,3.2 4,3.2', '1.4,3.2 0,6'],
      '.': ['0,6 .2,6'], '-': ['.6,3 3.2,3'], '№': ['0,6 0,0 2.4,6 2.4,0']}


def letters(text, x, y, size, weight=.16, r=None):
    """Letters cut from paper; returns one shape."""
    k, out = size / 6, []
    for ch in text:
        if ch == ' ':
            x += size * .45
            continue
        wmax = 0
        for s in _L.get(ch, []):
            pts = [tuple(map(float, q.split(','))) for q in s.split()]
            wmax = max(wmax, max(p[0] for p in pts))
            a = r.uniform(-.12, .12) if r else 0
            out.append(LineString([(x + p[0] * k, y + (p[1] + a) * k) for p in pts]).buffer(size * weight / 2, cap_style=3, join_style=2))
        x += (wmax + 1.9) * k
    return U(out)
