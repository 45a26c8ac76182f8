"""The backdrop: sky, far city, hills, the great smoke, the mills and houses of the middle ground."""
import math

from figures import person, place, put
from paper import (
    ASH,
    DUSK,
    INK,
    PLASTER,
    RULE,
    SOOT,
    H,
    Layer,
    P,
    Point,
    U,
    W,
    dark,
    hand,
    letters,
    light,
    mix,
    move,
    rect,
    rng,
    rotate,
    scale,
    spl,
    taper,
)
from houses import block, church, cross, dress, fence, izba, onion, stack
from scenery import EMBER, LAMP, SNOW, arch, at, birds, cap, flag, flames, hills, lay, plume, snow_on, sparks, things, tree
from stage import BACK, BRICK, MID, cue, spot


# ---------------------------------------------------------------- 0 sky
def sky():
    L, r = Layer('sky', 0.0, shadow=None, glow=.75, grain=1.1), rng('sky')
    L.wash(rect(-200, -200, W + 400, H + 400), DUSK[4], '#E4D6C3', 60, 640)
    cols = [mix('#D9CDBE', DUSK[5], .35), mix(DUSK[5], '#B9A99B', .3), mix(DUSK[4], DUSK[5], .5), DUSK[4], mix(DUSK[3], DUSK[4], .4), DUSK[3], mix(DUSK[2], DUSK[3], .45), DUSK[2], mix(DUSK[1], DUSK[2], .35)]
    for i, c in enumerate(cols):
        base = 500 - i * 62
        ph = r.uniform(0, 6)
        ys = [(x, base + (x / W - .25) * (170 + 26 * i) + math.sin(x / 430 + ph) * 13 + math.sin(x / 170 + ph * 2) * 6 + r.gauss(0, 5)) for x in range(-220, int(W) + 260, 70)]
        g = P([(-220, -220)] + spl(ys, False, 6) + [(W + 220, -220)])
        L.sheet(g, c, .9, (1, 6, 7, .2), .22)
        # a few long cloud slips, cut thin
        for _ in range(4):
            x, w = r.uniform(-100, W), r.uniform(150, 520)
            y = at(ys, x) - r.uniform(14, 40)
            t = r.uniform(4, 11)
            L.sheet(P(spl([(x, y), (x + w * .12, y - t * .5), (x + w * .3, y - t), (x + w * .44, y - t * .5), (x + w * .62, y - t * .9), (x + w, y + t * .5), (x + w * .6, y + t * .5), (x + w * .25, y + t * .4)])), light(c, .09), .5, (0, 2, 3, .16), .2)
    return L.done()


# ---------------------------------------------------------------- 1 far city
def far():
    L, r = Layer('far-city', .12, shadow=(5, 7, 9, .32), glow=.7, grain=.9), rng('far')
    def tone(x, k=0):
        return mix(mix(DUSK[4], '#A99F97', .35), DUSK[3], min(1, max(0, x / W * .9 + k)))
    # the far roofs, one cut sheet
    x, pts = -150, []
    while x < W + 150:
        w, h = r.uniform(14, 46), r.uniform(8, 40) * (1.25 if x > 3300 else .9)
        y = at(BACK, x) - 34
        k = r.random()
        if k < .5:
            pts += [(x, y - h), (x + w / 2, y - h - w * .22), (x + w, y - h)]
        elif k < .8:
            pts += [(x, y - h), (x + w, y - h)]
        else:
            pts += [(x, y - h), (x + w * .3, y - h), (x + w * .3, y - h - 14), (x + w * .42, y - h - 14), (x + w * .42, y - h), (x + w, y - h)]
        x += w
    g = P([(-150, H)] + hand(pts, r, .4, 30, False) + [(W + 150, H)])
    L.sheet(g, tone(2400), .7, None)
    L.ontop(rect(3600, 0, 2600, H), DUSK[3], .35, 300)
    # the Kremlin, Christ the Saviour, parish towers on the right; chimneys and churches on the left
    def tower(x, y, w, h, c):
        L.sheet(U([rect(x - w / 2, y - h, w, h), P([(x - w * .6, y - h), (x, y - h - w * 1.9), (x + w * .6, y - h)])]), c, .5)
    y = at(BACK, 4830) - 20
    c = dark(tone(4830, -.1), .16)
    L.sheet(U([rect(4818, y - 150, 26, 150), rect(4814, y - 104, 34, 6), onion(4831, y - 146, 30, 44), cross(4831, y - 186, 26)]), c, .5)
    L.sheet(U([rect(4740, y - 60, 150, 60), onion(4768, y - 58, 20, 28), onion(4795, y - 60, 26, 40), onion(4870, y - 56, 18, 26)]), c, .5)
    for xx, hh in ((4700, 66), (4910, 84), (4945, 54)):
        tower(xx, y, 15, hh, c)
    spot('kremlin', 'The Kremlin and Ivan the Great', 4831, y - 120, 101, 'Held by the governor-general; about two miles off', 'stands', 'Nevinson 1906 gives the distance ("about two miles west of the Kremlin"); the silhouette is from general knowledge')
    x, y = 5320, at(BACK, 5320) - 12
    c = dark(tone(5320, -.08), .16)
    L.sheet(U([rect(x - 62, y - 84, 124, 84), P([(x - 66, y - 84), (x - 40, y - 100), (x + 40, y - 100), (x + 66, y - 84)]), rect(x - 24, y - 124, 48, 28), onion(x, y - 118, 66, 70), cross(x, y - 182, 30), onion(x - 46, y - 88, 22, 34), onion(x + 46, y - 88, 22, 34)]), c, .6)
    spot('saviour', 'Cathedral of Christ the Saviour', x, y - 110, 125, 'Visible over the roofs', 'blown up in 1931, built again in the 1990s', 'general knowledge', 'unsourced')
    for xx, s in ((4260, .8), (5080, .9), (5560, .75), (5760, .9), (2700, .6), (3010, .55), (560, .55), (3560, .6)):
        y = at(BACK, xx) - 26
        L.sheet(U([rect(xx - 7 * s, y - 92 * s, 14 * s, 100 * s), onion(xx, y - 88 * s, 17 * s, 32 * s), cross(xx, y - 118 * s, 20 * s), rect(xx + 22 * s, y - 48 * s, 40 * s, 60 * s), onion(xx + 42 * s, y - 46 * s, 30 * s, 44 * s), cross(xx + 42 * s, y - 88 * s, 22 * s)]), tone(xx, -.04), .5)
    for xx, h in ((1020, 120), (1600, 110), (2320, 132), (2420, 104), (3180, 120), (4420, 128), (5900, 140)):
        y = at(BACK, xx)
        L.sheet(hand([(xx - 6, y), (xx - 3.6, y - h), (xx - 5, y - h - 4), (xx + 5, y - h - 4), (xx + 3.6, y - h), (xx + 6, y)], r, .2), tone(xx, .02), .4)
    x = 3020
    y = at(BACK, x) - 30
    L.sheet(U([rect(x - 90, y - 30, 180, 34), P([(x - 96, y - 30), (x - 60, y - 48), (x + 60, y - 48), (x + 96, y - 30)]), rect(x - 20, y - 62, 40, 30), P([(x - 24, y - 62), (x, y - 84), (x + 24, y - 62)])]), tone(x, .02), .5)
    spot('brest', 'Brest (Alexandrovsky) station, its workshops', x, y - 20, 8, 'Railway workshops; men of the Brest workshops stood at the third barricade by the zoo', 'now Belorussky station', 'a teacher\'s article on Bolshaya Gruzinskaya names men of the Brest workshops at the third barricade; place on the skyline by compass')
    # roofs under snow, slivers
    for _ in range(260):
        x = r.uniform(0, W)
        y = at(BACK, x) - r.uniform(0, 34)
        w = r.uniform(10, 30)
        L.flat(P([(x, y), (x + w / 2, y - w * .16), (x + w, y), (x + w * .9, y + 2), (x + 2, y + 2)]), mix(DUSK[6], tone(x), .25 + .3 * x / W), .85)
    return L.done()


# ---------------------------------------------------------------- 2 the burning varnish works behind Three Hills
def far_smoke():
    L, r = Layer('far-smoke', .2, shadow=(6, 8, 10, .3), glow=.9), rng('farsmoke')
    plume(L, [(1580, 446), (1600, 390), (1660, 322), (1830, 262), (2120, 196), (2480, 108), (2900, 10), (3300, -90)], 12, 74, [mix(DUSK[3], SOOT, .4), mix(DUSK[3], SOOT, .1), DUSK[4]], r)
    flames(L, 1536, 470, 92, 78, r, 6, .25, EMBER)
    stack(L, 1524, 500, 92, 11, DUSK[2], r)
    cue('fire', 1582, 432, 230, .5, 'Mamontov varnish works: its tanks burned for many days')
    spot('mamontov', 'Mamontov varnish works', 1582, 425, 303, 'On the top of the hill; took fire in the shelling, its tanks "continued to burn for many days and nights"', 'the works went; the name is left in local history', 'Nevinson 1906, ch. on Moscow ("Marmentoff varnish works on the top of the hill"); bearing approximate')
    plume(L, [(3330, 560), (3350, 500), (3420, 440), (3560, 390), (3760, 330), (4050, 260), (4400, 180), (4800, 60)], 6, 60, [mix(DUSK[3], SOOT, .35), DUSK[3]], r)
    return L.done()


# ---------------------------------------------------------------- 3 hills with houses and churches
def hill():
    L, r = Layer('hills', .28, shadow=(7, 9, 11, .42), glow=.85, grain=1), rng('hill')
    snowc = lambda x: mix('#C9C6C0', DUSK[4], .12 + .5 * x / W)
    L.sheet(hills(-150, W + 150, BACK, r), snowc(1500), .9, None)
    L.ontop(rect(2800, 0, 3400, H), DUSK[3], .34, 380)
    def tone(x, k=0):
        return mix(mix(DUSK[3], '#80766F', .4), DUSK[2], min(1, max(0, x / W * .8 + k)))
    sn = lambda x: mix(SNOW, DUSK[4], .15 + .35 * x / W)
    # rows of little houses climbing both slopes
    for row, dy in enumerate((6, 34, 66, 100)):
        x = -120 + row * 17
        while x < W + 60:
            y = at(BACK, x) + dy
            s = .75 + row * .2
            gap = (1150 < x < 1480 and row < 1) or (2480 < x < 3260 and row > 1)
            if not gap:
                k = r.random()
                if k < .62:
                    izba(L, x, y, r.uniform(38, 58) * s, tone(x, r.uniform(-.12, .14)), r, 1 if k < .42 else 2, sn(x), lit=.1, logs=False, lace=mix(tone(x), sn(x), .3))
                elif k < .86:
                    block(L, x, y, r.uniform(36, 62) * s, r.uniform(30, 50) * s, tone(x, r.uniform(-.1, .1)), r, 4, 2, None, None, .1, .06, snow=sn(x), snowt=3, roof=r.choice(('hip', 'gable')), rh=10 * s, muntin=False, sill=False, edge=.5)
                else:
                    tree(L, x + 20, y, r.uniform(60, 100) * s, dark(tone(x), .15), r, depth=4)
            x += r.uniform(44, 92) * s
    # the observatory on Three Hills
    x, y = 1270, at(BACK, 1270) + 6
    c = tone(900, -.25)
    block(L, x - 74, y, 120, 30, c, r, 7, 1, 6, 15, .1, .15, snow=sn(x), snowt=3, roof='hip', rh=8, muntin=False)
    L.sheet(rect(x - 20, y - 66, 42, 66), light(c, .06), .6)
    L.sheet(P([(x - 24, y - 66)] + [(x + 1 - 25 * math.cos(math.pi * i / 14), y - 66 - 26 * math.sin(math.pi * i / 14)) for i in range(15)]), dark(c, .15), .6)
    L.flat(rotate(rect(x - 1, y - 92, 5, 26), 14), dark(c, .6))
    L.sheet(P(spl([(x - 22, y - 70), (x - 16, y - 84), (x - 4, y - 91), (x + 2, y - 92), (x - 8, y - 84), (x - 14, y - 74)])), sn(x), .3, None)
    spot('observatory', 'University observatory on Three Hills', x, y - 60, 297, 'Opened 1831, tower rebuilt 1900 with a turning dome', 'stands (Novovagankovsky lane 5), a museum of astronomy', 'Wikipedia-type notes at runcity.org and almitrofanov.com, GAISH history pages: place, years, dome, fate')
    church(L, 1420, at(BACK, 1420) + 18, .72, tone(900, -.2), r, 5, 'right', sn(1400))
    spot('nicholas', 'St Nicholas on Three Hills', 1450, at(BACK, 1420) - 60, 300, 'Parish church of Novovagankovo', 'closed in the Soviet years and rebuilt as a pioneers\' house; a church again today', 'general knowledge', 'unsourced')
    church(L, 2180, at(BACK, 2180) + 62, 1.0, tone(1500, -.16), r, 1, 'left', sn(2100), big=True)
    spot('predtecha', 'St John the Forerunner on the Presnya', 2150, at(BACK, 2180) - 30, 325, 'Stone church of 1730-34, bell tower 1806-10, refectory widened in 1894', 'stands, in M. Predtechensky lane, beside the museum of the Presnya', 'tourister.ru page on the church (dates); wiki page of the museum')
    church(L, 3690, at(BACK, 3690) + 56, .95, tone(3400, -.1), r, 5, 'right', sn(3500), tent=True)
    spot('pokrov', 'Church of the Protection in Kudrino', 3690, at(BACK, 3690) - 40, 37, 'Parish church on the slope to Kudrinskaya Square', 'demolished in the Soviet years', 'general knowledge; searched twice, not found in the stored pages', 'unsourced')
    # Kudrinskaya Square: the Widows' House with its columns, a fire tower
    x, y = 4010, at(BACK, 4010) + 34
    c = mix(tone(3600, -.3), PLASTER, .16)
    block(L, x - 150, y, 330, 72, c, r, 19, 3, 7, 14, .1, .1, snow=sn(x), snowt=4, roof='hip', rh=14, muntin=False, edge=.6)
    L.sheet(rect(x - 44, y - 70, 118, 70), light(c, .1), .6)
    for i in range(8):
        L.sheet(taper((x - 37 + 15 * i, y - 6), (x - 37 + 15 * i, y - 66), 6, 5), light(c, .24), .4, (2, 1, 1.4, .4))
    L.sheet([(x - 50, y - 70), (x + 15, y - 96), (x + 80, y - 70)], light(c, .08), .6)
    L.sheet(cap([(x - 50, y - 71), (x + 15, y - 97)], r, 4, 1, 1).union(cap([(x + 15, y - 97), (x + 80, y - 71)], r, 4, 1, 1)), sn(x), .4)
    spot('widows', 'Kudrinskaya Square and the Widows\' House', x, y - 50, 58, 'The way from the city into the Presnya; barricades every 100-120 paces from here to Triumphal Square. The Widows\' House, of three storeys with a portico of eight smooth columns: end of the 18th century says a guide-book, 1818-23 by D. Gilardi says an encyclopedia', 'the house stands (Barrikadnaya 2, an academy for doctors), its garden joined to the zoo; the square has a skyscraper of 1948-54', 'gufo.me copy of the encyclopedia Moscow (house, columns, fate); Gnilorybov, Moscow in the Age of Reforms (barricades)', 'contested')
    x, y = 4330, at(BACK, 4330) + 22
    c = tone(4000, .05)
    block(L, x - 36, y, 80, 40, c, r, 5, 2, 6, 12, .1, .1, snow=sn(x), snowt=3, muntin=False)
    L.sheet(hand([(x - 11, y - 38), (x - 8, y - 128), (x + 8, y - 128), (x + 11, y - 38)], r, .3), c)
    L.sheet(U([rect(x - 15, y - 134, 30, 6), rect(x - 7, y - 152, 14, 20), P([(x - 10, y - 152), (x, y - 166), (x + 10, y - 152)]), rect(x - .9, y - 206, 1.8, 42)]), dark(c, .1), .5)
    L.flat(U([Point(x - 7, y - 196).buffer(3.2), Point(x + 7, y - 196).buffer(3.2), rect(x - 8, y - 200, 16, 1.2)]), dark(c, .3))
    spot('kalancha', 'A fire tower', x, y - 120, 70, 'Police house with a watchtower and its signal balls', 'invented here: one stood in most police districts, this place is not sourced', 'general type: pages on the Sushchevo and Rogozhskaya towers', 'invented')
    # zoo behind its ponds
    for i in range(26):
        x = 3060 + i * 17 + r.uniform(-8, 8)
        tree(L, x, at(BACK, x) + r.uniform(40, 110), r.uniform(64, 120), tone(x, .22), r, depth=4)
    x, y = 3230, at(BACK, 3230) + 112
    L.sheet(U([rect(x - 50, y - 44, 20, 44), rect(x + 30, y - 44, 20, 44), P([(x - 54, y - 44), (x - 40, y - 66), (x - 26, y - 44)]), P([(x + 26, y - 44), (x + 40, y - 66), (x + 54, y - 44)]), P(spl([(x - 32, y - 30), (x - 20, y - 46), (x, y - 53), (x + 20, y - 46), (x + 32, y - 30)], False) + spl([(x + 32, y - 24), (x + 18, y - 39), (x, y - 45), (x - 18, y - 39), (x - 32, y - 24)], False))]), tone(3200, .1), .5)
    spot('zoo', 'Zoological garden and the upper ponds', x, y - 50, 22, 'Opened 1864 on the Presnya ponds; barricades at its gates; a battery near it "burnt down several rows of small houses"', 'the zoo and its ponds are there; the stream between them runs in a pipe', 'ukr-today, moskvichmag, kpiz pages on the zoo; teacher\'s article on the three barricades; Nevinson 1906')
    for i, xx in enumerate((3300, 3356, 3404)):
        y = at(BACK, xx) + 60
        flames(L, xx, y, 34, 46 - i * 8, r, 4, .3)
    cue('fire', 3370, 605, 120, .4, 'rows of small houses near the zoo, set alight by the battery')
    return L.done()


# ---------------------------------------------------------------- 4 the great smoke
def smoke():
    L, r = Layer('smoke', .36, shadow=(10, 13, 16, .42), glow=1.0, grain=1), rng('smoke')
    plume(L, [(1800, 640), (1815, 500), (1880, 380), (2040, 268), (2330, 190), (2760, 150), (3300, 128), (3950, 92), (4700, 40), (5400, -40), (6100, -140)], 42, 132,
          ['#383736', '#4B4946', '#615E5A'], r, 1.0)
    plume(L, [(1560, 650), (1572, 560), (1640, 470), (1760, 400), (1930, 330)], 16, 60, ['#434140', '#575451', '#6D6963'], r, 1)
    flames(L, 1640, 640, 330, 216, r, 11, .2, EMBER[:4])
    sparks(L, 1650, 600, 260, 420, r, 150, .8)
    birds(L, 1330, 330, 330, 120, 44, '#2B2A2A', r)
    birds(L, 4760, 360, 420, 110, 40, '#22262B', r)
    birds(L, 2820, 400, 260, 80, 15, '#3A3E44', r)
    return L.done()


# ---------------------------------------------------------------- 5 the middle: mills, Schmidt's factory, houses
def middle():
    L, r = Layer('middle', .46, shadow=(9, 12, 13, .5), glow=.9, grain=1.05), rng('middle')
    def sn(x):
        return mix(SNOW, DUSK[4], .06 + .3 * max(0, x / W - .35))
    g = hills(-150, W + 150, MID, r)
    L.sheet(g, mix('#D3D0C9', DUSK[5], .25), .9, None)
    L.ontop(rect(3300, 0, 2900, H), DUSK[3], .42, 420)
    br = dark(BRICK, .08)
    # sugar works on the river, far left
    y = at(MID, 60) + 6
    stack(L, 150, y, 250, 26, dark(BRICK, .2), r)
    block(L, -60, y, 170, 132, dark(BRICK, .22), r, 7, 4, None, None, .3, .04, roof='gable', rh=34, snow=sn(0))
    spot('sugar', 'Danilov sugar works', 60, y - 90, 255, 'Last prisoners of the rising were penned in its yard', 'still a sugar works in Soviet times; later cleared', 'Nevinson 1906 ("cooped up as prisoners in the sugar-mill yard"); fate from general knowledge')
    # Prokhorov Trekhgornaya manufactory
    y = at(MID, 500) + 10
    stack(L, 430, y - 60, 372, 36, mix(br, SOOT, .2), r)
    stack(L, 838, y - 60, 330, 32, mix(br, SOOT, .1), r)
    stack(L, 905, y - 50, 270, 27, mix(br, SOOT, .3), r)
    block(L, 640, y - 34, 330, 170, dark(br, .14), r, 13, 5, 12, 22, .3, .03, snow=sn(600), bars=12)
    block(L, 214, y + 4, 470, 196, br, r, 17, 5, 14, 25, .3, .05, snow=sn(300), bars=16, side=-44)
    # stair tower
    L.sheet(hand([(660, y + 4), (660, y - 244), (722, y - 244), (722, y + 4)], r), light(br, .05))
    L.flat(U([arch(672 + 22 * i, y - 24 - 46 * j, 14, 30, .5) for i in range(2) for j in range(5)]), dark(br, .6))
    L.sheet(U([rect(654, y - 252, 74, 10), *[rect(656 + 14 * i, y - 262, 8, 12) for i in range(6)]]), light(br, .1))
    L.sheet([(664, y - 262), (691, y - 300), (718, y - 262)], dark(br, .2))
    L.sheet(cap([(664, y - 263), (691, y - 301)], r, 4, 2, 2).union(cap([(691, y - 301), (718, y - 263)], r, 4, 2, 2)), sn(690), .5)
    sg = letters('ТОВ. ПРОХОРОВСКОЙ ТРЕХГОРНОЙ МАНУФ.', 0, 0, 11, .17, r)
    L.sheet(rect(236, y - 181, 420, 21), mix(br, INK, .35), .5)
    k = 400 / (sg.bounds[2] - sg.bounds[0])
    L.flat(move(scale(sg, k, 1, origin=(0, 0)), 246, y - 176), mix(PLASTER, br, .25))
    # shell holes in the brick
    for hx, hy, s in ((380, y - 120, 12), (560, y - 70, 9), (800, y - 150, 13), (296, y - 40, 8), (900, y - 80, 8)):
        q = P([(hx + s * math.cos(a) * r.uniform(.6, 1.3), hy + s * math.sin(a) * r.uniform(.6, 1.2)) for a in [i * .52 for i in range(12)]])
        L.sheet(scale(q, 1.35, 1.35), light(br, .28), .4, None)
        L.flat(q, dark(br, .75))
    spot('prokhorov', 'Prokhorov Trekhgornaya manufactory', 470, y - 110, 262, 'Cotton mill, works of 6,000 and more; its sprinklers saved it from fire and rusted the machines; the chimneys do not smoke: strike', 'buildings of 1897 and others stand on Rochdelskaya street, a protected ensemble; the machines are gone', 'Nevinson 1906; mosscanproekt.ru on the spinning block of 1897; lit. gazette article (6,000 strikers in January)')
    # workers' barracks and the big kitchen
    y2 = at(MID, 1080) + 22
    block(L, 990, y2, 190, 104, mix(SOOT, ASH, .35), r, 9, 3, 9, 18, .1, .18, snow=sn(1000), roof='hip', rh=22, snowt=6, side=22)
    spot('kitchen', 'The workers\' barracks and the Great Kitchen', 1080, y2 - 70, 275, 'Dining hall where strikes and flags were made, headquarters of the fighting squads; barracks "soon shattered, though they did not burn"', 'rebuilt in 1929 as the Lenin house of culture, Tryokhgorny Val 6', 'histrf.ru "The Great Kitchen in the armed rising"; P. Yefimov\'s memoir quoted by Mitrofanov; Nevinson 1906')
    # cottages alight
    y3 = at(MID, 1300) + 30
    for i, x in enumerate((1215, 1300, 1392)):
        izba(L, x, y3 + i * 6, 78, mix(SOOT, '#6B5A4C', .3), r, 1, sn(x), lit=.5 if i != 1 else 1, litc=EMBER[3] if i == 1 else LAMP)
    flames(L, 1296, y3 - 30, 92, 96, r, 6, .22, EMBER)
    cue('fire', 1340, y3 - 50, 210, .5, 'cottages of the married workers')
    spot('cottages', 'Rows of workers\' cottages', 1340, y3 - 40, 285, 'Wooden; they "blazed up at once, and it was in them that most of the people were killed"', 'nothing left of the rows', 'Nevinson 1906; their exact place is invented')
    # Schmidt's mansion and factory
    yS = at(MID, 1800) + 26
    for x, w, h, nx, ny, c in ((1610, 380, 176, 13, 4, dark(BRICK, .3)),):
        ws = [arch(x + w * (i + .5) / nx - 8, yS - h * .1 - h * .9 * (j + .12) / ny, 16, 25, .3) for j in range(ny) for i in range(nx)]
        L.flat(rect(x + 2, yS - h + 2, w - 4, h - 4), dark(EMBER[0], .5))
        hot = [q for q in ws if r.random() < .82]
        L.flat(U([q.buffer(2) for q in hot]), EMBER[3])
        for q in hot:
            a, b, cc, d = q.bounds
            if r.random() < .55:
                flames(L, a - 2, d, 20, r.uniform(16, 30), r, 3, .2, EMBER[2:5], 0)
        # the wall with a broken top: the roof has fallen
        top = [(x, yS - h)]
        t = x
        while t < x + w:
            t += r.uniform(14, 40)
            top.append((min(t, x + w), yS - h - r.uniform(-34, 26) * (1 if abs(t - x - w / 2) > 90 else -1.0)))
        wall = P(hand([(x, yS)] + top + [(x + w, yS)], r, .6)).difference(U(ws))
        L.sheet(wall, c)
        for j in range(1, ny):
            L.sheet(rect(x - 1, yS - h * .1 - h * .9 * j / ny + 3, w + 2, 2.4).intersection(wall.buffer(2)), light(c, .12), .3)
        for q in hot:
            a, b, cc, d = q.bounds
            L.ontop(P(spl([(a - 1, b + 4), (a - 3, b - 18), ((a + cc) / 2, b - 34), (cc + 3, b - 16), (cc + 1, b + 4)])), INK, .45, 2.5)
        for i in range(nx + 1):
            L.sheet(rect(x + w * i / nx - 1.6, yS - h * .94, 3.2, h * .94).intersection(wall), light(c, .08), .4)
    flames(L, 1630, yS - 150, 350, 142, r, 12, .22, EMBER)
    sg = letters('МЕБЕЛЬНАЯ ФАБРИКА Н. П. ШМИТЪ', 0, 0, 13, .17, r)
    k = 300 / (sg.bounds[2] - sg.bounds[0])
    L.sheet(rotate(rect(1640, yS - 128, 326, 24), 1.2), INK, .5)
    L.flat(rotate(move(scale(sg, k, 1, origin=(0, 0)), 1653, yS - 122), 1.2, origin=(1803, yS - 116)), RULE)
    stack(L, 1600, yS - 10, 236, 24, dark(BRICK, .35), r)
    block(L, 2010, yS + 8, 150, 112, mix('#8A7F72', SOOT, .35), r, 7, 2, 11, 30, .35, 1.0, EMBER[3], snow=sn(2000), roof='hip', rh=24, glass=dark(EMBER[0], .4))
    flames(L, 2026, yS - 108, 108, 82, r, 7, .25, EMBER)
    cue('fire', 1800, yS - 130, 620, 1.25, 'Shmit\'s factory')
    cue('fire', 2075, yS - 90, 200, .45, 'Shmit\'s house')
    spot('schmidt', 'Shmit\'s furniture factory', 1800, yS - 110, 310, 'Shelled at dawn, "soon alight, and burnt quickly to the ground"; so did the owner\'s house. Nikolai Shmit died in prison in 1907: by his own hand say the police, murdered says Krupskaya, "afterwards shot" says the eyewitness', 'gone; Presnensky park covers its ground; Druzhinnikovskaya street keeps the name of the squads', 'Nevinson 1906; yourmoscow.ru (place between Lower Prudovaya and Lower Presnenskaya); almitrofanov.com; dossier: place/shmit-factory, contested/1905-shmit-death', 'contested')
    # the street on the near side of the ponds: stone houses, wooden houses
    for x, w, f, mez, c in ((2196, 108, 1, True, '#6C665E'), (2318, 96, 2, False, '#5D5750'), (2432, 84, 1, False, '#746C61'), (3440, 92, 1, False, '#5E5A55'), (3548, 116, 2, False, '#4F4C49'), (3680, 104, 1, True, '#5B5651'), (3800, 92, 1, False, '#4C4946')):
        izba(L, x, at(MID, x + w / 2) + 24, w, c, r, f, sn(x), lit=.16, mez=mez, side=26 if x < 3000 else -26)
    block(L, 3910, at(MID, 3980) + 22, 150, 118, '#55524E', r, 7, 3, 10, 20, .15, .1, snow=sn(3900), roof='hip', rh=24, side=-30)
    dress(L, 3910, at(MID, 3980) + 22, 150, 118, '#55524E', r, 7, 3, 10, 20, 'empire', 24, snow=sn(3900))
    church(L, 4560, at(MID, 4560) + 20, 1.95, '#55524F', r, 1, 'right', sn(4500), tent=False)
    spot('devyatinskaya', 'Church of the Nine Martyrs (Devyatinskaya)', 4600, at(MID, 4560) - 130, 93, 'Stone church begun in 1732 on the bank above the bridge, the city side', 'taken from the parish in the 1930s (a prison, by one account a place of executions), a church again today: B. Devyatinsky lane 15', 'dzen.ru and brilliant-tourism.com pages on the church; its silhouette is invented')
    block(L, 4130, at(MID, 4200) + 22, 190, 158, '#4B4947', r, 7, 4, 13, 24, .15, .22, snow=sn(4100), rh=20, side=-38)
    dress(L, 4130, at(MID, 4200) + 22, 190, 158, '#4B4947', r, 7, 4, 13, 24, 'shop', 0, 'БУЛОЧНАЯ', snow=sn(4100))
    block(L, 4880, at(MID, 4900) + 20, 150, 132, '#4C4743', r, 6, 3, 11, 22, .15, .3, snow=sn(4800), roof='hip', rh=26)
    dress(L, 4880, at(MID, 4900) + 20, 150, 132, '#4C4743', r, 6, 3, 11, 22, 'empire', 26, snow=sn(4800))
    izba(L, 5050, at(MID, 5090) + 24, 110, '#45423F', r, 2, sn(5000), lit=.2)
    block(L, 5190, at(MID, 5260) + 22, 220, 190, '#46403C', r, 8, 4, 13, 27, .15, .24, snow=sn(5200), side=34)
    dress(L, 5190, at(MID, 5260) + 22, 220, 190, '#46403C', r, 8, 4, 13, 27, 'shop', 0, 'АПТЕКА', snow=sn(5200))
    block(L, 5470, at(MID, 5500) + 22, 150, 122, '#454341', r, 6, 3, 12, 22, .15, .1, snow=sn(5400), roof='hip', rh=28)
    dress(L, 5470, at(MID, 5500) + 22, 150, 122, '#454341', r, 6, 3, 12, 22, 'brick', 28, snow=sn(5400))
    izba(L, 5640, at(MID, 5700) + 24, 120, '#3E3C3A', r, 1, sn(5700), lit=.2, mez=True)
    block(L, 5790, at(MID, 5900) + 22, 260, 210, '#3D3936', r, 9, 4, 13, 28, .15, .22, snow=sn(5900))
    dress(L, 5790, at(MID, 5900) + 22, 260, 210, '#3D3936', r, 9, 4, 13, 28, 'brick', 0, snow=sn(5900))
    spot('smolensk', 'Towards Smolensk market: the mortars of the Semyonovsky regiment', 5850, at(MID, 5850) - 120, 154, 'From about four in the morning of 17 December batteries at Smolenskaya-Sennaya fired on the Shmit works', 'the Foreign Ministry skyscraper stands there', 'Sovershenno Sekretno 2015 (pressreader); Nevinson counted five batteries and says "at dawn"', 'contested')
    K = things(r)
    yb = at(MID, 2900) + 12
    L.sheet(P([(2620, yb + 16)] + spl([(2620, yb + 4), (2710, yb - 10), (2780, yb - 14), (2850, yb - 10), (2940, yb + 4)], False) + [(2940, yb + 16)]).difference(arch(2750, yb + 20, 62, 26, .36)), '#8F887D', .6)
    L.sheet(cap([(2620, yb + 3), (2710, yb - 11), (2780, yb - 15), (2850, yb - 11), (2940, yb + 3)], r, 4, 1, 1.5), SNOW, .4)
    for bx, n in ((2706, 9), (2870, 9), (3196, 7)):
        al = []
        for i in range(n):
            nm = r.choice(('crate', 'barrel', 'plank', 'gate', 'door', 'sledge', 'wheel', 'ladder', 'chair'))
            al.append(lay(L, K, nm, bx + r.uniform(-30, 26), yb - (8 if bx < 3100 else -6) + r.uniform(-12, 4), r.uniform(.24, .36), r.uniform(-60, 50), r.choice(('#3A342E', '#4B433A', '#2A2622')), r))
        snow_on(L, al, r, SNOW, 2.4, .7, 4)
        L.sheet(taper((bx, yb - 10), (bx + 3, yb - 78), 1.8, 1.2), INK, .2)
        flag(L, bx + 3, yb - 77, 36, 19, r)
    for i in range(13):
        x = 2610 + i * 48 + r.uniform(-12, 12)
        p, h, kw = r.choice((('stand', 'shapka', dict(prop='shoulder')), ('carry', 'kerchief', dict(skirt=True)), ('run', 'kartuz', dict(coat=.4)), ('wait', 'kartuz', dict(prop='revolver')), ('haul', 'shapka', dict(prop='bundle'))))
        put(L, place(person(p, h, seed=640 + i, **kw), x, yb + (2 if 2660 < x < 2910 else 22) + r.uniform(-2, 4), 30, r.random() < .4), mix(INK, SOOT, .25), None, .3, (2, 1.5, 1.5, .3))
    spot('upperbridge', 'The upper Presnya bridge, barricades at the zoo', 2790, yb - 20, 12, 'Two large barricades stood at the zoological garden and a third, smaller, on Bolshaya Gruzinskaya', 'Krasnaya Presnya street runs over it; the barricades are gone', 'teacher\'s article on Bolshaya Gruzinskaya (the three barricades and who held them); wafarin.com (upper bridge, now Krasnaya Presnya street)')
    for x in (1190, 1480, 1580, 2180, 2300, 2520, 3400, 3520, 3660, 3880, 4090, 4390, 4780, 5030, 5440):
        tree(L, x + r.uniform(-10, 10), at(MID, x) + 30, r.uniform(110, 190), mix(INK, SOOT, .25), r, r.uniform(-5, 5), snow=sn(x), depth=6)
    for x0, x1 in ((2200, 2500), (3450, 3640), (3700, 3900), (5040, 5180), (1180, 1470)):
        fence(L, x0, x1, at(MID, x0) + 34, 26, '#4A4641', r, sn(x0), slope=(at(MID, x1) - at(MID, x0)) / (x1 - x0))
    return L.done()
