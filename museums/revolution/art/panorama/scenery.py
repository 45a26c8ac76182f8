"""Scenery: houses, mills, churches, trees, bridge, barricade stuff, fire and smoke, all cut from paper."""
import math

from paper import (
    DUSK,
    INK,
    MINIUM,
    PAPER,
    H,
    LineString,
    P,
    Point,
    Polygon,
    U,
    cutwobble,
    dark,
    hand,
    letters,
    light,
    mix,
    move,
    polys,
    rect,
    rotate,
    scale,
    spl,
    stroke,
    taper,
)
import itertools

SNOW = '#EDEAE2'
LAMP = '#E8BE72'
EMBER = ['#7E2012', MINIUM, '#D4562B', '#E9954A', '#F3CF8A', '#FBF0D2']


# ---------------------------------------------------------------- snow, ground, sky
def cap(pts, r, t=5, over=3, drip=2.5):
    """Snow lying along a line that runs from left to right."""
    pts = [(pts[0][0] - over, pts[0][1] + over * .2)] + list(pts) + [(pts[-1][0] + over, pts[-1][1] + over * .2)]
    ln = LineString(pts)
    n = max(4, int(ln.length / 9))
    q = [ln.interpolate(i / n, True) for i in range(n + 1)]
    up = [(p.x, p.y - t * (.75 + r.random() * .4) * (math.sin(math.pi * (.06 + .88 * i / n)) ** .35)) for i, p in enumerate(q)]
    lo = [(p.x, p.y + drip * (.2 + r.random())) for p in q]
    return P(spl(up, False, 4) + spl(lo[::-1], False, 4))


def hills(x0, x1, ys, r, bottom=H + 60, rough=3, step=40):
    """A sheet whose upper edge runs through ys (x, y)."""
    pts = spl(ys, False, 14)
    out, acc = [], 0
    for i, (x, y) in enumerate(pts):
        acc = acc * .6 + r.gauss(0, rough * .4)
        out.append((x, y + acc))
    return P([(x0, bottom)] + out + [(x1, bottom)])


def at(ys, x):
    """Height of a line of points at x."""
    for (x0, y0), (x1, y1) in itertools.pairwise(ys):
        if x0 <= x <= x1:
            t = (x - x0) / (x1 - x0)
            t = t * t * (3 - 2 * t)
            return y0 + (y1 - y0) * t
    return ys[0][1] if x < ys[0][0] else ys[-1][1]


# ---------------------------------------------------------------- trees
def tree(L, x, y, h, col, r, lean=0, spread=1.0, snow=None, depth=6):
    out, sn = [], []

    def grow(px, py, a, ln, w, d):
        k = 3
        pts = [(px, py)]
        for i in range(k):
            a += r.gauss(0, 7)
            px, py = px + math.sin(math.radians(a)) * ln / k, py - math.cos(math.radians(a)) * ln / k
            pts.append((px, py))
        out.append(stroke(pts, w, w * .66))
        if snow and w > 1.0 and abs(a) > 24:
            sn.append(stroke([(p[0], p[1] - w * .35) for p in pts], w * .5, w * .2))
        if d == 0:
            return
        for s in ((-1, 1) if r.random() < .72 else (-1, .2, 1)):
            grow(px, py, a * .82 + s * r.uniform(13, 34) * spread, ln * r.uniform(.62, .86), w * .64, d - 1)
        if d > 2 and r.random() < .6:
            m = pts[2]
            grow(m[0], m[1], a + r.choice((-1, 1)) * r.uniform(30, 55) * spread, ln * .55, w * .42, d - 2)
    grow(x, y, lean, h * .27, h * .055, depth)
    L.sheet(U([g for g in out if g.is_valid and not g.is_empty]), col, .35, (1, 1.6, 1.2, .25))
    if sn:
        L.flat(U([g for g in sn if g.is_valid]), snow, .9)
    if snow:                                       # the snow lies up against the trunk
        w, c = h * .06, mix(mix(snow, DUSK[6], .45), DUSK[4], max(0, min(.75, x / 6000 * 1.5 - .55)))
        L.sheet(P(spl([(x - w, y + h * .01), (x - w * .7, y - h * .004), (x, y - h * .024), (x + w * .75, y - h * .003), (x + w * 1.1, y + h * .01), (x, y + h * .018)])), c, .4, (1, 1.4, 1.6, .18))


# ---------------------------------------------------------------- buildings
def arch(x, y, w, h, rise=.35):
    """A window or opening with a rounded head; x, y is its lower left."""
    k = w * rise
    return P([(x, y), (x, y - h + k)] + [(x + w / 2 - math.cos(math.pi * i / 8) * w / 2, y - h + k - math.sin(math.pi * i / 8) * k) for i in range(1, 8)] + [(x + w, y - h + k), (x + w, y)])


# ---------------------------------------------------------------- fire and smoke
def tongue(x, y, w, h, r, lean=0):
    """One flame: a swelling S that ends in a point."""
    k = r.choice((-1, 1))
    s = r.uniform(.25, .5) * w * k
    tip = (x + lean * h + s * .6, y - h)
    lft = [(x - w / 2, y), (x - w * .62 + s * .2, y - h * .22), (x - w * .3 + s + lean * h * .4, y - h * .5), (x - w * .16 - s * .3 + lean * h * .75, y - h * .78), tip]
    rgt = [tip, (x + w * .1 - s * .2 + lean * h * .8, y - h * .7), (x + w * .34 + s + lean * h * .45, y - h * .44), (x + w * .6 + s * .2, y - h * .2), (x + w / 2, y)]
    return P(spl(lft, False, 6) + spl(rgt, False, 6)[1:])


def flames(L, x, y, w, h, r, n=9, lean=.16, cols=EMBER[1:], sh=.35):
    """A fire built of coloured sheets, the darkest behind, the palest in front."""
    for k, c in enumerate(cols):
        f = 1 - .2 * k
        g = []
        for i in range(n):
            t = (i + .5) / n
            env = math.sin(math.pi * (.1 + .8 * t)) ** .7
            g.append(tongue(x + w * (t - .5) * (1 - .1 * k) + w * .5 + r.gauss(0, w * .03), y + 2, w / n * 1.7 * f, h * env * f * f * r.uniform(.65, 1.12), r, lean))
        g.append(rect(x + w * (.04 + .05 * k), y - h * .04, w * (.92 - .1 * k), h * .06))
        L.sheet(U(g).buffer(-.3), c, .6, (0, 1.5, 3, sh * (.5 if k else 1)))


def sparks(L, x, y, w, h, r, n=60, lean=.5):
    for _ in range(n):
        t = r.random() ** 1.4
        px, py, s = x + w * r.random() + lean * h * t, y - h * t, r.uniform(.6, 2.2) * (1.2 - t)
        L.flat(rotate(rect(px - s, py - s * .6, 2 * s, 1.2 * s), r.uniform(0, 90)), r.choice(EMBER[2:5]), .95)


def spiral(x, y, R, a0, turns=1.35, k=1, w=.09):
    pts = [(x + R * (.8 - .62 * t) * math.cos(a0 + k * t * turns * 6.283), y + R * (.8 - .62 * t) * math.sin(a0 + k * t * turns * 6.283)) for t in [i / 26 for i in range(27)]]
    return stroke(pts, R * w * .35, R * w * 1.2)


def plume(L, spine, r0, r1, shades, r, dense=1.0, sh=(5, 7, 8, .4), curls=.5):
    """Smoke: nested scalloped sheets along a spine, with the scrolls of a woodcut cloud cut into them."""
    pts = spl(spine, False, 18)
    n, circ, i = len(pts), [], 0.0
    while i < n - 1:
        t = i / (n - 1)
        x, y = pts[int(i)]
        rad = r0 + (r1 - r0) * t ** .85
        px, py = pts[min(n - 1, int(i) + 1)]
        d = math.hypot(px - x, py - y) or 1
        for s in (-1, -.1, .85):
            ex = s * rad * r.uniform(.72, .98)
            circ.append((x - (py - y) / d * ex + rad * r.uniform(-.25, .25), y + (px - x) / d * ex + rad * r.uniform(-.12, .12), rad * r.uniform(.46, .8), s))
        i += max(.25, rad * .56 / dense / d)
    for k, c in enumerate(shades):
        f = (1, .86, .74, .6)[k]
        ph = r.uniform(0, 6.28)
        keep = [q for j, q in enumerate(circ) if k == 0 or (math.sin(j * .23 + ph) + .6 * math.sin(j * .61 + ph * 2) + r.uniform(-.3, .3) > (0, -1.1, -.55, .35)[k] and (k < 2 or q[3] < .5))]
        g = U([Point(x - R * .16 * k, y - R * .17 * k).buffer(R * f * (1 if k < 3 else .9), 16) for x, y, R, s in keep])
        g = U([Polygon(q.exterior, [h_ for h_ in q.interiors if Polygon(h_).area > r1 * r1 * .6]) for q in polys(g)])
        L.sheet(g, c, .8, sh if k < 2 else (3, 4, 5, .3), .26)
        # scrolls: a spiral in some of the heads, an echo of the edge along the others
        sp = [spiral(x - R * .16 * k, y - R * .17 * k, R * f, r.uniform(0, 6.28), r.uniform(.8, 1.4), r.choice((-1, 1))) for x, y, R, s in keep if r.random() < curls and R > 9]
        if sp:
            L.flat(U([q for q in sp if q.is_valid]).intersection(g.buffer(-1)), dark(c, .3), .55)
        inner = g.buffer(-r1 * .06)
        if not inner.is_empty:
            gaps = U([p.buffer(r1 * .22) for p in [inner.boundary.interpolate(r.random(), True) for _ in range(int(inner.boundary.length / (r1 * .8)) + 1)]])
            L.flat(inner.boundary.buffer(max(.4, r1 * .006)).difference(gaps), light(c, .3), .5)


# ---------------------------------------------------------------- things for barricades and streets (origin: lower left, before rotation)
def planks(w, h, n, r, v=False):
    g = []
    for i in range(n):
        g.append(rect(w * i / n, -h + r.uniform(-2, 2), w / n * .9, h) if v else rect(r.uniform(-2, 2), -h + h * i / n, w, h / n * .88))
    return U(g)


def things(r):
    """The kit: name -> (list of (shape, shade), size)."""
    def wheel(cx, cy, R, n=10):
        ring = Point(cx, cy).buffer(R, 24).difference(Point(cx, cy).buffer(R * .84, 24))
        return U([ring, Point(cx, cy).buffer(R * .17), *[rotate(rect(cx - R * .035, cy - R * .9, R * .07, R * 1.8), 180 * i / n, origin=(cx, cy)) for i in range(n)]])
    K = {}
    K['barrel'] = [(P(spl([(0, 0), (-5, -22), (0, -44), (30, -44), (35, -22), (30, 0)])), 0), (rect(-3.5, -14, 37, 3), .16), (rect(-3.5, -33, 37, 3), .16)]
    K['crate'] = [(rect(0, -34, 46, 34), 0), (U([rect(0, -34, 46, 5), rect(0, -5, 46, 5), rect(0, -34, 5, 34), rect(41, -34, 5, 34), P([(4, -5), (38, -32), (42, -29), (8, -2)])]), .13)]
    door = rect(0, -96, 44, 96)
    K['door'] = [(door.difference(U([rect(6, -90, 13, 36), rect(25, -90, 13, 36), rect(6, -44, 13, 36), rect(25, -44, 13, 36)])), .1), (rect(5, -91, 34, 86), -.15), (Point(39, -48).buffer(2), .4)]
    K['door'] = [K['door'][1], K['door'][0], K['door'][2]]
    K['ladder'] = [(U([rect(0, -130, 5, 130), rect(26, -130, 5, 130), *[rect(0, -12 - 17 * i, 31, 4) for i in range(7)]]), .05)]
    K['chair'] = [(U([rect(0, -76, 4.5, 76), rect(28, -40, 4.5, 40), rect(0, -42, 33, 5), P(spl([(0, -76), (8, -84), (16, -86), (22, -84), (20, -78), (12, -79), (4, -74)])), rect(3, -66, 4, 4), stroke(spl([(2, -58), (10, -62), (6, -50), (14, -46)], False), 2), rect(0, -20, 32, 3)]), .06)]
    K['table'] = [(U([rect(-6, -50, 92, 6), rect(0, -46, 7, 46), rect(73, -46, 7, 46), P([(0, -44), (80, -44), (74, -34), (6, -34)])]), .04)]
    K['bed'] = [(U([rect(0, -62, 4, 62), rect(110, -44, 4, 44), rect(0, -26, 112, 5), *[rect(8 + 9 * i, -58, 2, 34) for i in range(1)], stroke(spl([(2, -58), (14, -74), (30, -66), (2, -40)], False), 3), stroke(spl([(112, -42), (100, -56), (88, -48), (112, -28)], False), 3)]), .08)]
    K['wardrobe'] = [(rect(0, -128, 76, 128), 0), (U([P([(-7, -128), (83, -128), (76, -138), (38, -150), (0, -138)]), rect(-5, -8, 86, 8)]), .1), (U([rect(6, -118, 29, 104), rect(41, -118, 29, 104)]), -.2), (U([rect(10, -114, 21, 40), rect(10, -66, 21, 46), rect(45, -114, 21, 40), rect(45, -66, 21, 46)]), .12), (U([Point(20, -94).buffer(7), Point(55, -94).buffer(7)]), -.15)]
    K['bench'] = [(U([rect(0, -24, 110, 6), rect(6, -20, 6, 20), rect(98, -20, 6, 20), rect(0, -46, 110, 4), rect(0, -38, 110, 4), rect(4, -48, 4, 30), rect(102, -48, 4, 30)]), .05)]
    run = U([stroke(spl([(0, -6), (20, 0), (110, 0), (134, -8), (146, -26), (142, -38), (134, -34)], False), 4.5), *[rect(18 + 28 * i, -26, 4, 26) for i in range(4)], rect(6, -30, 118, 6), rect(2, -58, 5, 34), rect(2, -58, 60, 4), *[rect(10 + 10 * i, -56, 2.5, 28) for i in range(5)]])
    K['sledge'] = [(run, .04)]
    K['wheel'] = [(wheel(34, -34, 34), .08)]
    K['post'] = [(taper((0, 0), (230, 0), 9, 7), -.05), (U([rect(196, -16, 5, 32), rect(212, -14, 5, 28), *[Point(198, s).buffer(3) for s in (-17, 17)], *[Point(214, s).buffer(3) for s in (-15, 15)]]), .15)]
    K['plank'] = [(P(hand([(0, 0), (2, -9), (150, -10), (152, -1)], r, .8)), .12)]
    K['gate'] = [(planks(120, 112, 9, r, True), .02), (U([rect(0, -98, 120, 9), rect(0, -22, 120, 9), P([(2, -22), (112, -98), (118, -90), (8, -14)])]), .14)]
    K['shutter'] = [(rect(0, -60, 30, 60), .05), (U([rect(4, -56 + 6.5 * i, 22, 3) for i in range(8)]), .28)]
    K['bucket'] = [(P([(2, 0), (-2, -22), (22, -22), (18, 0)]), .1), (stroke(spl([(-2, -22), (10, -36), (22, -22)], False), 1.6), .2)]
    car = rect(0, -104, 250, 104)
    win = U([P([(12 + 30 * i, -54), (12 + 30 * i, -88), (16 + 30 * i, -93), (31 + 30 * i, -93), (35 + 30 * i, -88), (35 + 30 * i, -54)]) for i in range(1, 7)])
    K['tram'] = [(U([rect(-34, -6, 40, 7), rect(244, -6, 40, 7), rect(-36, -60, 3, 58), rect(283, -60, 3, 58), rect(-36, -112, 3, 60), rect(283, -112, 3, 60), rect(-36, -30, 40, 3), rect(246, -30, 40, 3)]), .1),
                 (P(spl([(-42, -112), (-30, -118), (125, -128), (280, -118), (292, -112), (280, -106), (125, -104), (-30, -106)])), .02), (P([(60, -118), (70, -136), (180, -136), (190, -118)]), .05), (car.difference(win).difference(U([P([(8, -54), (8, -88), (16, -93), (24, -93), (30, -88), (30, -54)])])), 0), (rect(2, -46, 246, 26), .22), (rect(2, -16, 246, 4), .16),
                 (U([wheel(66, 6, 20, 6), wheel(184, 6, 20, 6)]), .06)]
    return K


def lay(L, K, name, x, y, k, ang, col, r, flip=False, snow=None):
    """Glue one thing at x, y, k times its size, turned by ang."""
    def t(g):
        g = scale(g, -k if flip else k, k, origin=(0, 0))
        return move(rotate(g, ang, origin=(0, 0)), x, y)
    al = []
    for g, s in K[name]:
        q = t(g)
        al.append(q)
        c = light(col, s) if s > 0 else dark(col, -s)
        L.sheet(cutwobble(q, r, .35, 20) if q.area > 60 else q, c, .6, (2.4, 3.4, 2.4, .5))
    return U(al)


def snow_on(L, shapes, r, col, t=5, keep=.75, x_step=7):
    """Snow settles on whatever is uppermost: runs along the upper envelope of a heap."""
    g = U(shapes)
    x0, y0, x1, y1 = g.bounds
    run, last = [], None
    n = int((x1 - x0) / x_step)
    runs = []
    for i in range(n + 1):
        x = x0 + x_step * (i + .5)
        c = g.intersection(LineString([(x, y0 - 10), (x, y1 + 10)]))
        if c.is_empty:
            top = None
        else:
            top = c.bounds[1]
        if top is not None and (last is None or abs(top - last) < x_step * 1.1) and r.random() < .97:
            run.append((x, top))
        else:
            if len(run) > 2:
                runs.append(run)
            run = [(x, top)] if top is not None else []
        last = top
    if len(run) > 2:
        runs.append(run)
    for q in runs:
        if r.random() < keep:
            k = min(1, abs(q[-1][0] - q[0][0]) / 46)
            L.sheet(cap(q, r, t * (.35 + .65 * k), .4, t * .3 * k), col, .5, (1.2, 2.2, 1.8, .35))


def pole(L, x, y, h, col, r, lean=0, arms=2, w=7):
    top = (x + lean * h, y - h)
    L.sheet(taper((x, y), top, w, w * .7), col, .6, (3, 3, 3, .4))
    ends = []
    for i in range(arms):
        cy = y - h * (.95 - .07 * i)
        cx = x + lean * h * (.95 - .07 * i)
        a = w * (5.4 - .6 * i)
        L.sheet(rotate(rect(cx - a / 2, cy - w * .22, a, w * .44), -math.degrees(math.atan(lean)) * -1), col, .4)
        for s in (-.44, -.24, .24, .44):
            L.sheet(U([rect(cx + a * s - w * .12, cy - w * .7, w * .24, w * .5), P(spl([(cx + a * s - w * .26, cy - w * .6), (cx + a * s - w * .22, cy - w * 1.1), (cx + a * s + w * .22, cy - w * 1.1), (cx + a * s + w * .26, cy - w * .6)]))]), light(col, .25), .3, None)
            ends.append((cx + a * s, cy - w * .6))
    L.sheet(cap([(top[0] - w * .4, top[1]), (top[0] + w * .4, top[1])], r, w * .6, .5, .5), SNOW, .3)
    return ends


def lamp(L, x, y, h, col, r, lean=0, lit=None):
    top = (x + lean * h, y - h)
    L.sheet(U([taper((x, y), top, h * .035, h * .02), rect(x - h * .035, y - h * .1, h * .07, h * .1), Point(x + lean * h * .5, y - h * .5).buffer(h * .02), rotate(rect(top[0] - h * .07, top[1] + h * .06, h * .14, h * .012), 0)]), col, .5)
    lx, ly = top
    g = P([(lx - h * .03, ly), (lx - h * .055, ly - h * .11), (lx + h * .055, ly - h * .11), (lx + h * .03, ly)])
    L.flat(g, lit or light(col, .3))
    L.sheet(g.difference(g.buffer(-h * .009).difference(rect(lx - h * .004, ly - h, h * .008, h))), col, .3, None)
    L.sheet(P([(lx - h * .06, ly - h * .11), (lx, ly - h * .16), (lx + h * .06, ly - h * .11)]), col, .3)
    L.sheet(cap([(lx - h * .05, ly - h * .125), (lx, ly - h * .16), (lx + h * .05, ly - h * .125)], r, h * .014, .5, .5), SNOW, .3)


def flag(L, x, y, w, h, r, col=MINIUM, text=None, wind=1):
    """A flag whose staff side is at x, y (its top)."""
    n = 12
    top = [(x + wind * w * i / n, y + math.sin(i / n * 5.4 + .6) * h * .13 * (i / n) - h * .05 * i / n) for i in range(n + 1)]
    bot = [(x + wind * w * i / n * .97, y + h + math.sin(i / n * 5.4 + .9) * h * .15 * (i / n)) for i in range(n + 1)]
    g = P(top + bot[::-1])
    L.sheet(g, col, .7, (3, 4, 3, .4))
    for i in (3, 6, 9):
        L.ontop(stroke([top[i], ((top[i][0] + bot[i][0]) / 2 + w * .02, (top[i][1] + bot[i][1]) / 2), bot[i]], w * .05, w * .015), INK, .2)
    if text:
        s = h * .42
        t = letters(text, 0, 0, s, .17, r)
        b = t.bounds
        k = min(1, w * .82 / (b[2] - b[0]))
        t = move(scale(t, k, k, origin=(0, 0)), x + (w * .09 if wind > 0 else -w * .91), y + h * .3 - b[1] * k)
        L.sheet(t, PAPER, .3, (1, 1.2, 1, .4))


def fieldgun(L, x, y, s, col, r, flip=False):
    """A three-inch field gun, s is the wheel's height; returns the muzzle."""
    d = -1 if flip else 1
    R = s / 2
    K = things(r)['wheel'][0][0]
    w = move(scale(K, R / 34, R / 34, origin=(0, 0)), x - R, y)
    L.sheet(U([taper((x - d * R * .3, y - R * .9), (x - d * s * 1.5, y - s * .03), s * .17, s * .1), rect(x - s * .09, y - R - s * .06, s * .18, s * .24)]), col, .5)
    mz = (x + d * s * 1.12, y - R - s * .44)
    L.sheet(U([taper((x - d * s * .5, y - R - s * .17), mz, s * .17, s * .095), taper((x - d * s * .3, y - R - s * .05), (x + d * s * .45, y - R - s * .2), s * .13, s * .1), Point(x - d * s * .5, y - R - s * .17).buffer(s * .1)]), col, .5)
    L.sheet(w, col, .5)
    return mz


def weeds(L, x, y, h, col, r, n=5):
    """Dry stalks above the snow: umbels, burrs, grass."""
    g = []
    for _ in range(n):
        a, hh = r.uniform(-.22, .3), h * r.uniform(.5, 1)
        x0 = x + r.uniform(-h * .2, h * .2)
        pts = spl([(x0, y + 8), (x0 + a * hh * .3, y - hh * .5), (x0 + a * hh, y - hh)], False)
        g.append(stroke(pts, h * .018 + .8, .7))
        tx, ty = pts[-1]
        k = r.random()
        if k < .5:
            for i in range(-4, 5):
                q = (tx + i * hh * .035, ty - hh * .1 + abs(i) * hh * .012)
                g += [stroke([(tx, ty), q], .9, .6), Point(q).buffer(hh * .016 + .5)]
        elif k < .8:
            for i in range(4):
                q = pts[int(len(pts) * (.55 + .11 * i))]
                s = r.choice((-1, 1))
                e = (q[0] + s * hh * .09, q[1] - hh * .06)
                g += [stroke([q, e], .9, .6), Point(e).buffer(hh * .024 + .4)]
        else:
            for i in range(6):
                q = pts[min(len(pts) - 1, int(len(pts) * (.6 + .07 * i)))]
                g.append(stroke([q, (q[0] + hh * .05, q[1] - hh * .09)], 1.5, .4))
    L.sheet(U([q for q in g if q.is_valid]), col, .4, (2, 3, 2, .3))


def coil(x, y, w, h, turns, r, n=22):
    """Wire thrown on the snow in loops that lie on one another."""
    return spl([(x + w * (t / (turns * n)) + math.cos(t / n * 6.283) * w * .22 * (1 + .3 * math.sin(t)), y + math.sin(t / n * 6.283) * h * (.8 + .2 * math.cos(t * .7))) for t in range(0, int(turns * n), 3)], False, 4)


def tracks(L, pts, col, r, kind='sledge', a=.8):
    """What passed here: two runners, or footprints."""
    ph = r.uniform(0, 6)
    q = [(x, y + 5 * math.sin(x / 170 + ph) + 2.4 * math.sin(x / 61 + ph)) for x, y in spl(pts, False, 12)]
    if kind == 'sledge':
        i = 0
        while i < len(q) - 6:                      # the wind has filled parts of it
            k = min(len(q), i + int(r.uniform(9, 26)))
            for d in (-5, 5):
                w = r.uniform(1.4, 2.6)
                m = q[i:k]
                g = stroke([(x, y + d) for x, y in m[:len(m) // 2 + 1]], .4, w).union(stroke([(x, y + d) for x, y in m[len(m) // 2:]], w, .3))
                L.flat(g, col, a)
            i = k + int(r.uniform(1, 7))
    else:
        ln, s, i = LineString(q), 0, 0
        while s < ln.length:
            p = ln.interpolate(s)
            L.flat(P(spl([(p.x - 4, p.y + (i % 2) * 6), (p.x, p.y - 2 + (i % 2) * 6), (p.x + 5, p.y + (i % 2) * 6), (p.x, p.y + 2.2 + (i % 2) * 6)])), col, a)
            s += r.uniform(17, 24)
            i += 1


def blast(L, x, y, s, r, d=-1):
    """The flash before a muzzle, tongues of paper, and its ring of smoke."""
    for k, c in enumerate(EMBER[2:]):
        f = 1 - .22 * k
        g = [rotate(tongue(x, y, s * .34 * f, s * (1.5, 1.0, 1.0, .66, .66, .4, .4)[i] * f * r.uniform(.85, 1.1), r, 0), d * (90 + a), origin=(x, y)) for i, a in enumerate((0, -13, 14, -28, 30, -46, 48))]
        L.sheet(U(g), c, .5, None)


def birds(L, x, y, w, h, n, col, r):
    """Jackdaws put up by the guns."""
    g = []
    for _ in range(n):
        px, py, k = x + r.gauss(0, w / 2.6), y + r.gauss(0, h / 2.6), r.uniform(4, 10)
        a, b = r.uniform(.2, .9), r.uniform(.2, .9)
        q = P(spl([(px - k, py - k * a), (px - k * .45, py - k * a * .75), (px, py), (px + k * .45, py - k * b * .75), (px + k, py - k * b), (px + k * .5, py - k * b * .35), (px + k * .1, py + k * .26), (px - k * .5, py - k * a * .35)]))
        g.append(rotate(q, r.uniform(-24, 24)))
    L.sheet(U([q for q in g if q.is_valid]), col, .3, (1.5, 2.5, 2, .25))
