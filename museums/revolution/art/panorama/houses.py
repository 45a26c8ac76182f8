"""Houses: stone and brick fronts, what dresses them, chimneys, churches, wooden houses with their lace, fences."""

from paper import (
    DUSK,
    INK,
    PAPER,
    SOOT,
    P,
    Point,
    U,
    dark,
    hand,
    letters,
    light,
    mix,
    move,
    rect,
    rotate,
    scale,
    spl,
)
from scenery import LAMP, SNOW, arch, cap


def windows(x, y, w, h, nx, ny, ww, wh, r, rise=.2, jit=.5, base=.12):
    out = []
    for j in range(ny):
        for i in range(nx):
            cx = x + w * (i + .5) / nx
            cy = y - h * base - (h * (1 - base) * (j + .12) / ny)
            out.append(arch(cx - ww / 2 + r.gauss(0, jit * .5), cy + r.gauss(0, jit * .4), ww + r.gauss(0, jit * .4), wh + r.gauss(0, jit * .4), rise))
    return out


def block(L, x, y, w, h, col, r, nx=6, ny=3, ww=None, wh=None, rise=.15, lit=.1, litc=LAMP, glass=None, snow=SNOW, roof='flat', rh=14, side=0, cornice=True, snowt=5, muntin=True, sill=True, bars=0, edge=.7):
    """A stone or brick house seen from the front, with a receding side of width `side` (negative: on the left)."""
    ww, wh = ww or w / nx * .42, wh or h / ny * .56
    glass = glass or dark(col, .55)
    front = [(x, y), (x, y - h), (x + w, y - h), (x + w, y)]
    if side:
        sx = x + w if side > 0 else x
        k = abs(side) * .2
        L.sheet(hand([(sx, y), (sx, y - h), (sx + side, y - h + k * .9), (sx + side, y - k * .35)], r), dark(col, .3))
        m = max(1, int(abs(side) / (w / nx) * 1.3))
        for j in range(ny):
            for i in range(m):
                t = (i + .5) / m
                cx, cy = sx + side * t, y - h * .12 - h * .88 * (j + .12) / ny * (1 - .06 * t)
                L.flat(arch(cx - ww * .28, cy - k * .3 * t, ww * .56, wh * .92, rise), dark(col, .62))
    if roof == 'gable':
        L.sheet(hand([(x - 4, y - h + 1), (x + w / 2, y - h - rh), (x + w + 4, y - h + 1)], r), dark(col, .12), edge)
        L.sheet(cap([(x - 4, y - h - 1), (x + w / 2, y - h - rh - 2)], r, snowt, 2, 2).union(cap([(x + w / 2, y - h - rh - 2), (x + w + 4, y - h - 1)], r, snowt, 2, 2)), snow, .5)
    elif roof == 'hip':
        q = [(x - 5, y - h), (x + w * .14, y - h - rh), (x + w * .86, y - h - rh), (x + w + 5, y - h)]
        L.sheet(hand(q, r), mix(col, SOOT, .3), edge)
        L.sheet(P([(x - 7, y - h + 1), (x + w * .13, y - h - rh - snowt), (x + w * .87, y - h - rh - snowt)] + [(x + w + 7, y - h + 1)] + [(x + w + 5 - (w + 10) * i / 12, y - h - 1 - rh * .14 * r.random() * 2) for i in range(13)]), snow, .5)
    ws = windows(x, y, w, h, nx, ny, ww, wh, r, rise)
    L.flat(rect(x + 2, y - h + 2, w - 4, h - 4), glass)
    on = [q for q in ws if r.random() < lit]
    if on:
        L.flat(U([q.buffer(1.6) for q in on]), litc)
    L.sheet(P(hand(front, r)).difference(U(ws)), col, edge)
    if muntin and ww > 4:
        mt = []
        for q in ws:
            a, b, c, d = q.bounds
            mt += [rect((a + c) / 2 - ww * .05, b, ww * .1, d - b), rect(a, b + (d - b) * .36, c - a, ww * .09)]
        L.flat(U(mt), dark(col, .12))
    if sill:
        L.flat(U([rect(q.bounds[0] - ww * .12, q.bounds[3] - .4, ww * 1.24, max(1.0, wh * .07)) for q in ws]), mix(snow, col, .15))
    if cornice:
        L.sheet(hand([(x - 4, y - h - 1), (x + w + 4, y - h - 1), (x + w + 2.5, y - h + 5), (x - 2.5, y - h + 5)], r, .4), light(col, .12), edge * .8)
        for j in range(1, ny):
            yy = y - h * .12 - h * .88 * j / ny + h * .012
            L.sheet(rect(x - 1, yy, w + 2, max(1.4, h * .012)), light(col, .1), .3, (1, 1.4, 1, .3))
    for i in range(bars):
        xx = x + w * (i + 1) / (bars + 1)
        L.sheet(rect(xx - 1.6, y - h + 4, 3.2, h - 4), light(col, .07), .4, (1.2, 1, 1, .28))
    if roof == 'flat':
        L.sheet(cap([(x - 4, y - h - 1), (x + w + 4, y - h - 1)], r, snowt, 1, 2), snow, .5)


def dress(L, x, y, w, h, col, r, nx, ny, ww, wh, kind='plain', rh=0, sign=None, snow=SNOW):
    """What makes a house front a house: plinth, rustication or quoins, window heads, a door, pipes, chimneys, perhaps a balcony and a shop.

    Takes the same measures as `block`, which must have drawn the house before; `kind` is 'plain', 'empire', 'brick' or 'shop'.
    """
    pale, deep = light(col, .16), dark(col, .35)
    fh = h * .88 / ny
    cols = [x + w * (i + .5) / nx for i in range(nx)]
    tops = [y - h * .12 - h * .88 * (j + .12) / ny - wh for j in range(ny)]          # y of the window heads, floor by floor
    if kind in ('empire', 'shop'):
        seams = [rect(x + 2, y - 6 - k, w - 4, .9) for k in range(0, int(fh + h * .08), 6)]
        blind = U([rect(c - ww * .8, tops[0] - 4, ww * 1.6, wh + 14) for c in cols])
        L.flat(U(seams).difference(blind), deep, .55)
    if kind == 'brick':
        L.flat(U([rect(x + 2, y - k, w - 4, .5) for k in range(6, int(h) - 5, 5)]).difference(U([rect(c - ww * .75, t - 3, ww * 1.5, wh + 7) for c in cols for t in tops])), deep, .4)
    for k in range(int(h / 12)):
        for q in (x, x + w - (8 if k % 2 else 5)):
            L.sheet(rect(q, y - 10 - 12 * k, 8 if k % 2 else 5, 8), pale, .3, (.6, .8, .8, .25))
    for j, t in enumerate(tops):
        for i, c in enumerate(cols):
            a = ww * .78
            if j == 0 and kind != 'plain':
                L.sheet(P([(c - 2.2, t - 1), (c - 3, t - 6), (c + 3, t - 6), (c + 2.2, t - 1)]), pale, .3, (.6, .8, .8, .25))
            elif (kind == 'empire' and j == 1) or (kind == 'shop' and j == ny - 1):
                L.sheet(P([(c - a, t - 2.4), (c, t - 8.4), (c + a, t - 2.4)]) if i % 2 == 0 else P(spl([(c - a, t - 2.4), (c - a * .6, t - 6.4), (c, t - 8), (c + a * .6, t - 6.4), (c + a, t - 2.4)], False)), pale, .4, (.8, 1.2, 1, .3))
            else:
                L.sheet(rect(c - a, t - 4.6, 2 * a, 2), pale, .3, (.6, 1, .8, .3))
    L.sheet(rect(x - 2, y - 6, w + 4, 6), deep, .5, (1, 1.4, 1, .3))
    # door with its canopy, one bay off the middle
    c = cols[nx // 2 - (1 if nx > 6 else 0)]
    L.sheet(arch(c - 7, y - 2, 14, 30, .3), dark(col, .6), .4, None)
    L.flat(U([rect(c - .5, y - 30, 1, 28), rect(c - 5, y - 18, 10, .8)]), pale)
    L.sheet(P([(c - 13, y - 30), (c - 9, y - 35), (c + 9, y - 35), (c + 13, y - 30)]), deep, .4, (1, 2, 1.5, .35))
    L.sheet(cap([(c - 13, y - 31), (c - 9, y - 36), (c + 9, y - 36), (c + 13, y - 31)], r, 2.5, 1, 1), snow, .3)
    for q in (x + 3.5, x + w - 5):                                                  # rain pipes
        L.sheet(U([rect(q, y - h + 6, 1.7, h - 9), P([(q - 2, y - h + 2), (q + 3.6, y - h + 2), (q + 1.7, y - h + 8), (q, y - h + 8)])]), deep, .3, (.9, .8, .8, .3))
    if ny > 3 or kind == 'empire':                                                  # balcony of wrought iron
        b, t = cols[nx // 2], tops[1 if ny < 4 else 2] + wh + 1
        bars = [rect(b - 19 + 3.2 * i, t - 9, .7, 9) for i in range(13)] + [rect(b - 20, t - 10, 40, 1.2), rect(b - 21, t, 42, 2.4)]
        L.sheet(U(bars), INK, .2, (1, 1.6, 1.2, .35))
        L.flat(rect(b - 21, t - 11, 42, 1.4), snow)
    for i in range(max(2, nx // 3)):                                                # chimneys, and dormers under a roof
        q = x + w * (i + .65) / max(2, nx // 3) - 8
        yy = y - h - rh * .8
        ch = r.uniform(13, 20)
        L.sheet(U([rect(q, yy - ch, 9, ch + 4), rect(q - 1.2, yy - ch, 11.4, 3)]), dark(col, .12), .4, (1.4, 1.4, 1.2, .35))
        L.sheet(cap([(q - 1.4, yy - ch - .5), (q + 10.6, yy - ch - .5)], r, 2.4, .4, .8), snow, .3)
        if rh > 20 and i:
            L.sheet(P([(q - 24, y - h - 3), (q - 24, y - h - 12), (q - 17, y - h - 18), (q - 10, y - h - 12), (q - 10, y - h - 3)]), col, .4, (1, 1.4, 1, .3))
            L.flat(arch(q - 20, y - h - 4, 6, 8, .4), dark(col, .6))
            L.sheet(cap([(q - 25, y - h - 12), (q - 17, y - h - 19), (q - 9, y - h - 12)], r, 2, .4, .8), snow, .3)
    if sign:
        g = letters(sign, 0, 0, 7.5, .17, r)
        k = min(1.0, (w * .62) / (g.bounds[2] - g.bounds[0]))
        sw = (g.bounds[2] - g.bounds[0]) * k + 12
        sx, sy = x + w - sw - 10, tops[0] - 17
        L.sheet(rect(sx, sy, sw, 12), dark(col, .7), .4, (1, 1.6, 1.4, .35))
        L.flat(move(scale(g, k, .95, origin=(0, 0)), sx + 6, sy + 2.4), mix(col, PAPER, .6))


def stack(L, x, y, h, w, col, r, snow=SNOW, smoke=None):
    """A factory chimney: foot, tapering shaft, bands, crown."""
    t = w * .58
    L.sheet(hand([(x - w * .75, y), (x - w * .7, y - h * .12), (x + w * .7, y - h * .12), (x + w * .75, y)], r), dark(col, .1))
    L.sheet(hand([(x - w / 2, y - h * .1), (x - t / 2, y - h), (x + t / 2, y - h), (x + w / 2, y - h * .1)], r, .3), col)
    L.ontop(hand([(x + w * .1, y - h * .1), (x + t * .1, y - h), (x + t / 2 + 1, y - h), (x + w / 2 + 1, y - h * .1)], r, .3), INK, .2)
    for k, e in ((.3, .05), (.62, .04), (.9, .12)):
        ww = w + (t - w) * (k - .1) / .9
        L.sheet(rect(x - ww / 2 - 1, y - h * k - h * .012, ww + 2, h * .02), light(col, e), .4, (.8, 1.4, 1, .3))
    L.sheet(hand([(x - t / 2 - .5, y - h * .95), (x - t / 2 - 4, y - h - 1), (x + t / 2 + 4, y - h - 1), (x + t / 2 + .5, y - h * .95)], r, .3), light(col, .05))
    L.sheet(cap([(x - t / 2 - 3, y - h - 1), (x + t / 2 + 3, y - h - 1)], r, 2.6, 1, 1), snow, .3)


def onion(x, y, w, h):
    """An onion dome on a neck, y is the foot of the neck."""
    pts = [(-.2, 0), (-.2, -.16), (-.3, -.2), (-.46, -.33), (-.5, -.48), (-.4, -.63), (-.2, -.76), (-.06, -.9), (0, -1), (.06, -.9), (.2, -.76), (.4, -.63), (.5, -.48), (.46, -.33), (.3, -.2), (.2, -.16), (.2, 0)]
    return P(spl([(x + a * w, y + b * h) for a, b in pts], n=5))


def cross(x, y, s):
    return U([rect(x - s * .05, y - s, s * .1, s), rect(x - s * .22, y - s * .74, s * .44, s * .09), rect(x - s * .13, y - s * .9, s * .26, s * .07), rotate(rect(x - s * .15, y - s * .42, s * .3, s * .08), 18), Point(x, y).buffer(s * .08)])


def dome_on(L, x, y, w, h, col, r, snow=SNOW, gold=None):
    L.sheet(onion(x, y, w, h), gold or col, .6)
    o = onion(x, y, w, h)
    L.ontop(o.intersection(move(o, w * .3, 0)), INK, .16)
    L.sheet(P(spl([(x - w * .47, y - h * .5), (x - w * .38, y - h * .66), (x - w * .17, y - h * .8), (x - w * .02, y - h * .9), (x - w * .1, y - h * .72), (x - w * .26, y - h * .6)])), snow, .3, None)
    L.flat(cross(x, y - h * .95, h * .62), gold or col)


def church(L, x, y, s, col, r, domes=5, tower='left', snow=SNOW, glass=None, tent=False, big=False):
    """A Moscow parish church about 100 s wide: cube with domes, refectory, bell tower."""
    glass = glass or dark(col, .5)
    d = -1 if tower == 'left' else 1
    # refectory
    rx = x + d * 52 * s
    block(L, rx - 30 * s, y, 60 * s, 34 * s, dark(col, .06), r, 4, 1, 6 * s, 17 * s, .5, 0, snow=snow, glass=glass, roof='hip', rh=12 * s, snowt=3 * s, sill=False, muntin=False)
    # cube
    block(L, x - 30 * s, y, 60 * s, 64 * s, col, r, 3, 2, 7 * s, 17 * s, .5, 0, snow=snow, glass=glass, snowt=0.5, sill=False, muntin=False)
    for i in range(3):
        cx = x + (i - 1) * 20 * s
        kok = P(spl([(cx - 10 * s, y - 63 * s), (cx - 10 * s, y - 69 * s), (cx - 5 * s, y - 75 * s), (cx, y - 80 * s), (cx + 5 * s, y - 75 * s), (cx + 10 * s, y - 69 * s), (cx + 10 * s, y - 63 * s)], False))
        L.sheet(kok, light(col, .06), .5)
        L.flat(scale(kok, .62, .62, origin=(cx, y - 64 * s)), dark(col, .2))
    if domes == 5:
        for dx, k in ((-21, .62), (21, .62)):
            L.sheet(rect(x + dx * s - 4.5 * s, y - 90 * s, 9 * s, 22 * s), col, .5)
            dome_on(L, x + dx * s, y - 88 * s, 19 * s, 30 * s, dark(col, .28), r, snow)
    drum = 104 if domes == 5 else 96
    L.sheet(rect(x - 9 * s, y - drum * s, 18 * s, 32 * s), light(col, .04), .5)
    L.flat(U([arch(x - 6 * s + 4.6 * s * i, y - (drum - 20) * s, 2.4 * s, 14 * s, .5) for i in range(3)]), glass)
    dome_on(L, x, y - (drum - 2) * s, 34 * s, 46 * s, dark(col, .3), r, snow)
    # bell tower
    tx = x + d * 98 * s
    for j, (w_, h_) in enumerate(((30, 44), (25, 34), (19, 26))):
        yb = y - (0, 43, 76)[j] * s
        op = arch(tx - w_ * .24 * s, yb - (2 if j else 0) * s, w_ * .48 * s, h_ * .68 * s, .5)
        L.flat(rect(tx - w_ * .4 * s, yb - h_ * s, w_ * .8 * s, h_ * s), dark(col, .45) if j == 0 else mix(glass, col, .1))
        body = P(hand([(tx - w_ / 2 * s, yb), (tx - w_ / 2 * s, yb - h_ * s), (tx + w_ / 2 * s, yb - h_ * s), (tx + w_ / 2 * s, yb)], r, .4)).difference(op)
        L.sheet(body, light(col, .05 * j), .6)
        if j:
            L.flat(P(spl([(tx - 4 * s, yb - 8 * s), (tx - 2.6 * s, yb - 15 * s), (tx, yb - 17 * s), (tx + 2.6 * s, yb - 15 * s), (tx + 4 * s, yb - 8 * s)])), dark(col, .7))
        L.sheet(rect(tx - (w_ / 2 + 2) * s, yb - (h_ + 1) * s, (w_ + 4) * s, 3 * s), light(col, .14), .4)
        L.sheet(cap([(tx - (w_ / 2 + 2) * s, yb - (h_ + 1) * s), (tx + (w_ / 2 + 2) * s, yb - (h_ + 1) * s)], r, 2.4 * s, 0, 1 * s), snow, .3)
    yt = y - 102 * s
    if tent:
        L.sheet([(tx - 11 * s, yt), (tx, yt - 46 * s), (tx + 11 * s, yt)], dark(col, .2))
        dome_on(L, tx, yt - 42 * s, 9 * s, 15 * s, dark(col, .3), r, snow)
    else:
        L.sheet(P(spl([(tx - 9 * s, yt), (tx - 8 * s, yt - 8 * s), (tx, yt - 15 * s), (tx + 8 * s, yt - 8 * s), (tx + 9 * s, yt)])), dark(col, .25))
        L.sheet(rect(tx - 1.6 * s, yt - 34 * s, 3.2 * s, 22 * s), dark(col, .2), .4)
        L.flat(cross(tx, yt - 33 * s, 16 * s), dark(col, .25))


def izba(L, x, y, w, col, r, floors=1, snow=SNOW, lace=None, lit=.25, glass=None, side=0, mez=False, logs=True, litc=LAMP):
    """A wooden house of the suburb: boards or logs, carved window frames like paper lace, deep snow on the roof."""
    lace = lace or light(col, .42)
    glass = glass or dark(col, .6)
    h = w * (.36 if floors == 1 else .62)
    rh = w * .25
    n = 3 if w < 62 else 4 if w < 115 else 5
    if side:
        sx = x + w if side > 0 else x
        L.sheet(hand([(sx, y), (sx, y - h), (sx + side, y - h + abs(side) * .16), (sx + side, y - abs(side) * .05)], r), dark(col, .32))
        L.sheet(hand([(sx - side * .04, y - h), (x + w / 2, y - h - rh), (x + w / 2 + side, y - h - rh + abs(side) * .12), (sx + side * 1.08, y - h + abs(side) * .18)], r), mix(snow, DUSK[4], .22), .6)
    L.sheet(hand([(x, y), (x, y - h), (x + w, y - h), (x + w, y)], r), col)
    if logs:
        k = int(h / max(3.4, w * .028))
        for i in range(1, k):
            yy = y - h * i / k + r.gauss(0, .3)
            L.wire([(x + 1, yy), (x + w * .5, yy + r.gauss(0, .4)), (x + w - 1, yy)], max(.5, w * .004), dark(col, .3), .8)
    for j in range(floors):
        yb = y - h * (.2 + .48 * j) if floors == 2 else y - h * .26
        wh = h * (.27 if floors == 2 else .46)
        ww = min(w / n * .42, wh * .62)
        for i in range(n):
            cx = x + w * (i + .5) / n
            on = r.random() < lit
            L.flat(rect(cx - ww / 2, yb - wh, ww, wh), litc if on else glass)
            fr = U([rect(cx - ww * .72, yb - wh * 1.06, ww * 1.44, wh * 1.12), P([(cx - ww * .86, yb - wh * 1.04), (cx - ww * .5, yb - wh * 1.2), (cx, yb - wh * 1.42), (cx + ww * .5, yb - wh * 1.2), (cx + ww * .86, yb - wh * 1.04)]),
                    P([(cx - ww * .8, yb + wh * .04), (cx + ww * .8, yb + wh * .04), (cx + ww * .5, yb + wh * .14), (cx, yb + wh * .22), (cx - ww * .5, yb + wh * .14)])])
            hole = U([rect(cx - ww / 2, yb - wh, ww * .45, wh), rect(cx + ww * .05, yb - wh, ww * .45, wh), Point(cx, yb - wh * 1.2).buffer(ww * .1), Point(cx - ww * .34, yb - wh * 1.12).buffer(ww * .05), Point(cx + ww * .34, yb - wh * 1.12).buffer(ww * .05),
                      *[Point(cx + ww * .19 * q, yb + wh * .09).buffer(ww * .045) for q in (-2, -1, 0, 1, 2)]])
            L.sheet(fr.difference(hole), lace, .4, (1.2, 1.6, 1.2, .4))
    # eaves board of lace
    m = int(w / max(5, w * .03))
    teeth = [Point(x - 3 + (w + 6) * (i + .5) / m, y - h + w * .018).buffer((w + 6) / m * .42) for i in range(m)]
    L.sheet(U([rect(x - 4, y - h - w * .012, w + 8, w * .026), *teeth]).difference(U([Point(x - 3 + (w + 6) * (i + .5) / m, y - h + w * .019).buffer((w + 6) / m * .14) for i in range(m)])), lace, .4, (1, 1.8, 1.4, .4))
    if mez:
        mw = w * .36
        L.sheet(hand([(x + w / 2 - mw / 2, y - h), (x + w / 2 - mw / 2, y - h - rh * .9), (x + w / 2 + mw / 2, y - h - rh * .9), (x + w / 2 + mw / 2, y - h)], r), light(col, .05))
        L.flat(U([arch(x + w / 2 - mw * .36 + mw * .27 * i, y - h - rh * .18, mw * .17, rh * .5, .5) for i in range(3)]), litc if r.random() < lit else glass)
    q = [(x - w * .05, y - h), (x + w * .5, y - h - rh), (x + w * 1.05, y - h)]
    if mez:
        q = [(x - w * .05, y - h), (x + w * .2, y - h - rh * .5), (x + w * .8, y - h - rh * .5), (x + w * 1.05, y - h)]
        top = [(x + w * .28, y - h - rh * .85), (x + w / 2, y - h - rh * 1.45), (x + w * .72, y - h - rh * .85)]
        L.sheet(hand(top, r), col)
        L.sheet(cap(top[:2], r, w * .035, 3, 2).union(cap(top[1:], r, w * .035, 3, 2)), snow, .6)
        for a, b in ((q[0], q[1]), (q[2], q[3])):
            L.sheet(cap([a, b], r, w * .06, 4, 3), snow, .6)
    else:
        L.sheet(hand(q, r), col)
        L.flat(P([(x + w * .5 - w * .05, y - h - rh * .22), (x + w * .5, y - h - rh * .5), (x + w * .5 + w * .05, y - h - rh * .22)]), glass)
        L.sheet(cap(q[:2], r, w * .055, 4, 4).union(cap(q[1:], r, w * .055, 4, 4)), snow, .6)
    cx = x + w * r.uniform(.62, .76)
    ch = rh * .75
    cy = y - h - rh * .42
    L.sheet(hand([(cx, cy + 4), (cx, cy - ch * .6), (cx + w * .06, cy - ch * .6), (cx + w * .06, cy + 8)], r, .3), dark(col, .2))
    L.sheet(cap([(cx - 1, cy - ch * .6), (cx + w * .06 + 1, cy - ch * .6)], r, w * .018, 1, 1), snow, .4)


def fence(L, x0, x1, y, h, col, r, snow=SNOW, gap=.12, slope=0, broken=.05):
    n = int((x1 - x0) / max(4, h * .2))
    bits = []
    for i in range(n):
        if r.random() < broken:
            continue
        a, w = x0 + (x1 - x0) * i / n, (x1 - x0) / n * (1 - gap)
        yy = y + slope * (a - x0)
        hh = h * r.uniform(.9, 1.05)
        bits.append(P([(a, yy), (a, yy - hh), (a + w / 2, yy - hh - w * .35), (a + w, yy - hh), (a + w, yy)]))
    bits.append(P([(x0, y - h * .72), (x1, y + slope * (x1 - x0) - h * .72), (x1, y + slope * (x1 - x0) - h * .62), (x0, y - h * .62)]))
    L.sheet(U(bits), col, .5)
    L.sheet(cap([(x0, y - h), (x1, y + slope * (x1 - x0) - h)], r, h * .09, 1, h * .1), snow, .4)
