"""The near layers: the street with its barricades, the dark drifts before it, falling snow."""
import math

from figures import person, place, put
from paper import (
    DUSK,
    INK,
    MINIUM,
    PAPER,
    RULE,
    SOOT,
    H,
    Layer,
    P,
    Point,
    U,
    W,
    cutwobble,
    hand,
    letters,
    mix,
    move,
    rect,
    rng,
    rotate,
    sag,
    spl,
    stroke,
    taper,
)
from houses import fence, izba
from scenery import SNOW, arch, at, cap, coil, flag, flames, hills, lamp, lay, pole, snow_on, things, tracks, weeds
from stage import FORE, STREET, cue, spot


# ---------------------------------------------------------------- 8 the street with the barricades
def street():
    L, r = Layer('street', .84, shadow=(13, 17, 18, .55), glow=.5, grain=1.15), rng('street')
    K = things(r)
    L.sheet(hills(-150, W + 150, STREET, r), mix(SNOW, DUSK[6], .18), 1.0, None)
    L.ontop(rect(3900, 0, 2400, H), DUSK[3], .40, 420)
    L.ontop(rect(-300, 0, 700, H), DUSK[3], .22, 300)
    # what passed here: runners of sledges, footprints; a few low drifts
    tc = mix(DUSK[5], DUSK[4], .4)
    for pts in ([(-100, 990), (500, 1010), (1100, 1046), (1700, 1062), (2300, 1090), (2900, 1126)], [(1180, 1000), (1500, 1040), (2000, 1052), (2500, 1084)], [(3000, 1120), (3600, 1080), (4300, 1010), (5000, 990), (6100, 1000)], [(4000, 1060), (4700, 1010), (5400, 1010), (6100, 960)]):
        tracks(L, [(x, y + r.uniform(-5, 5)) for x, y in pts], tc, r, 'sledge', .5)
    for pts in ([(420, 970), (640, 990), (780, 1004), (980, 1040)], [(1380, 1020), (1560, 1040), (1700, 1048)], [(2340, 1030), (2560, 1090), (2800, 1120)], [(3420, 1090), (3700, 1050), (4100, 990), (4500, 985)], [(4800, 970), (5000, 985), (5240, 970)], [(5300, 1010), (5600, 1000), (5900, 1010)]):
        tracks(L, pts, tc, r, 'feet', .6)
    for i in range(16):
        x = r.uniform(-100, W)
        y = at(STREET, x) + r.uniform(20, 110)
        w = r.uniform(160, 460)
        t = r.uniform(6, 15)
        g = P(spl([(x, y), (x + w * .18, y - t * .5), (x + w * .42, y - t), (x + w * .6, y - t * .75), (x + w * .8, y - t * .3), (x + w, y), (x + w * .7, y + 2), (x + w * .3, y + 1)]))
        L.sheet(g, mix(mix(SNOW, PAPER, .4), DUSK[4], min(.8, 1.9 * max(0, x / W - .42))), .6, (1, 2.5, 3, .2))
    wood = ['#2B2621', '#3A332C', '#4B4238', '#5C5145', '#6E6254', '#332F2B', '#241F1B']
    # far-left gateway: house of two floors with a gate, the ambush Nevinson described
    izba(L, -90, 948, 330, '#5A5248', r, 2, SNOW, lit=.18, side=0)
    yy = 950
    L.sheet(U([rect(256, yy - 190, 26, 190), rect(420, yy - 190, 26, 190)]), '#2E2A26', .8)
    L.sheet(P([(246, yy - 188), (246, yy - 206), (351, yy - 250), (456, yy - 206), (456, yy - 188)]), '#37322D', .8)
    L.sheet(cap([(246, yy - 207), (351, yy - 251), (456, yy - 207)], r, 12, 5, 5), SNOW, .7)
    L.flat(rect(282, yy - 188, 138, 188), '#5C6064')
    L.flat(P([(282, yy - 60), (330, yy - 74), (420, yy - 66), (420, yy), (282, yy)]), '#84888A')
    put(L, place(person('revolver', 'kartuz', seed=21, prop='revolver', coat=.5), 372, yy + 6, 142), INK, DUSK[4], .5)
    put(L, place(person('wait', 'shapka', seed=22, coat=.6, beard=True, prop='revolver'), 300, yy + 2, 140), INK, DUSK[4], .5)
    L.sheet(planks_gate(r, 446, yy, 96), '#443D36', .7)
    cue('flash', 424, yy - 88, 60, .7, 'revolver from the gateway')
    spot('ambush', 'The gateway', 350, yy - 90, 265, '"The only tactics of the revolutionists were ambush and surprise": revolver fire at fifteen paces from gates and courts', 'one of many; this gate is invented', 'Nevinson 1906', 'contested')
    fence(L, 540, 800, 936, 64, '#3F3933', r, SNOW, broken=.1)
    # the wall of ice, with nobody on it
    wall = P(hand([(806, 960), (820, 852), (862, 806), (930, 792), (1010, 800), (1066, 826), (1090, 880), (1102, 966)], r, 2.2, 14))
    L.sheet(wall, mix(DUSK[6], SNOW, .5), 1.2, (6, 7, 7, .45))
    bl = []
    for j in range(8):
        for i in range(14):
            q = rect(800 + i * 28 + (j % 2) * 14 + r.gauss(0, 2), 802 + j * 20 + r.gauss(0, 1), 25, 17).intersection(wall.buffer(-3))
            if not q.is_empty and q.area > 60:
                bl.append((q, r.uniform(0, .8)))
    for q, t in bl:
        L.sheet(cutwobble(q, r, .8, 8), mix(mix(DUSK[6], DUSK[5], .4), PAPER, t), .6, (1.2, 1.6, 1.4, .25))
    for i in range(26):
        x = r.uniform(826, 1080)
        y0 = r.uniform(830, 920)
        L.sheet(P([(x, y0), (x + 3, y0 + r.uniform(14, 34)), (x + 6, y0)]), PAPER, .3, (1, 1.5, 1, .25))
    L.sheet(cap([(820, 852), (862, 806), (930, 792), (1010, 800), (1066, 826), (1090, 880)], r, 10, 2, 6), PAPER, .6)
    L.sheet(taper((952, 800), (944, 640), 4.4, 3), INK, .4)
    flag(L, 944, 644, 92, 50, r)
    put(L, place(person('carry', 'kartuz', seed=31, prop='bag', coat=.5), 748, 968, 138), INK)
    put(L, place(person('throw', 'shapka', seed=32, coat=.4), 664, 976, 136, False), INK)
    spot('icewall', 'The barricade of snow and water', 950, 860, 280, 'A wall of snow drenched with buckets until it was ice: "the barricade of genius"', 'melted', 'Nevinson 1906, who saw it on Dolgorukovskaya; Gnilorybov says some were so built; set here by us', 'contested')
    # doctor's house with a red cross
    izba(L, 1128, 944, 240, '#49433C', r, 2, SNOW, lit=.4, side=-30)
    L.sheet(taper((1238, 848), (1190, 792), 3, 2.4), INK, .4)
    fl = P(hand([(1192, 796), (1140, 806), (1146, 846), (1200, 836)], r, .8, 12))
    L.sheet(fl, PAPER, .7, (3, 4, 3, .4))
    L.sheet(rotate(U([rect(1161, 816, 22, 8), rect(1168, 808, 8, 24)]), -10), MINIUM, .4, None)
    spot('doctor', 'The doctor\'s house', 1240, 860, 295, 'Doctor Vorobiev hung out an ambulance flag, took it down again, went on treating the wounded, and was shot by a police officer', 'place not known; here invented', 'Nevinson 1906', 'sourced')
    cue('window', 1250, 880, 60, .3, 'lamp in the doctor\'s house')
    # nurse, sledge, wounded man
    al = lay(L, K, 'sledge', 1290, 1012, .82, 0, '#2B2621', r, True)
    put(L, place(person('fallen', 'bare', seed=41), 1232, 996, 118, turn=4), mix(INK, SOOT, .1), DUSK[5])
    n = place(person('drag', 'kerchief', seed=42, skirt=True), 1042, 1022, 146, True)
    n = place(person('drag', 'kerchief', seed=42, skirt=True), 1042, 1024, 146, True)
    put(L, n, INK)
    L.sheet(rotate(U([rect(1024, 950, 15, 4.6), rect(1029.2, 945, 4.6, 15)]), -24), MINIUM, .2, None)
    L.wire([n['hands'][1], (1120, 980), (1176, 990)], 1.6, INK)
    spot('nurse', 'A nurse and a sledge', 1100, 990, 300, 'Women were "a large part" of the rising and of its dead', 'no trace', 'Nevinson 1906; the figure is invented')
    # the great barricade in front of Schmidt's works
    heap = []
    prof = lambda x: 300 * math.exp(-((x - 1930) / 330) ** 2) + 120 * math.exp(-((x - 2210) / 130) ** 2) + 70 * math.exp(-((x - 1620) / 110) ** 2)
    base = lambda x: 985 + (x - 1900) * .03
    back = [(1610, 1010)] + [(x, 1010 - prof(x) * r.uniform(.6, .86) * max(0, min(1, (x - 1640) / 90, (2340 - x) / 50))) for x in range(1640, 2330, 26)] + [(2350, 1012)]
    L.sheet(P(hand(back, r, 1.5)), '#231F1C', .7)
    # things that stick out behind
    for n_, x, y, k, a, c, f in (('post', 1760, 880, 1.05, -58, 1, 0), ('post', 2010, 900, 1.1, -33, 0, 0), ('ladder', 1690, 930, 1.35, -20, 3, 0), ('post', 2120, 920, .95, -20, 5, 0), ('sledge', 1838, 760, 1.15, -62, 1, 0), ('door', 1990, 790, 1.3, 16, 3, 0), ('gate', 2060, 880, 1.15, 14, 2, 0), ('sledge', 2160, 900, 1.1, -48, 0, 0), ('bed', 1700, 870, 1.1, -34, 5, 0), ('bench', 2020, 748, 1.0, -22, 4, 0), ('chair', 1896, 712, .95, -24, 1, 0), ('plank', 2130, 856, 1.2, -40, 4, 0), ('plank', 1640, 920, 1.2, -58, 3, 0)):
        heap.append(lay(L, K, n_, x, y, k, a, wood[c], r, f))
    # the overturned horse tram
    heap.append(lay(L, K, 'tram', 1792, 862, 1.06, 9, '#4A4038', r))
    sg = letters('КУДРИНСКАЯ-ЗАСТАВА', 0, 0, 11, .17, r)
    L.flat(rotate(move(sg, 1816, 830), 9, origin=(1792, 862)), RULE)
    spot('tram', 'Overturned horse tram', 1920, 830, 318, 'Carriages and tramcars were built into barricades "to give stability"', 'trams gave way; the street is Krasnaya Presnya', 'Nevinson 1906 (Sadovaya); that a horse tram stood in this barricade is invented')
    for n_, x, y, k, a, c, f in (('wardrobe', 1742, 962, 1.25, -17, 3, 0), ('table', 1830, 930, 1.2, 170, 2, 0), ('barrel', 2080, 930, 1.35, 6, 1, 0), ('wardrobe', 2180, 930, 1.05, 74, 2, 0), ('crate', 1960, 938, 1.5, -7, 4, 0), ('gate', 1600, 984, 1.1, -24, 1, 0), ('barrel', 1900, 966, 1.3, -84, 0, 0), ('chair', 2034, 880, 1.1, 150, 4, 0),
                                 ('door', 2120, 990, 1.3, -58, 5, 0), ('crate', 2180, 990, 1.4, 4, 2, 0), ('wheel', 1660, 985, 1.3, 0, 6, 0), ('barrel', 1806, 1000, 1.35, 4, 1, 0), ('shutter', 1880, 1000, 1.3, -72, 4, 0), ('crate', 2010, 1004, 1.3, 9, 3, 0), ('wheel', 2236, 1000, 1.25, 0, 0, 0), ('plank', 1930, 1000, 1.3, -10, 4, 0), ('bucket', 1590, 1004, 1.3, 10, 5, 0), ('chair', 2300, 1010, 1.15, -82, 1, 0), ('barrel', 2270, 1000, 1.1, -80, 2, 0), ('plank', 2230, 1000, 1.1, 14, 3, 0), ('chair', 1580, 940, 1.05, 24, 0, 0)):
        heap.append(lay(L, K, n_, x, y, k, a, wood[c], r, f))
    sgb = rotate(rect(1990, 942, 196, 34), -11)
    L.sheet(cutwobble(sgb, r, .6), '#22324A', .7)
    q = letters('ЧАЙ ХЛѢБЪ', 0, 0, 18, .19, r)
    L.flat(rotate(move(q, 2006, 950), -11, origin=(2088, 959)), RULE)
    sgb = rotate(rect(1640, 900, 150, 30), 12)
    L.sheet(cutwobble(sgb, r, .6), '#6B2418', .7)
    q = letters('ТРАКТИРЪ', 0, 0, 15, .19, r)
    L.flat(rotate(move(q, 1653, 908), 12, origin=(1715, 915)), RULE)
    snow_on(L, heap, r, SNOW, 8, .7)
    for x in range(1560, 2340, 60):
        L.sheet(P(spl([(x - 60, 1018), (x - 20, 996 + r.uniform(-10, 6)), (x + 30, 992 + r.uniform(-10, 8)), (x + 80, 1018), (x + 20, 1030)])), mix(SNOW, DUSK[6], .2), .6, (2, 3, 3, .3))
    # wire round it
    for _ in range(9):
        a = (r.uniform(1600, 2250), r.uniform(800, 960))
        pts = [(a[0] + math.cos(t * .9) * (20 + t * 3) * 1.4 + t * 5, a[1] + math.sin(t * .9) * (14 + t * 2)) for t in range(16)]
        L.wire(spl(pts, False), 1.1, INK, .8)
    # flag and people
    L.sheet(taper((1925, 760), (1950, 404), 6, 3.2), INK, .5)
    flag(L, 1950, 408, 158, 80, r, '#A32A18', text='ЗА СВОБОДУ')
    spot('flag', 'The flag "For Freedom"', 2030, 450, 320, 'Red flags flew on every barricade; on the largest "some girl had stitched the white letters, For Freedom"', 'lost', 'Nevinson 1906, of Dolgorukovskaya; set here by us', 'sourced')
    for p, h, x, y, s, kw, f in (('kneel_aim', 'kartuz', 2048, 742, 146, dict(prop='aim'), 0), ('lean_aim', 'papakha', 1868, 742, 150, dict(prop='aim', aim=2), 0), ('prone', 'kartuz', 2400, 1022, 146, dict(prop='aim', coat=.35), 0), ('stand_aim', 'shapka', 1716, 868, 150, dict(prop='aim', beard=True, aim=-4), 0),
                               ('load', 'cap', 1520, 1012, 150, dict(prop='rifle'), 0), ('run', 'kartuz', 1438, 1040, 124, dict(coat=.3), 0), ('carry', 'kerchief', 1368, 1006, 148, dict(skirt=True, prop='bag'), 0), ('point', 'cap', 1588, 1032, 154, dict(coat=.7), 0)):
        m = place(person(p, h, seed=len(p) + x, ornate=True, **kw), x, y, s, bool(f))
        put(L, m, INK, None, .6, (3, 4, 3, .45))
        if m['muzzle'] and kw.get('prop') == 'aim':
            cue('flash', m['muzzle'][0], m['muzzle'][1], 50, .7, 'rifle on the barricade')
    spot('barricade', 'The barricade before Shmit\'s works', 1900, 760, 315, 'Fighters aim from the top, as photographs and the museum\'s diorama of 1982 show it. "No barricade was fought, in the old sense of the word," says the eyewitness', 'a street and a stadium', 'essay on the Museum of the Revolution (diorama of 1982); wiki page of the museum (diorama by Deshalyt); Nevinson 1906 against', 'contested')
    # a barricade that the guns have broken, on the city side; those who fall back over the bridge
    br_ = []
    base = P(hand([(3560, 1086), (3600, 1040), (3680, 1024), (3740, 1050), (3790, 1008), (3880, 1018), (3940, 1056), (4010, 1066), (4040, 1092)], r, 2, 12))
    L.sheet(base, '#26221F', .7, (5, 6, 6, .5))
    for n_, x, y, k, a, c, f in (('post', 3600, 1080, .9, -24, 1, 0), ('post', 3900, 1084, .9, -150, 0, 0), ('sledge', 3690, 1046, 1.0, -28, 5, 0), ('gate', 3780, 1066, .9, -42, 2, 0), ('wardrobe', 3890, 1074, .9, 80, 3, 0), ('door', 3620, 1090, 1.1, -66, 4, 0), ('wheel', 3740, 1094, 1.1, 0, 6, 0), ('barrel', 3830, 1090, 1.1, 70, 1, 0), ('crate', 3660, 1098, 1.1, 14, 3, 0), ('plank', 3800, 1098, 1.1, -16, 4, 0), ('chair', 3980, 1094, 1.0, 70, 2, 0), ('plank', 3950, 1092, .8, 12, 3, 0), ('bench', 3560, 1094, .8, -30, 5, 0)):
        br_.append(lay(L, K, n_, x, y, k, a, wood[c], r, f))
    snow_on(L, br_, r, mix(SNOW, DUSK[4], .12), 6, .6)
    L.sheet(taper((3770, 1060), (3716, 960), 4, 2.6), INK, .4)
    flag(L, 3717, 962, 78, 44, r, wind=-1)
    spot('broken', 'A barricade broken by the guns', 3790, 1050, 60, 'The guns fired first, one barricade after another, then the soldiers came up with rifles', 'no trace', 'Nevinson 1906 (of the Sadovaya); place invented')
    for i, (p, h, x, y, sz, kw, f) in enumerate((('retreat', 'kartuz', 3484, 1096, 128, dict(coat=.4), 1), ('run', 'shapka', 3390, 1118, 130, dict(coat=.45), 1), ('kneel_aim', 'papakha', 3566, 1106, 132, dict(prop='aim'), 0), ('fallen', 'kartuz', 4110, 1066, 124, {}, 1), ('mourn', 'kerchief', 4182, 1070, 126, dict(skirt=True), 1))):
        put(L, place(person(p, h, seed=340 + i, **kw), x, y, sz, bool(f)), INK, None, .6, (3, 4, 3, .45))
    lamp(L, 4330, 1000, 232, '#211F1D', r, .1)
    lamp(L, 2420, 1040, 226, '#211F1D', r, -.06)
    for x, y in ((2380, 1030), (2470, 1066), (3330, 1110), (4240, 1010), (1430, 1052), (1120, 1040)):
        L.wire(coil(x, y, 90, 30, 4, r), 1.2, INK, .85)
    # right: pickets, refugees searched, camp fire
    for i, (p, h, x, y, s, kw, f) in enumerate((('stand', 'bashlyk', 5300, 930, 128, dict(prop='shoulder', coat=.85), 1), ('stand', 'cap', 5338, 934, 128, dict(prop='shoulder', coat=.85, front=-1), 1), ('hands_up', 'kartuz', 4936, 938, 130, {}, 0), ('hands_up', 'shapka', 4990, 962, 140, dict(beard=True, front=1), 0), ('stand_aim', 'cap', 5120, 958, 146, dict(prop='aim', coat=.85, bay=True, aim=4), 1), ('haul', 'kerchief', 4878, 950, 132, dict(skirt=True, prop='bundle'), 0), ('cradle', 'kerchief', 4806, 972, 138, dict(skirt=True, prop='child'), 0),
                                         ('point', 'officer', 5232, 976, 150, dict(coat=.85), 1), ('sit', 'bashlyk', 5404, 990, 140, dict(coat=.85), 0), ('stand', 'cap', 5530, 984, 148, dict(prop='shoulder', coat=.85, front=1), 1))):
        put(L, place(person(p, h, seed=300 + i, ornate=True, **kw), x, y, s, bool(f)), INK, None, .6, (3, 4, 3, .45))
    flames(L, 5444, 994, 46, 56, r, 5, .1)
    L.sheet(U([rotate(rect(5436, 988, 62, 7), 8), rotate(rect(5436, 988, 62, 7), -9)]), INK, .4)
    cue('camp', 5467, 966, 300, .95, 'camp fire of the picket')
    spot('picket', 'The picket', 5080, 880, 115, 'Every sledge emptied, everyone searched at the line; from the 18th those leaving crossed the bridge with raised hands', 'no trace', 'Nevinson 1906; wafarin.com copy of the article on the bridge')
    al = [lay(L, K, 'sledge', 4560, 972, 1.05, 0, '#2B2621', r), lay(L, K, 'crate', 4588, 942, .9, 0, wood[3], r), lay(L, K, 'barrel', 4636, 942, .62, 0, wood[1], r), lay(L, K, 'bed', 4590, 918, .6, -4, wood[4], r), lay(L, K, 'bucket', 4684, 938, .9, 0, wood[5], r)]
    snow_on(L, al, r, SNOW, 4, .5)
    L.sheet(P(spl([(4614, 906), (4608, 894), (4612, 882), (4620, 877), (4628, 880), (4631, 886), (4626, 888), (4628, 898), (4622, 908), (4612, 930), (4607, 928)])), MINIUM, .4, (1.5, 2, 1.5, .4))
    L.flat(U([Point(4622, 883).buffer(1.3), stroke([(4616, 892), (4622, 904)], 1.4, .5)]), PAPER)
    L.sheet(U([P([(4648, 930), (4656, 908), (4668, 930)]), Point(4656, 903).buffer(5.4), rect(4647, 911, 19, 3)]), '#C9B79A', .4, (1.5, 2, 1.5, .4))
    spot('parrot', 'A doll and a scarlet parrot', 4626, 900, 105, '"Sometimes the toys already bought for Christmas were laid carefully on the top - the doll or scarlet parrot"', 'no trace', 'Nevinson 1906')
    put(L, place(person('push', 'shapka', seed=330, beard=True, ornate=True), 4520, 978, 142), INK)
    put(L, place(person('drag', 'kerchief', seed=331, skirt=True, ornate=True), 4764, 980, 138), INK)
    # right wing: a shelled house
    hs = hand([(5700, 1000), (5700, 640), (5726, 612), (5748, 650), (5790, 596), (5850, 640), (5880, 560), (5960, 520), (6100, 500), (6160, 1000)], r, 1.5)
    ws = [arch(5722 + 104 * i, 900 - 128 * j, 54, 84, .25) for i in range(4) for j in range(3)]
    hole = P([(5880 + 46 * math.cos(a) * r.uniform(.7, 1.3), 760 + 40 * math.sin(a) * r.uniform(.7, 1.3)) for a in [i * .45 for i in range(14)]])
    L.sheet(P(hs).difference(U(ws)).difference(hole), '#46423F', 1.0, (6, 6, 7, .5))
    L.sheet(U([w_.buffer(5).difference(w_) for w_ in ws if not w_.intersects(hole)]).intersection(P(hs)), '#57524E', .5)
    shell = P(hs).difference(U([*ws, hole]).buffer(4))
    for cx, cy, rad in ((5724, 650, 46), (5800, 640, 40), (5880, 700, 74), (5985, 560, 50), (5728, 940, 44), (5940, 960, 60), (5860, 790, 66)):
        patch = P(spl([(cx + rad * math.cos(a) * r.uniform(.6, 1.15), cy + rad * .62 * math.sin(a) * r.uniform(.6, 1.15)) for a in [i * .57 for i in range(11)]])).intersection(shell)
        L.sheet(patch, mix('#46423F', MINIUM, .16), .7, None)
        bricks = [rect(cx - rad * 1.3 + (9 if k % 2 else 0) + 18 * i, cy - rad + 8 * k, .9, 8) for k in range(int(rad / 4)) for i in range(int(rad / 6))]
        L.flat(U(bricks + [rect(cx - rad * 1.3, cy - rad + 8 * k, rad * 2.6, .9) for k in range(int(rad / 4))]).intersection(patch.buffer(-1.5)), '#2B2826', .8)
    for p, q in (((5760, 648), (5834, 560)), ((5802, 640), (5760, 548)), ((5868, 588), (5826, 510)), ((5900, 556), (5866, 476))):
        L.sheet(taper(p, q, 7, 5), '#211E1C', .6, (3, 3, 3, .4))
    for i in range(2):
        L.sheet(rotate(U([rect(5724 + 104 * i, 734, 50, 4), rect(5746 + 104 * i, 690, 4, 78), rect(5724 + 104 * i, 690, 4, 78)]), 9 - 22 * i), '#2B2826', .4)
    snow_on(L, [P(hs)], r, mix(SNOW, DUSK[4], .3), 8, .9)
    spot('ruin', 'A house the guns have opened', 5880, 760, 150, 'The guns "would trundle up and wreck the houses on both sides"; solid shell "made round holes through three or four walls"', 'a type; this house is invented', 'Nevinson 1906')
    return L.done()


def planks_gate(r, x, y, w):
    g = [P(hand([(x + w * i / 7, y + i * 2), (x + w * i / 7, y - 150 + i * 5), (x + w * (i + .88) / 7, y - 150 + i * 5), (x + w * (i + .88) / 7, y + i * 2)], r, .5)) for i in range(7)]
    return U(g + [P([(x, y - 130), (x + w, y - 100), (x + w, y - 88), (x, y - 118)]), P([(x, y - 40), (x + w, y - 24), (x + w, y - 14), (x, y - 28)])])


# ---------------------------------------------------------------- 9 foreground
def fore():
    L, r = Layer('foreground', 1.0, shadow=(16, 20, 22, .6), glow=.5, grain=1.2), rng('fore')
    K = things(r)
    def drift(dy, amp, ph, c, lip):
        ys = [(x, at(FORE, x) + dy + amp * math.sin(x / 260 + ph) + amp * .5 * math.sin(x / 97 + ph * 2)) for x in range(-150, int(W) + 200, 60)]
        L.sheet(hills(-150, W + 150, ys, r, H + 150, 2), c, 1.6, (0, -5, 9, .42), lip)
        return ys
    for x in [r.uniform(0, W) for _ in range(20)]:
        weeds(L, x, at(FORE, x) + 6, r.uniform(40, 84), '#22211F', r)
    drift(0, 9, .4, '#6D7176', .5)
    # wires from pole to pole across the whole stage
    P1 = pole(L, 446, 1130, 760, INK, r, .03, 2, 11)
    P2 = pole(L, 2440, 1160, 640, INK, r, -.16, 2, 10)
    P3 = pole(L, 3480, 1160, 700, INK, r, .09, 2, 10)
    P4 = pole(L, 5500, 1120, 740, INK, r, .04, 2, 11)
    for a, b, d in ((P1, P2, 60), (P3, P4, 80)):
        for i in range(6):
            L.wire(sag(a[i], b[i], d + r.uniform(-8, 14)), 1.5, INK)
    for i in range(6):
        L.wire(sag((-120, P1[i][1] + 30), P1[i], 50), 1.5, INK)
        L.wire(sag(P4[i], (W + 120, P4[i][1] + 20), 40), 1.5, INK)
    # cut wires: they hang from the poles and lie in loops
    for i in range(6):
        x, y = P2[i]
        L.wire(spl([(x, y), (x + 26 + 5 * i, y + 150), (x + 34 + 9 * i, y + 330), (x + 52 + 13 * i, 1086 + 4 * i)], False), 1.4, INK)
        L.wire(coil(x + 52 + 13 * i, 1096 + 4 * i, 60 + 14 * i, 9, 2.6, r), 1.3, INK)
        x, y = P3[i]
        L.wire(spl([(x, y), (x - 18 - 6 * i, y + 190), (x - 30 - 9 * i, y + 420), (x - 64 - 12 * i, 1092 + 3 * i)], False), 1.4, INK)
        L.wire(coil(x - 160 - 16 * i, 1102 + 3 * i, 90, 9, 2.6, r), 1.3, INK)
    # left wing: one who waits behind a gatepost
    put(L, place(person('wait', 'kartuz', seed=51, prop='revolver', coat=.5, beard=True, ornate=True), 122, 1176, 420), INK, '#6B7077', 1.2, (9, 10, 9, .5))
    L.sheet(P(hand([(-120, 1240), (-120, 300), (66, 330), (76, 1240)], r, 2)), INK, 1.4, (9, 10, 10, .5))
    L.sheet(P(hand([(-120, 330), (-120, 286), (98, 306), (106, 352)], r, 2)), '#24221F', 1.2)
    L.sheet(cap([(-120, 284), (98, 304)], r, 22, 4, 10), '#A3A5A6', 1)
    for i in range(10):
        L.sheet(P(hand([(-40, 420 + i * 78), (44, 426 + i * 78), (42, 484 + i * 78), (-40, 480 + i * 78)], r, 1.5)), '#2A2724', 1)
    # right wing: those who leave
    put(L, place(person('cradle', 'kerchief', seed=52, skirt=True, prop='child', ornate=True, front=1), 5640, 1168, 336, True), INK, '#6B7077', 1.2, (9, 10, 9, .5))
    put(L, place(person('haul', 'shapka', seed=53, beard=True, coat=.7, prop='bundle', ornate=True), 5796, 1176, 352, True), INK, '#6B7077', 1.2, (9, 10, 9, .5))
    # three at a fallen gate, nearer than the barricade
    for p, h, x, y, sz, kw in (('watch', 'kerchief', 556, 1140, 230, dict(skirt=True, front=1)), ('load', 'kartuz', 672, 1150, 222, dict(prop='rifle')), ('kneel_aim', 'papakha', 812, 1146, 230, dict(prop='aim', aim=2))):
        put(L, place(person(p, h, seed=int(x), ornate=True, **kw), x, y, sz), INK, '#6B7077', .9, (7, 8, 7, .5))
    g_ = [lay(L, K, 'gate', 900, 1180, 1.1, -16, '#2B2724', r), lay(L, K, 'sledge', 1010, 1176, 1.2, -24, '#1D1B19', r), lay(L, K, 'barrel', 1000, 1180, 1.4, 6, '#332E29', r)]
    snow_on(L, g_, r, '#A3A5A6', 9, .8)
    for x in [r.uniform(0, W) for _ in range(24)]:
        if not 1480 < x < 2000:
            weeds(L, x, at(FORE, x) + 46, r.uniform(60, 124), '#151413', r, r.choice((3, 4, 5)))
    FO2 = drift(40, 12, 2.1, '#3C3E42', .4)
    # cast-off things
    things_ = []
    for n_, x, k, a in (('wheel', 360, 1.9, 0), ('crate', 1420, 1.5, 8), ('chair', 1980, 1.6, -74), ('ladder', 2330, 1.4, -84), ('bucket', 2680, 1.7, 60), ('bench', 3180, 1.3, 3), ('wheel', 3960, 1.7, 0), ('crate', 4500, 1.6, -12), ('barrel', 5060, 1.6, 6)):
        y = at(FO2, x + 30) + 14
        things_.append(lay(L, K, n_, x, y, k, a, '#1D1C1A', r))
    snow_on(L, things_, r, '#8D9194', 7, .7)
    drift(84, 9, 4.4, '#1E1E20', .3)
    # toy horse on wheels, bought for Christmas
    x, y = 5420, at(FO2, 5420) + 4
    toy = U([P(spl([(x - 30, y - 40), (x - 34, y - 58), (x - 8, y - 62), (x + 10, y - 64), (x + 22, y - 88), (x + 32, y - 92), (x + 46, y - 76), (x + 40, y - 70), (x + 30, y - 74), (x + 26, y - 54), (x + 22, y - 40)])), *[rect(x + q, y - 44, 6, 34) for q in (-28, -16, 8, 20)], rect(x - 42, y - 14, 82, 6), Point(x - 30, y - 5).buffer(8), Point(x + 28, y - 5).buffer(8)])
    L.sheet(toy, '#1B1A18', .7, (5, 5, 5, .5))
    L.flat(U([stroke([(x - 6, y - 61), (x - 2, y - 44)], 2, 2), stroke([(x + 8, y - 62), (x + 8, y - 44)], 2, 2), Point(x + 33, y - 82).buffer(2)]), MINIUM)
    spot('toy', 'A wooden horse', x, y - 50, 140, 'Toys "already bought for Christmas" lay on the sledges: "the doll or scarlet parrot"; a woman carried a baby and a wooden horse', 'no trace', 'Nevinson 1906')
    # crows
    for x, y, s in ((1760, 0, 1), (2900, 0, 1.1), (2986, 4, .9), (4240, 0, 1)):
        y = at(FO2, x) - 2 + y
        L.sheet(P(spl([(x - 26 * s, y - 8 * s), (x - 8 * s, y - 22 * s), (x + 8 * s, y - 28 * s), (x + 14 * s, y - 34 * s), (x + 22 * s, y - 33 * s), (x + 34 * s, y - 28 * s), (x + 22 * s, y - 25 * s), (x + 14 * s, y - 10 * s), (x, y - 3 * s), (x - 12 * s, y - 4 * s)])).union(U([rect(x - 2 * s, y - 6 * s, 1.8 * s, 8 * s), rect(x + 4 * s, y - 6 * s, 1.8 * s, 8 * s)])), '#121110', .5)
    return L.done()


# ---------------------------------------------------------------- 10 falling snow
def flakes():
    L, r = Layer('snowfall', 1.12, shadow=(5, 7, 5, .3), glow=.9, grain=.5), rng('flakes')
    for _ in range(620):
        x, y, s = r.uniform(0, W), H * r.random() ** 1.15, r.choice((.9, 1.1, 1.4, 1.7, 2.3))
        L.flat(cutwobble(Point(x, y).buffer(s, 3), r, .3, 3), PAPER, .92)
    return L.done()
