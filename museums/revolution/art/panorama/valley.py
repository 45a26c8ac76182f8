"""The valley floor: ice and snow with people far off, the humpbacked bridge, horsemen and guns."""
import math

from figures import person, place, put, rider
from paper import (
    DUSK,
    INK,
    SOOT,
    H,
    Layer,
    LineString,
    P,
    U,
    W,
    dark,
    light,
    mix,
    rect,
    rng,
    rotate,
    spl,
    taper,
)
from houses import fence, izba
from scenery import SNOW, at, blast, cap, fieldgun, flag, hills, lamp, lay, plume, snow_on, things, tree
from stage import CUES, ICE, cue, spot


# ---------------------------------------------------------------- 6 ice and snow, people far off
def ice():
    L, r = Layer('ice', .56, shadow=(8, 10, 12, .4), glow=.85, grain=1.1), rng('ice')
    L.sheet(hills(-150, W + 150, ICE, r), mix('#DDDAD3', DUSK[5], .16), .9, None)
    L.ontop(rect(3600, 0, 2600, H), DUSK[3], .4, 420)
    # the river on the left: a darker sheet of ice; the pond in the middle
    L.sheet(P(spl([(-200, 842), (300, 826), (760, 838), (1000, 862), (760, 896), (200, 905), (-200, 900)])), mix(DUSK[5], DUSK[4], .4), .7, (0, 2, 3, .2))
    pond = P(spl([(2200, 838), (2420, 806), (2760, 792), (3120, 788), (3420, 792), (3600, 812), (3660, 850), (3560, 960), (3240, 1040), (2900, 1060), (2560, 1000), (2290, 912)]))
    L.sheet(pond, mix(DUSK[6], DUSK[5], .55), .7, (0, 2, 3, .25))
    for i in range(34):
        x, y = r.uniform(2240, 3520), r.uniform(800, 960)
        w = r.uniform(40, 190)
        q = P(spl([(x, y), (x + w * .5, y - 2.4), (x + w, y + .6), (x + w * .5, y + 2.6)])).intersection(pond.buffer(-14))
        if not q.is_empty:
            L.sheet(q, light(mix(DUSK[6], DUSK[5], .5), r.uniform(.1, .55)), .3, None)
    spot('pond', 'The lower Presnya pond', 2600, 846, 350, 'Frozen. On the Sunday the dead "were collected in rows upon the frozen surface of a pond"', 'filled in; the stream runs in a pipe under the streets', 'Nevinson 1906; vm.ru on the rivers put into pipes (Presnya named); which pond is not said', 'sourced')
    spot('river', 'Moskva river, frozen', 620, 846, 256, 'People fled the ring across the ice; "it was along the river banks that most of them were shot down"', 'the river, between embankments', 'Nevinson 1906; drawn further north than it runs, so that the crossing is seen')
    # families crossing the river ice
    x = 448
    for i in range(11):
        x += r.uniform(24, 42)
        p, h, kw = r.choice((('drag', 'kerchief', dict(skirt=True)), ('cradle', 'kerchief', dict(skirt=True, prop='child')), ('stand', 'shapka', dict(prop='bundle')), ('run', 'kartuz', dict(coat=.3)), ('push', 'shapka', dict(beard=True)), ('carry', 'shapka', dict(prop='bag'))))
        put(L, place(person(p, h, seed=600 + i, **kw), x, 846 + r.uniform(-8, 12), 34 + r.uniform(-2, 2), flip=i % 9 != 4), mix(INK, SOOT, .25), None, .3, (2.5, 1, 1.6, .3))
    # rows of the dead on the pond, and those who look for their own
    for i in range(9):
        put(L, place(person('fallen', r.choice(('shapka', 'kerchief', 'bare')), seed=700 + i), 2462 + i * 33, 850 + (i % 2) * 6 - i * 1.6, 36, turn=r.uniform(-4, 4)), mix(INK, SOOT, .2), None, .3, (1, 1, 1, .3))
    for i, (x, p) in enumerate(((2430, 'mourn'), (2580, 'mourn'), (2690, 'carry'), (2510, 'stand'))):
        put(L, place(person(p, 'kerchief', seed=720 + i, skirt=True), x, 836 + (18 if p == 'mourn' else -6), 37, flip=i % 2), mix(INK, SOOT, .1), None, .3, (2, 1, 1.4, .3))
    # infantry coming down the lane on the right, in file
    for pl in range(5):
        x0 = 4640 + pl * 158
        put(L, place(person('point', 'officer', coat=.85, seed=790 + pl), x0 - 26, at(ICE, x0) + 26, 45, flip=True), mix(INK, SOOT, .1), None, .35, (2.5, 2, 1.8, .35))
        for i in range(8):
            x = x0 + i * 12.5 + r.uniform(-1.5, 1.5)
            put(L, place(person('carry' if i % 2 else 'stand', 'bashlyk', coat=.85, prop='shoulder', seed=800 + i + pl * 9), x, at(ICE, x) + 20 + (i % 2) * 5, 44, flip=True), mix(INK, SOOT, .14 + .1 * (i % 2)), None, .35, (2.5, 2, 1.8, .35))
    # the workers' own militia, walking up and down before the mills with revolvers and red flags
    for i in range(17):
        x = 560 + i * 24 + r.uniform(-6, 6)
        p, h, kw = r.choice((('run', 'kartuz', dict(coat=.4)), ('carry', 'shapka', dict(coat=.5, beard=True)), ('stand', 'papakha', dict(prop='shoulder')), ('carry', 'kerchief', dict(skirt=True)), ('revolver', 'kartuz', dict(prop='revolver')), ('carry', 'cap', dict(prop='bag'))))
        y = 776 + r.uniform(-7, 10)
        put(L, place(person(p, h, seed=860 + i, **kw), x, y, 47), mix(INK, SOOT, .16), None, .35, (2.5, 2, 1.8, .35))
        if i in (3, 9, 14):
            L.sheet(taper((x + 6, y - 14), (x + 9, y - 92), 1.8, 1.2), INK, .2)
            flag(L, x + 9, y - 91, 36, 19, r, '#A32A18')
    spot('militia', 'Pickets of the district', 740, 750, 268, 'For a week the workers held the district: "their sentries marching up and down with revolvers and red flags"; many women and girls among them', 'no trace', 'Nevinson 1906; numbers and dress invented')
    for x, w in ((1136, 66), (1650, 74), (2066, 70)):
        izba(L, x, at(ICE, x) + 24, w, '#5C554C', r, 1, SNOW, lit=.3)
    spot('semyonovsky', 'Semyonovsky Guards, by platoons', 4980, at(ICE, 4980), 95, 'Came from St Petersburg under Colonel Min: on the 15th (28th) says the encyclopedia, on the Friday, 16th (29th), says the eyewitness', 'no trace', 'bigenc.ru, Shelling of the Presnya 17 (30) December 1905; Nevinson 1906; dress and drill are invented', 'contested')
    for x0, x1, yy in ((760, 1140, 800), (1500, 1960, 806), (3520, 3800, 806)):
        fence(L, x0, x1, yy, 30, '#4A4641', r, SNOW, broken=.12, slope=(at(ICE, x1) - at(ICE, x0)) / (x1 - x0))
    for x in (1010, 1440, 2040, 2190, 3560, 3640, 3830, 4060):
        tree(L, x, at(ICE, x) + 24, r.uniform(150, 230), mix(INK, SOOT, .16), r, r.uniform(-6, 6), snow=SNOW, depth=6)
    return L.done()


# ---------------------------------------------------------------- 7 the humpbacked bridge, horsemen and guns
def bridge():
    L, r = Layer('bridge', .68, shadow=(11, 14, 15, .5), glow=.75, grain=1.1), rng('bridge')
    stone = '#A79F92'
    x0, x1, top = 2460, 3500, 856
    deck = lambda x: top + 92 * ((x - 2980) / 520) ** 2
    # banks
    bl = P([(2080, 1130)] + spl([(2080, 1010), (2220, 968), (2360, 946), (2480, 946), (2560, 976), (2610, 1060)], False) + [(2640, 1130)])
    bank = [(3490, 942), (3640, 902), (3900, 850), (4300, 814), (4700, 806), (5300, 816), (6150, 804)]
    brk = P([(6150, 1300), (3330, 1300)] + spl([(3350, 1066), (3400, 985)] + bank, False))
    L.sheet(bl, mix(SNOW, DUSK[5], .28), .9, None)
    L.sheet(brk, mix(SNOW, DUSK[4], .34), .9, None)
    L.ontop(rect(4000, 0, 2200, H), DUSK[3], .34, 380)
    up = [(x, deck(x) - 34) for x in range(x0, x1 + 1, 20)]
    face = P(up + [(x1, 1058), (x0, 1058)])
    holes = []
    for cx, w, hh in ((2980, 190, 128), (2752, 150, 92), (3208, 150, 92)):
        holes.append(P([(cx - w / 2, 1100), (cx - w / 2, 1024 - hh * .35)] + [(cx - w / 2 * math.cos(math.pi * i / 20), 1024 - hh * .35 - hh * .65 * math.sin(math.pi * i / 20)) for i in range(21)] + [(cx + w / 2, 1100)]))
    # dark under the arches, then the stone front with its stones cut in
    for h_ in holes:
        L.sheet(h_.intersection(rect(2000, 0, 2000, 1057)), dark(stone, .72), 0, None)
        a = h_.bounds
        L.flat(P(spl([(a[0] + 4, 1062), (a[0] + 36, 1034), ((a[0] + a[2]) / 2 + 12, 1024), (a[2] - 30, 1036), (a[2] - 4, 1062)])).intersection(h_), mix(DUSK[5], SOOT, .3), .8)
    body = face.difference(U(holes))
    L.sheet(body, stone, .9, (4, 6, 6, .5))
    seams = []
    for j in range(10):
        seams.append(LineString([(x, deck(x) - 8 + j * 17 + r.gauss(0, .4)) for x in range(x0, x1 + 1, 24)]).buffer(.55))
        for k in range(34):
            xx = x0 + (k + .5 * (j % 2)) * 31 + r.gauss(0, 2)
            seams.append(LineString([(xx, deck(xx) - 8 + j * 17), (xx + r.gauss(0, .8), deck(xx) + 9 + j * 17)]).buffer(.5))
    L.flat(U(seams).intersection(body.buffer(-1)), dark(stone, .26), .8)
    for h_, (cx, w, hh) in zip(holes, ((2980, 190, 128), (2752, 150, 92), (3208, 150, 92)), strict=False):
        ring = h_.buffer(15).difference(h_).intersection(rect(x0, 0, x1 - x0, 1056))
        L.sheet(ring, light(stone, .2), .6, (2, 3, 3, .4))
        cuts = U([LineString([(cx + w * .45 * math.cos(a), 1024 - hh * .35 - hh * .6 * math.sin(a)), (cx + w * .8 * math.cos(a), 1024 - hh * .35 - hh * 1.1 * math.sin(a))]).buffer(.6) for a in [math.pi * i / 13 for i in range(14)]])
        L.flat(cuts.intersection(ring), dark(stone, .35))
    # cutwaters
    for cx in (2866, 3094):
        L.sheet(P([(cx - 22, 1060), (cx - 16, 962), (cx, 944), (cx + 16, 962), (cx + 22, 1060)]), light(stone, .1), .8, (4, 5, 5, .5))
        L.sheet(cap([(cx - 16, 962), (cx, 944), (cx + 16, 962)], r, 8, 1, 3), SNOW, .6)
    foot = [(2400, 1040), (2520, 1018), (2640, 1024), (2690, 1048), (2752, 1054), (2810, 1046), (2866, 1022), (2910, 1046), (2980, 1052), (3050, 1046), (3094, 1022), (3150, 1046), (3208, 1054), (3270, 1044), (3330, 1018), (3440, 1008), (3560, 1030)]
    L.sheet(P(spl(foot, False, 10) + [(3560, 1140), (2400, 1140)]), mix(SNOW, DUSK[6], .5), .8, (0, -3, 5, .3))
    # those who are on the bridge stand behind its parapet: a barricade, a red flag, three men
    K = things(r)
    al = []
    for n, x, k, a, c, f in (('gate', 2950, .62, -12, '#3F372F', 0), ('wardrobe', 2925, .62, -14, '#3A332C', 0), ('crate', 2900, .7, 6, '#4C4238', 0), ('door', 2958, .62, 24, '#55483B', 0), ('barrel', 3046, .62, -4, '#3A332C', 0), ('sledge', 2986, .5, -38, '#2E2924', 0), ('crate', 3070, .6, -8, '#453B32', 0), ('post', 2870, .5, -34, '#2E2924', 0), ('bed', 2960, .5, -20, '#4C4238', 0), ('plank', 2950, .7, -26, '#5B4F42', 0), ('wheel', 3010, .52, 0, '#26221E', 0)):
        al.append(lay(L, K, n, x, deck(x) + 2, k, a, c, r, f))
    snow_on(L, al, r, SNOW, 4)
    L.sheet(taper((3000, deck(3000) - 20), (3012, deck(3000) - 196), 4, 2.6), INK, .4)
    flag(L, 3012, deck(3000) - 194, 104, 54, r)
    for p, h, x, kw, f in (('kneel_aim', 'kartuz', 2880, dict(prop='aim', aim=-3), False), ('stand_aim', 'papakha', 2842, dict(prop='aim'), False), ('load', 'cap', 2800, dict(prop='rifle'), False), ('point', 'shapka', 2742, dict(beard=True), False)):
        put(L, place(person(p, h, seed=hash(p) % 97 if False else len(p) * 7, **kw), x, deck(x) + 2, 88, f), INK, None, .5)
    par = P([(x, deck(x) - 34) for x in range(x0, x1 + 1, 20)] + [(x, deck(x) - 2) for x in range(x1, x0 - 1, -20)])
    bal = []
    for x in range(x0 + 16, x1 - 10, 17):
        if abs((x - x0) % 136) > 16:
            yb = deck(x)
            bal.append(P(spl([(x - 3, yb - 27), (x - 5, yb - 19), (x - 3.4, yb - 9), (x + 3.4, yb - 9), (x + 5, yb - 19), (x + 3, yb - 27)])))
    L.sheet(par.difference(U(bal)), light(stone, .12), .8, (3, 4, 4, .45))
    L.sheet(cap([(x, deck(x) - 34) for x in range(x0, x1 + 1, 20)], r, 7, 4, 2.5), SNOW, .6)
    L.sheet(P([(x, deck(x) - 1) for x in range(x0, x1 + 1, 20)] + [(x, deck(x) + 7) for x in range(x1, x0 - 1, -20)]), light(stone, .24), .6)
    for x in (2540, 2700, 3260, 3420):
        lamp(L, x, deck(x) - 30, 108, '#2A2825', r, r.uniform(-.05, .05))
    spot('bridge', 'The humpbacked bridge (Gorbaty most)', 2980, 880, 0, 'On the dam of the lower (or middle) Presnya pond, mid 18th century; faced with white stone and lit by figured lamps in 1806; the way from the Presnya to the city, taken by the troops on 17 (30) December; next day all who left had to cross it with raised hands', 'stands beside the government house, over no river; restored about 1980', 'wafarin.com and mostpro.ru copies of the Wikipedia article: they differ on which pond; number of arches and balusters are invented', 'contested')
    # horsemen on the right bank: a wedge, the first horse shies at the wire
    for i, (x, g, p, h, pr, sz, dy) in enumerate(((4560, 'gallop', 'ride', 'cossack', None, 88, 14), (4440, 'canter', 'ride_sabre', 'bashlyk', 'sabre', 92, 6), (4330, 'leap', 'ride_sabre', 'cossack', 'sabre', 96, 34), (4130, 'trot', 'ride', 'cossack', None, 98, 10), (4230, 'gallop2', 'ride_sabre', 'cossack', 'sabre', 106, 66), (3990, 'canter', 'ride_sabre', 'cossack', 'sabre', 108, 40), (4066, 'shy', 'ride', 'officer', None, 120, 124), (3840, 'gallop', 'ride_sabre', 'cossack', 'sabre', 124, 84), (3650, 'rear', 'ride_sabre', 'officer', 'sabre', 122, 70))):
        yy = at(bank, x) + dy
        L.ontop(P(spl([(x - sz * .6, yy - 2), (x, yy - 7), (x + sz * .75, yy - 1), (x + sz * .2, yy + 6)])), INK, .3, 3)
        put(L, place(rider(g, p, h, pr, seed=i + 3), x, yy, sz, True), INK, None, .5, (4, 3, 3, .4))
        for _ in range(9):
            q, w, v = x + r.uniform(-.3, .9) * sz, r.uniform(1.6, 4.2), yy - abs(r.gauss(0, 9))
            L.sheet(rotate(P(spl([(q - w, v), (q, v - w * .7), (q + w * 1.2, v - w * .2), (q + w * .3, v + w * .6)])), r.uniform(-50, 50)), SNOW, .3, (.8, 1.2, 1, .3))
    spot('horsemen', 'Horsemen on the city bank', 4050, 770, 80, 'Cossacks and dragoons; wire and glass strewn on the street were meant for them', 'no trace', 'Nevinson 1906 (Cossacks, "wire entanglements ... rid themselves of the fear of cavalry"); Gnilorybov (broken glass); the charge itself is invented')
    # the battery on the high bank
    for i, x in enumerate((4860, 5150, 5440)):
        yy = at(bank, x) + 34 + i * 6
        mz = fieldgun(L, x, yy, 72, mix(INK, SOOT, .12), r, True)
        cue('gun', mz[0], mz[1], 160, .9, f'battery on the high bank, gun {i + 1}')
        put(L, place(person('kneel_aim', 'cap', coat=.85, seed=900 + i), x + 66, yy + 4, 92, True), INK)
        put(L, place(person('lanyard', 'bashlyk', coat=.85, seed=905 + i), x + 136, yy + 2, 94, True), INK)
        put(L, place(person('carry', 'cap', coat=.85, prop='bag', seed=910 + i), x + 198, yy + 6, 92, True), INK)
        if i == 1:
            plume(L, [(mz[0] - 20, mz[1]), (mz[0] - 70, mz[1] - 12), (mz[0] - 140, mz[1] - 40), (mz[0] - 200, mz[1] - 90)], 10, 40, ['#6B6966', '#8A8782', '#A8A49D'], r, 1, (2, 3, 3, .35))
            blast(L, mz[0] + 3, mz[1], 84, r)
            CUES.append(dict(kind='glow', u=[mz[0], mz[1]], x=round(mz[0] / W, 4), y=round(mz[1] / H, 4), r=420, radius=round(420 / W, 4), power=.95, note='light of the shot'))
    spot('battery', 'Battery on the high bank by the bridge', 5150, 800, 120, 'One of five batteries, at 1,000 to 2,000 yards', 'embankment and offices', 'Nevinson 1906: "one stood on a high bank near a bridge over the little stream"; which bridge is not said; crews are invented')
    for x in (2300, 3560, 4700, 5690):
        tree(L, x, {2300: 962, 3560: 936, 4700: 812, 5690: 822}[x], r.uniform(240, 330), mix(INK, SOOT, .08), r, r.uniform(-5, 5), snow=SNOW, depth=7)
    return L.done()
