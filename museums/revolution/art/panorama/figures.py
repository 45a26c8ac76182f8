"""Figures: jointed cut-outs of people and horses. A person is 100 tall and stands at (0, 0), facing right."""
import math

from paper import LineString, P, Point, Polygon, U, move, polys, rng, rotate, scale, spl, stroke, taper


def _v(p, a, d):
    """From p go d along angle a: 0 is down, 90 forward (right), 180 up."""
    t = math.radians(a)
    return (p[0] + math.sin(t) * d, p[1] + math.cos(t) * d)


def _fr(o, a, pts):
    """Local frame: x forward, y up along a limb whose 'up' leans forward by a degrees."""
    t = math.radians(a)
    c, s = math.cos(t), math.sin(t)
    return [(o[0] + x * c + y * s, o[1] + x * s - y * c) for x, y in pts]


HEAD = [(-3.6, -1), (-5.4, 3.2), (-5.9, 7.5), (-4.2, 11.4), (-.4, 13.2), (3.5, 12), (5.1, 9.6), (5.0, 8.3), (7.9, 5.6), (7.5, 4.8), (5.7, 4.6), (6.4, 3.5), (5.6, 2.9), (6.3, 2.2), (5.3, 1.4), (5.9, .2), (4.4, -1.2), (2.2, -.4), (2.4, -2.6)]
HATS = {
    'papakha': [(-6.6, 6.6), (-7.6, 11), (-7.2, 16), (-3.5, 18.8), (2, 18.6), (6, 16.6), (6.6, 11.5), (6.1, 8.2), (0, 9.2)],
    'cossack': [(-6.6, 6.4), (-7.4, 11), (-7.8, 18), (-4, 21.5), (3, 20.6), (6.2, 16), (6.3, 8.4), (0, 9)],
    'kartuz': [(-6, 8.2), (-7.8, 11.5), (-7.2, 14.6), (-2, 16), (4.8, 14.2), (6.6, 11.4), (5.6, 10.2), (9.8, 8.2), (9.2, 7.4), (4.6, 8.6), (0, 9.4)],
    'cap': [(-6.2, 8.4), (-6.6, 10.6), (-8.2, 13.6), (-7.2, 15.2), (0, 15.8), (7, 14.2), (7.6, 12.6), (5.8, 10), (5.4, 9), (0, 9.6)],
    'officer': [(-6.2, 8.4), (-6.6, 10.6), (-8, 13.8), (-6.8, 15.4), (0, 16), (7.2, 14.6), (7.4, 13), (5.8, 10.4), (9.2, 7.8), (5, 8.4), (0, 9.6)],
    'shapka': [(-6.4, 5.6), (-7.3, 8), (-7.2, 13.6), (-4.4, 17), (.6, 17.8), (5.4, 15.6), (7, 11.6), (6.2, 8.8), (1.5, 9.6), (-3.4, 8.2), (-4.2, 4.6)],
    'kerchief': [(-7, -3.5), (-9, -1.2), (-7, 4), (-7.3, 9.5), (-4.2, 13.6), (.8, 14.8), (4.8, 12.2), (5.6, 9), (3.4, 9.2), (3, 5), (3.6, 1), (4.8, -1), (2, -2.8), (-3, -3)],
    'bashlyk': [(-6.6, -3), (-7.4, 5), (-7.4, 10), (-7.6, 15), (-5.8, 20), (-3.4, 16.4), (1, 14.8), (5.2, 12), (6.2, 8.6), (3.6, 8.8), (3.2, 4), (4.6, .8), (5.6, -2.4), (1, -4)],
    'bare': [(-6, 4), (-6.8, 9), (-4.6, 13), (0, 14.4), (4.6, 12.6), (4.2, 10.6), (0, 10.6), (-3, 7)]}

# a head that looks at us; the lit half of the face is cut out, the other stays ink
HEAD_FRONT = [(-5.3, 7), (-4.9, 2.4), (-2.7, -1.4), (0, -2.5), (2.7, -1.4), (4.9, 2.4), (5.3, 7), (4.4, 11), (0, 13), (-4.4, 11)]
HATS_FRONT = {
    'kerchief': [(-7.4, 6), (-7.2, 10.4), (-4.4, 14.2), (0, 15.5), (4.4, 14.2), (7.2, 10.4), (7.4, 6), (6.8, .5), (5.6, -3), (2.6, -5.2), (6.2, -9.8), (4.2, -11), (.4, -6), (-3.6, -11.4), (-5.4, -10), (-2.4, -5.2), (-5.6, -3), (-6.8, .5)],
    'shapka': [(-7, 7), (-8.2, 9.4), (-8, 14), (-5, 17.4), (0, 18.4), (5, 17.4), (8, 14), (8.2, 9.4), (7, 7), (4, 9.6), (0, 10.2), (-4, 9.6)],
    'papakha': [(-6.8, 8), (-7.8, 12), (-7.2, 17), (-3, 19.2), (3, 19.2), (7.2, 17), (7.8, 12), (6.8, 8), (0, 9.6)],
    'kartuz': [(-5.6, 8.6), (-8.2, 12), (-7.4, 15), (0, 16.6), (7.4, 15), (8.2, 12), (5.6, 8.6), (4.6, 6.8), (0, 6.2), (-4.6, 6.8)],
    'cap': [(-5.8, 9), (-8.6, 13.4), (-7.4, 15.4), (0, 16), (7.4, 15.4), (8.6, 13.4), (5.8, 9), (4.6, 7), (0, 6.4), (-4.6, 7)],
    'officer': [(-5.8, 9), (-8.6, 13.4), (-7.4, 15.4), (0, 16), (7.4, 15.4), (8.6, 13.4), (5.8, 9), (4.6, 7), (0, 6.4), (-4.6, 7)]}


def front_face(hat, beard, side):
    """The cut-out of a face seen from the front: the half towards the fire is open, brow, eye, nose and mouth are left as bridges.

    `side` is -1 when the light comes from the left of the local frame, 1 from the right. Returns one shape in the head's own frame.
    """
    top = 10.4 if hat == 'kerchief' else 8.4 if hat in ('shapka', 'papakha') else 6.2
    oval = P(spl([(-4.5, 6.5), (-4.2, 2.6), (-2.3, -.8), (0, -1.7), (2.3, -.8), (4.2, 2.6), (4.5, 6.5), (3.6, 10), (0, 11.4), (-3.6, 10)]))
    s = side
    shade = P(spl([(-s * 6, 12), (-s * 3.3, 11), (-s * 3.9, 6.4), (-s * 3.0, 3.4), (-s * 2.9, .6), (-s * 1, -3), (-s * 6, -4)], n=4))
    lit = oval.difference(shade).intersection(P([(-9, top), (9, top), (9, -9), (-9, -9)]))

    def eye(k):
        return U([P(spl([(k - 1.15, 5.3), (k, 5.95), (k + 1.15, 5.3), (k, 4.95)], n=4)), stroke(spl([(k - 1.5, 7.0), (k, 7.6), (k + 1.5, 6.9)], False), .5, .3), stroke(spl([(k - .9, 4.2), (k, 3.95), (k + .9, 4.25)], False), .16, .1)])
    nose = U([stroke(spl([(-s * .75, 6.6), (-s * .45, 4.6), (-s * .8, 3.1)], False), .3, .7), stroke(spl([(-s * .9, 2.75), (0, 2.3), (s * .8, 2.85)], False), .5, .22)])
    mouth = U([stroke(spl([(-1.4, .75), (-.5, 1.0), (0, .8), (.5, 1.0), (1.4, .7)], False), .32, .28), stroke(spl([(-.7, -.1), (0, -.3), (.8, -.05)], False), .2, .12)])
    crease = stroke(spl([(s * 1.5, 2.7), (s * 2.2, 1.6), (s * 2.1, .5)], False), .22, .1)
    cut = lit.difference(U([eye(-1.95), eye(1.95), nose, mouth, crease]))
    if beard:
        cut = cut.difference(P(spl([(-5, 2.2), (-1.6, 1.9), (0, 2.2), (1.6, 1.9), (5, 2.2), (4, -6), (-4, -6)], n=4)))
        cut = U([cut, *(stroke(spl([(k * .95, 1.3), (k * .85, -1.6), (k * .5, -4.6)], False), .34, .12) for k in (-2.4, -1.2, 0, 1.2, 2.4, 3.4))])
    return U([cut, Point(-1.75, 5.45).buffer(.16, 4), Point(2.15, 5.45).buffer(.16, 4)])


# a pose: lean of the torso, turn of the head, (upper, lower) of far arm, near arm, far leg, near leg, then height of the hip
POSES = {
    'cradle': (6, 12, (20, 124), (12, 112), (24, -6), (-20, -36)),
    'haul': (18, 6, (34, 172), (6, 166), (30, -4), (-24, -46)),
    'wait': (4, 4, (22, 120), (38, 148), (10, 2), (-10, -14)),
    'retreat': (16, -24, (-30, 20), (40, 96), (44, -2), (-30, -70)),
    'stand': (2, 0, (8, 16), (-6, 10), (7, 3), (-6, -8)),
    'watch': (4, 6, (34, 104), (40, 96), (9, 2), (-8, -12)),
    'flag': (4, -8, (128, 164), (92, 150), (20, 4), (-14, -20)),
    'kneel_aim': (12, 10, (66, 92), (52, 116), (90, 2), (8, -84)),
    'stand_aim': (8, 8, (78, 92), (56, 128), (20, 8), (-16, -18)),
    'lean_aim': (30, -8, (80, 96), (52, 130), (34, -4), (-18, -30)),
    'prone': (82, -58, (92, 96), (70, 150), (-84, -86), (-92, -84)),
    'load': (8, 18, (40, 96), (28, 100), (86, 0), (6, -86)),
    'run': (22, 4, (-42, 24), (52, 118), (-30, -92), (58, 12)),
    'drag': (38, -8, (-28, -40), (-22, -30), (46, 2), (-34, -52)),
    'push': (44, -16, (76, 90), (70, 84), (40, -18), (-30, -44)),
    'revolver': (6, 2, (72, 96), (-20, 30), (18, 6), (-14, -18)),
    'throw': (-14, 10, (60, 84), (-128, -170), (28, 10), (-22, -34)),
    'fallen': (-84, 4, (-120, -150), (-160, -120), (92, 84), (80, 100)),
    'carry': (14, 4, (40, 88), (34, 96), (22, -8), (-20, -40)),
    'hands_up': (0, -6, (150, 176), (158, 186), (6, 2), (-8, -6)),
    'ride': (10, -2, (48, 70), (40, 78), (62, -14), (66, -10)),
    'ride_sabre': (24, -8, (56, 76), (150, 168), (64, -12), (68, -8)),
    'sit': (14, 22, (40, 80), (36, 84), (86, 6), (80, 2)),
    'mourn': (36, 40, (50, 60), (44, 70), (100, -70), (92, -84)),
    'point': (2, 2, (96, 94), (-10, 30), (10, 4), (-10, -14)),
    'lanyard': (-10, 6, (20, 40), (-50, -80), (26, 4), (-24, -26)),
}


def reach(o, t, l1=16.0, l2=16.5, bend=1):
    """Angles of upper arm and forearm so that the hand comes to t."""
    dx, dy = t[0] - o[0], t[1] - o[1]
    d = min(max(math.hypot(dx, dy), 4), l1 + l2 - .2)
    a = math.degrees(math.atan2(dx, dy))
    c = math.degrees(math.acos((l1 * l1 + d * d - l2 * l2) / (2 * l1 * d)))
    e = math.degrees(math.acos(max(-1, min(1, (l2 * l2 + d * d - l1 * l1) / (2 * l2 * d)))))
    return a - bend * c, a + bend * e


def gun(h, a, L=46, bay=False):
    """A rifle through hand h at angle a."""
    def at(f, u):
        return _fr(h, 180 - a, [(-u, f)])[0]
    g = U([taper(at(-4, 0), at(L * .42, .7), 2.6, 1.9), taper(at(L * .4, .8), at(L * .74, 1.1), 1.5, 1.0),
           P([at(-4, -1.2), at(-18, -5.4), at(-18.6, -1.2), at(-17.5, .8), at(-4, 1.4)])])
    if bay:
        g = U([g, taper(at(L * .72, .9), at(L * .74 + 17, 1.3), .9, .3)])
    return g


def ornament(r, hip, lean, b, head_o, ha, hat, hem, skirt, h1, fa, front=0):
    """What the small scissors add to a large figure: buttons, hem, fur, the flowers of a kerchief, an eye."""
    g = [Point(q).buffer(.55, 6) for q in _fr(hip, lean, [(2.6, 23), (3.0, 18.5), (3.2, 14), (3.2, 9.5)])]
    if hem and skirt:
        q = spl(hem, False, 6)
        for i in range(1, len(q) - 1):
            x, y = q[i]
            g.append(P([(x, y - 5.2), (x + .8, y - 3.6), (x, y - 2.0), (x - .8, y - 3.6)]))
            if i % 2:
                g += [P([(x, y - 10.5), (x + 1.1, y - 8.6), (x, y - 6.8), (x - 1.1, y - 8.6)])]
    at = lambda *q: _fr(head_o, ha, q)
    if hat == 'kerchief':
        for cx, cy in ((-3.4, 12.6), (0, 13.9), (3.4, 12.6), (-6.2, 9.4), (6.2, 9.4), (-6.6, 5), (6.6, 5)) if front else ((-3.6, 10.2), (.6, 12.2), (-4.8, 5.4), (-1.2, 7.6), (-6.4, 0.6)):
            for k in range(5):
                a = math.radians(k * 72 + 10)
                w = .62 if front else 1.05
                g.append(Point(at((cx + w * math.cos(a), cy + w * math.sin(a)))[0]).buffer(.26 if front else .42, 5))
        if not front:                          # the knot and the tails of the kerchief, its fringe
            g += [stroke(at((-5.6, -1.4), (-8.2, -.6)), .5, .3), *(stroke(at((-6.4 + .8 * i, -2.2 - .2 * i), (-6.7 + .8 * i, -3.6)), .35, .15) for i in range(6))]
    elif hat in ('papakha', 'shapka', 'cossack'):
        for i in range(34):
            x, y = r.uniform(-5.8, 5.4), r.uniform(10.6, 16)
            g.append(stroke(at((x, y), (x + .5, y + .8), (x + .3, y + 1.6)), .42, .12))
    if not front:
        g += [P(spl(at((3.2, 6.6), (4.2, 7.15), (5.1, 6.6), (4.2, 6.25)), n=4)), stroke(spl(at((3.0, 7.9), (4.2, 8.4), (5.5, 7.8)), False), .5, .2), stroke(at((4.6, 2.55), (5.8, 2.5)), .3, .18),
              stroke(spl(at((3.6, 4.6), (2.9, 3.4), (3.3, 2.0)), False), .32, .12), stroke(at((5.9, 4.9), (6.6, 5.2)), .35, .15)]
    if not front and hat in ('kartuz', 'cap', 'officer'):
        g += [stroke(spl(at((-1.6, 4.2), (-.6, 5.6), (-1.5, 6.8), (-2.3, 5.6)), False), .5, .25), *(stroke(at((-4.6 + .7 * i, 3.6), (-4.9 + .8 * i, 7.2)), .32, .15) for i in range(4))]
    for i in range(3):
        g.append(stroke([_v(h1, fa + 40 + 16 * i, 1.0), _v(h1, fa - 6 + 14 * i, 3.2)], .4, .25))
    return g


def fur(r, g):
    """Tufts all round a fur hat."""
    e = g.exterior
    q = [e.interpolate(t / 90, normalized=True).coords[0] for t in range(91)]
    c = g.centroid
    out = []
    for i in range(len(q) - 1):
        x, y = q[i]
        d = math.hypot(x - c.x, y - c.y) or 1
        ux, uy = (x - c.x) / d, (y - c.y) / d
        k = r.uniform(.25, .85)
        out.append(P([(x - uy * .5 - ux * .5, y + ux * .5 - uy * .5), (x + ux * k + uy * .5, y + uy * k - ux * .5), (x + uy * .5 - ux * .5, y - ux * .5 - uy * .5)]))
    return out


def tailoring(r, hip, lean, b, arm, hem, skirt, beard, head_o, ha):
    """The dress of the largest figures: seams, folds, pocket, cuff, collar of lambskin, apron, strands of a beard."""
    sh, elbow, hand_ = arm
    at = lambda *q: _fr(hip, lean, q)
    g = [stroke(spl(at((-4.6 * b, 24), (-5.6 * b, 16), (-4.4 * b, 9)), False), .2, .5), stroke(at((-1.4, 12.8), (-4.6, 14.4)), .55, .4),
         *(stroke(at((-3.6 + 1.15 * i, 27.6 + .25 * i), (-3.4 + 1.15 * i, 29.4 + .2 * i)), .4, .15) for i in range(7)),
         *(Point(q).buffer(.38, 6) for q in at((5.0, 22), (5.2, 17.5), (5.2, 13)))]
    dx, dy = hand_[0] - elbow[0], hand_[1] - elbow[1]
    d = math.hypot(dx, dy) or 1
    ux, uy = dx / d, dy / d
    for t, w in ((.62, 2.4), (.69, 2.3)):                      # cuff
        x, y = elbow[0] + dx * t, elbow[1] + dy * t
        g.append(stroke([(x - uy * w, y + ux * w), (x + uy * w, y - ux * w)], .35))
    for i in range(3):                                          # folds in the bend of the arm
        x, y = elbow[0] + (sh[0] - elbow[0]) * (.10 + .09 * i), elbow[1] + (sh[1] - elbow[1]) * (.10 + .09 * i)
        g.append(stroke([(x - 1.6, y + .5), (x + .9, y - .7 - .3 * i)], .4, .12))
    if hem:
        for i in range(5 if skirt else 3):                      # long folds that run out upwards
            t = (i + .7) / (5.4 if skirt else 3.6)
            foot = (hem[0][0] + (hem[-1][0] - hem[0][0]) * t, max(q[1] for q in hem) - 3.5 - r.uniform(0, 3))
            top = (hip[0] - 4.4 + 8.8 * t, hip[1] + (6 if i % 2 else 13))
            g.append(stroke(spl([top, ((top[0] * 2 + foot[0]) / 3 + r.uniform(-.5, .5), (top[1] + foot[1]) / 2), foot], False), .12, .62))
        if not skirt:                                           # stitched edge and pocket
            g += [stroke(at((-1.8, -2), (-5.4, -3.2)), .5, .4), stroke(at((-1.8, -3.4), (-5.2, -4.6)), .3, .2)]
        else:                                                   # apron with drawn threads
            y0 = max(q[1] for q in hem) - 15
            for i in range(9):
                x = hip[0] - 1.5 + 1.45 * i
                g.append(P([(x, y0 - 1.2), (x + .62, y0), (x, y0 + 1.2), (x - .62, y0)]))
            g += [stroke([(hip[0] - 3, y0 - 2.4), (hip[0] + 12, y0 - 2.2)], .35), stroke([(hip[0] - 3, y0 + 2.4), (hip[0] + 12, y0 + 2.6)], .35)]
    if beard:
        g += [stroke(spl(_fr(head_o, ha, [(2 + .8 * i, 1.4), (2.8 + .75 * i, -1.6), (2.9 + .6 * i, -4.4)]), False), .4, .12) for i in range(5)]
    return g


def person(pose='stand', hat='kartuz', coat=.55, beard=False, prop=None, skirt=False, seed=0, bulk=1.0, bay=False, aim=0, ornate=False, pose_over=None, front=0):
    """Returns (ink, slits, muzzle): the silhouette, the slits cut in it, where its weapon ends."""
    r = rng(f'person{seed}{pose}')
    lean, nod, fa, na, fl, nl = pose_over or POSES[pose]
    j = lambda a: a + r.uniform(-3.5, 3.5)
    b = bulk
    hip = (0.0, 0.0)
    far_hip, near_hip = _v(hip, 90, 1.8), _v(hip, -90, 1.6)

    def leg(o, th, sh):
        k = _v(o, th, 23.5)
        an = _v(k, sh, 22)
        ft = sh * .55 if abs(sh) < 60 else sh * .92
        boot = P(_fr(an, -ft * .75, [(-2.9, 6), (-3.0, -1.8), (-2.6, -3.6), (7.4, -3.6), (8.8, -2.4), (7.2, -.3), (3.0, 1.4), (2.9, 6)]))
        return U([taper(o, k, 11 * b, 8 * b), taper(k, an, 8 * b, 6.1), boot.buffer(.5)]), k, an

    L1, k1, _a1 = leg(far_hip, j(fl[0]), j(fl[1]))
    L2, k2, _a2 = leg(near_hip, j(nl[0]), j(nl[1]))
    neck = _fr(hip, lean, [(0, 30)])[0]
    sh_n, sh_f = _fr(hip, lean, [(-1.2, 26.6)])[0], _fr(hip, lean, [(2.6, 27)])[0]
    torso = P(spl(_fr(hip, lean, [(-3, 31), (-6.6 * b, 27.5), (-8 * b, 20), (-6.6 * b, 9), (-7.2 * b, 0), (-5.6, -5), (4.8, -5), (6.6 * b, 0), (6.0 * b, 9), (7.6 * b, 19), (6.2 * b, 26.5), (2.6, 31)])))

    def arm(o, ua, fa_):
        e = _v(o, ua, 16)
        w = _v(e, fa_, 13.5)
        hnd = _v(w, fa_ + 6, 3.4)
        return U([taper(o, e, 8.4 * b, 6.8 * b), taper(e, w, 6.8 * b, 5.2), taper(w, hnd, 4.0, 3.2), Point(w).buffer(2.9)]), e, hnd

    grip = None
    if prop == 'aim':
        ga = (91 if pose != 'prone' else 96) + aim + r.uniform(-2, 2)
        grip = _v(_fr(sh_n, lean if pose != 'prone' else 30, [(3.4, .6)])[0], ga, 15)
    elif prop == 'rifle':
        ga = 150 + aim
        grip = _fr(hip, lean, [(9, 13)])[0]
    elif prop == 'pole':
        ga = 172 + aim
        grip = _fr(hip, lean, [(10, 15)])[0]
    if grip:
        fa = reach(sh_f, _v(grip, ga, 13.5 if prop != 'pole' else 16))
        na = reach(sh_n, grip)
        j2 = lambda a: a
    else:
        j2 = j
    A1, _e1, h1 = arm(sh_f, j2(fa[0]), j2(fa[1]))
    A2, e2, h2 = arm(sh_n, j2(na[0]), j2(na[1]))
    # the coat: hangs from the waist, its hem follows the thighs
    parts = [torso, L1, L2, A1, A2]
    slits = []
    if coat or skirt:
        d = 47 * (coat if not skirt else .98)
        f, n = (k1, k2) if k1[0] > k2[0] else (k2, k1)
        def along(o, k, dd):
            L = math.hypot(k[0] - o[0], k[1] - o[1])
            t = min(dd / L, 1.0)
            p = (o[0] + (k[0] - o[0]) * t, o[1] + (k[1] - o[1]) * t)
            return (p[0], p[1] + max(0, dd - L) * .96)
        pf, pb = along(hip, f, d), along(hip, n, d)
        fl_ = 5.2 + (d / 47) * (7.5 if skirt else 4.5)
        wf, wb = _fr(hip, lean, [(6.2 * b, 7)])[0], _fr(hip, lean, [(-6.8 * b, 7)])[0]
        wind = r.uniform(-2, 1)
        hem = [(pb[0] - fl_ + wind - 1.5, pb[1] - 1.2), ((pb[0] * 2 + pf[0]) / 3 + wind, max(pf[1], pb[1]) + .6), ((pb[0] + 2 * pf[0]) / 3, max(pf[1], pb[1]) - .2), (pf[0] + fl_ * .8 + wind, pf[1] - .4)]
        skirtp = P(spl([wf, (wf[0] + 1.6, hip[1] + 1), ((wf[0] + hem[3][0]) / 2 + 1.2, (wf[1] + hem[3][1]) / 2)], False) + spl(hem[::-1], False) + spl([((wb[0] + hem[0][0]) / 2 - 1.6, (wb[1] + hem[0][1]) / 2), (wb[0] - 1.4, hip[1] + 1), wb], False))
        parts.append(skirtp.buffer(.6))
        # front flap of the coat as a slit; a fold behind
        slits.append(stroke(spl([_fr(hip, lean, [(3.6 * b, 3)])[0], ((hip[0] + pf[0]) / 2 + 2.0, (hip[1] + pf[1]) / 2 + 1), (pf[0] + 1.6, max(pf[1], pb[1]) - 1.5)], False), .25, 1.25))
        slits.append(stroke(spl([_fr(hip, lean, [(-3.4 * b, 2)])[0], ((hip[0] + pb[0]) / 2 - 2.6, (hip[1] + pb[1]) / 2 + 1), (pb[0] - 2.4, max(pf[1], pb[1]) * .9)], False), .25, .9))
    head_o = _fr(neck, lean, [(.6, 1.2)])[0]
    ha = lean + nod if lean < -50 else lean * .35 + nod
    head = P(spl(_fr(head_o, ha, HEAD_FRONT if front else HEAD), n=5))
    hatg = P(spl(_fr(head_o, ha, HATS_FRONT[hat] if front else HATS[hat]), n=5))
    if ornate and hat in ('papakha', 'shapka', 'cossack'):
        hatg = U([hatg, *fur(r, hatg)])
    parts += [taper(_fr(hip, lean, [(0, 27)])[0], head_o, 8.5, 6), head, hatg]
    if beard:
        parts_beard = P(spl(_fr(head_o, ha, [(-5, 3), (-5.2, -1), (-3, -5.6), (0, -7.6), (3, -5.6), (5.2, -1), (5, 3)] if front else [(.4, 3.2), (5.6, 2.4), (6.6, -1.6), (6.0, -6.2), (4.4, -6.8), (1.6, -4.2), (.6, -.5)]), n=5))
        parts.append(parts_beard)
    if hat == 'bashlyk':
        parts.append(P(spl(_fr(neck, lean, [(-5, 0), (-8, -8), (-10, -17), (-7.4, -17), (-4.5, -8), (0, -3)]))))
    ink, held, extra = U(parts), [], []
    muz = None
    if prop in ('rifle', 'aim'):
        held.append(gun(_v(grip, ga, 2), ga, 52, bay))
        muz = _v(grip, ga, 42)
    elif prop == 'pole':
        held.append(taper(_v(grip, ga, -30), _v(grip, ga, 96), 1.7, 1.2))
        muz = _v(grip, ga, 94)
    elif prop == 'shoulder':
        held.append(gun(_fr(sh_n, lean, [(-6.4, -12)])[0], 186 - lean, 52, True))
    elif prop == 'revolver':
        ang = j(fa[1])
        m = _v(h1, ang, 7.5)
        held += [taper(h1, m, 2.0, 1.5), taper(h1, _v(h1, ang - 80, 3), 2.2, 2), Point(_v(h1, ang, 2)).buffer(1.5)]
        muz = m
    elif prop == 'sabre':
        ang = j(na[1]) + 24
        q = [h2, _v(_v(h2, ang, 14), ang - 90, 1.8), _v(_v(h2, ang, 27), ang - 90, 1.2), _v(_v(h2, ang, 37), ang - 90, -2.4)]
        held += [stroke(spl(q, False), 1.9, .35), taper(_v(h2, ang + 90, 2), _v(h2, ang - 90, 2.4), 1, 1)]
        muz = q[-1]
    elif prop == 'bag':
        ink = U([ink, P(spl([(h1[0] - 5, h1[1] + 1), (h1[0] - 6, h1[1] + 9), (h1[0], h1[1] + 12), (h1[0] + 6, h1[1] + 9), (h1[0] + 4, h1[1] + 1)]))])
    elif prop == 'bundle':
        c = _fr(hip, lean, [(-9, 24)])[0]
        q = P(spl([(c[0] - 9, c[1] + 3), (c[0] - 8, c[1] - 8), (c[0] + 1, c[1] - 12), (c[0] + 7, c[1] - 5), (c[0] + 6, c[1] + 7), (c[0] - 4, c[1] + 9)]))
        held.append(q)
        extra += [stroke(spl([(c[0] - 7, c[1] + 5), (c[0] - 2, c[1] - 3), (c[0] + 5, c[1] - 6)], False), .3, .9), stroke(spl([(c[0] - 5, c[1] - 7), (c[0], c[1] - 3), (c[0] + 3, c[1] + 4)], False), .3, .9), q.boundary.buffer(.45).intersection(torso)]
    elif prop == 'child':
        c = _fr(hip, lean, [(9.4, 13.6)])[0]
        kid = U([P(spl([(c[0] - 4, c[1] - 7), (c[0] + 2, c[1] - 9), (c[0] + 5, c[1] - 3), (c[0] + 4.4, c[1] + 8), (c[0] - 3, c[1] + 9), (c[0] - 5, c[1])])), P(spl([(c[0] - 2.4, c[1] - 8), (c[0] - 2.6, c[1] - 13), (c[0] + 1, c[1] - 16.2), (c[0] + 4.8, c[1] - 14), (c[0] + 5, c[1] - 12), (c[0] + 6.2, c[1] - 10.4), (c[0] + 5, c[1] - 9.6), (c[0] + 4.6, c[1] - 7.6)]))])
        held.append(kid)
        extra += [kid.boundary.buffer(.5).intersection(U([torso, A2])), LineString([(c[0] - 2, c[1] - 8), (c[0] + 3.6, c[1] - 7)]).buffer(.4)]
    face = [head, hatg] + ([parts_beard] if beard else [])
    ink = U([ink.buffer(.9).buffer(-1.5).buffer(.6)] + face + held).buffer(.22).buffer(-.22).simplify(.06)
    # slits: belt, collar, near arm, hat band
    slits.append(LineString(spl(_fr(hip, lean, [(-5.2 * b, 6.4), (0, 5.6), (5.2 * b, 7)]), False)).buffer(.5, cap_style=2))
    u = [_v(sh_n, na[0] + 20, 4.2), e2, _v(e2, na[1], 9)]
    off = 3.3 * b
    slits.append(stroke(spl([(p[0] - off * math.cos(math.radians(na[0] if i < 2 else na[1])), p[1] + off * math.sin(math.radians(na[0] if i < 2 else na[1]))) for i, p in enumerate(u)], False), .9, .2))
    slits.append(LineString(spl(_fr(head_o, ha, [(-4.6, 0.2), (0, -1.6), (3.4, -.9)]), False)).buffer(.42, cap_style=2))
    if front:
        slits += [Polygon(_fr(head_o, ha, q.exterior.coords), [_fr(head_o, ha, i.coords) for i in q.interiors]).buffer(0) for q in polys(front_face(hat, beard, front))]
        if hat == 'kerchief':
            slits.append(LineString(spl(_fr(head_o, ha, [(-4.9, 1.2), (-5.4, 6.4), (-3.9, 10.8), (0, 12.4), (3.9, 10.8), (5.4, 6.4), (4.9, 1.2), (2.6, -2.4), (0, -3.5), (-2.6, -2.4)]))).buffer(.3, cap_style=2))
    elif hat in ('kartuz', 'cap', 'officer'):
        slits.append(LineString(spl(_fr(head_o, ha, [(-5.4, 10.5), (0, 11.4), (4.8, 10.3)]), False)).buffer(.36, cap_style=2))
    if hat == 'kerchief' and not front:
        slits.append(LineString(spl(_fr(head_o, ha, [(-5.6, 4), (-3, 1.6), (1.4, 1.4)]), False)).buffer(.38, cap_style=2))
    if prop == 'aim' or hat in ('cap', 'bashlyk', 'cossack'):
        slits.append(LineString(_fr(hip, lean, [(-5, 24), (4.6, 9)])).buffer(.4, cap_style=2))
    slits += [Point(p).buffer(.62, 6) for p in (sh_n, e2, near_hip)]
    slits += extra
    if ornate:
        slits += ornament(r, hip, lean, b, head_o, ha, hat, hem if (coat or skirt) else None, skirt, h1, fa[1], front)
        slits += tailoring(r, hip, lean, b, (sh_n, e2, h2), hem if (coat or skirt) else None, skirt, beard and not front, head_o, ha)
    s = U([q for q in slits if not q.is_empty])
    inner = ink.buffer(-1.1)
    # feet to the ground
    base = max(y for q in polys(ink) for _, y in q.exterior.coords)
    if pose in ('ride', 'ride_sabre'):
        base = 0
    ink, s = move(ink, 0, -base), move(s.intersection(inner), 0, -base)
    hands = [(h[0], h[1] - base) for h in (h1, h2)]
    return dict(ink=ink, slits=s, muzzle=(muz[0], muz[1] - base) if muz else None, hands=hands, joints=[(p[0], p[1] - base) for p in (sh_n, e2, near_hip, k2)], hip=(0, -base))


# ---------------------------------------------------------------- horses, 100 at the withers
HORSE = [(-25, 97), (-13, 95), (-2, 92.5), (9, 94), (18, 99.5), (28, 104), (38, 112), (47, 121), (54, 127.5), (57.5, 133.5), (60, 127.5), (63, 124.5), (69, 117), (76, 108), (81.5, 100.5), (82.5, 95.8), (79.6, 92.6), (75.8, 94.2), (71, 97.4), (64.5, 101), (59.6, 105), (56.6, 108), (53, 103), (48.5, 92), (44.5, 82), (40.5, 74), (34, 65.5), (26, 61), (16, 58.2), (6, 57), (-6, 58.8), (-18, 63.6), (-24, 70), (-33, 64), (-41, 72), (-43.5, 82), (-41, 90), (-34, 95.5)]
# fore (far, near) three angles each, hind (far, near): 0 is down, 90 is forward
GAITS = {
    'gallop': (((58, 20, -20), (82, 62, 40)), ((-10, -78, -30), (-22, -84, -50)), -6),
    'gallop2': (((70, -30, -80), (46, -56, -96)), ((52, -18, 30), (34, -34, 12)), 4),
    'canter': (((64, 8, -30), (30, -20, -52)), ((34, -40, 6), (2, -64, -34)), -3),
    'trot': (((48, -34, -70), (-18, -26, -44)), ((-14, -62, -30), (30, -22, 4)), 0),
    'leap': (((92, 20, -50), (74, -10, -64)), ((-28, -76, -50), (-38, -86, -62)), -17),
    'shy': (((40, 6, 4), (26, -6, 2)), ((44, -30, 10), (34, -40, 4)), -10),
    'rear': (((86, 0, -40), (64, -30, -70)), ((24, -40, 6), (10, -50, -4)), -34),
    'walk': (((24, 8, 0), (-14, -22, -40)), ((24, -20, 8), (-6, -38, -10)), 0),
    'stand': (((2, 1, 8), (-3, -3, 6)), ((10, -18, 6), (2, -26, 2)), 0),
    'fall': (((70, 20, -20), (100, 40, 0)), ((40, -20, 30), (60, 0, 20)), 34),
}


def horse(gait='gallop', seed=0, harness=False):
    fore, hind, pitch = GAITS[gait]
    r = rng(f'horse{seed}{gait}')
    turn = math.radians(r.uniform(-9, 9) + (12 if gait == 'shy' else 0))

    def nod(p):
        """The neck bends at the withers: the further from them, the more."""
        x, y = p
        t = turn * min(1.0, max(0.0, (x - 26) / 26)) if y < -84 else 0.0
        dx, dy = x - 28, y + 96
        return (28 + dx * math.cos(t) - dy * math.sin(t), -96 + dx * math.sin(t) + dy * math.cos(t))

    def loose(legs):
        return [tuple(q + r.uniform(-6, 6) for q in leg) for leg in legs]
    body = P(spl([nod((x, -y)) for x, y in HORSE], n=5))
    parts, slits = [body], []
    fore, hind = loose(fore), loose(hind)
    for i, (a, b, c) in enumerate(fore):
        o = (31 - 2 * i, -70)
        k = _v(o, a, 26)
        f = _v(k, b, 22)
        hf = _v(f, c + 12, 7)
        parts += [taper(_v(o, 180, 6), k, 19, 8.4), taper(k, f, 7.6, 4.6, .2), Point(k).buffer(4.5), taper(f, hf, 4.9, 5.6), P(_fr(hf, -c * .8, [(-3.2, 2), (-4, -3.8), (5.4, -3.8), (3, 2)]))]
    for i, (a, b, c) in enumerate(hind):
        o = (-30 - 1.5 * i, -80)
        k = _v(o, a + 8, 23)
        h = _v(k, b, 24)
        f = _v(h, c, 21)
        hf = _v(f, c + 14, 6.6)
        parts += [taper(o, k, 30, 17), taper(k, h, 16, 7.2), Point(h).buffer(4.5), taper(h, f, 6.6, 4.8), taper(f, hf, 5, 5.8), P(_fr(hf, -c * .8, [(-3.2, 2), (-4, -3.8), (5.4, -3.8), (3, 2)]))]
    fly = gait in ('gallop', 'gallop2', 'canter', 'leap', 'fall')
    tail = [(-40, -92), (-50, -97), (-64, -92), (-80, -84), (-92, -86), (-78, -76), (-66, -70), (-52, -76), (-42, -84)] if fly else [(-40, -92), (-47, -93), (-53, -84), (-55, -66), (-52, -44), (-47, -50), (-46, -66), (-43, -82)]
    parts.append(P(spl(tail)))
    mane = []
    for i in range(9):
        t = i / 8
        x, y = 20 + 36 * t, -(100 + 29 * t)
        L = r.uniform(8, 14) * (1 if fly else .55)
        mane.append(P([nod(q) for q in ((x - 2.5, y + 3), (x + 3.5, y - 1), (x - L, y - 1.2 + r.uniform(-2, 3)))]))
    parts += mane
    ink = U(parts).buffer(1.2).buffer(-1.7).buffer(.5).simplify(.15)
    N = lambda *q: [nod(p) for p in q]
    slits += [stroke(spl(N((57, -106), (54, -112), (50, -119)), False), .3, 1), stroke(spl([(42, -80), (36, -92), (26, -98)], False), .3, 1.3), stroke(spl([(-22, -70), (-30, -80), (-28, -92)], False), .3, 1.3),
              LineString(N((64, -103), (67, -118))).buffer(.5), LineString(N((66, -109), (76, -99))).buffer(.4), Point(nod((63.5, -117.5))).buffer(.9), stroke(spl([(4, -60), (8, -76), (6, -93)], False), 1, 1),
              stroke(spl([(-8, -62), (-2, -61), (20, -62)], False), .2, 1.0), Point(nod((80, -97.5))).buffer(.55),
              stroke(spl([(-40, -89), (-56, -92), (-74, -82)] if fly else [(-42, -88), (-50, -78), (-50, -58)], False), 1, .2), stroke(spl([(33, -68), (38, -74), (37, -82)], False), .3, 1.1),
              *(stroke(N((30 + 6 * i, -104 - 6.5 * i), (34 + 5 * i, -98 - 6 * i)), .9, .2) for i in range(4))]
    s = U(slits)
    return dict(ink=ink, slits=s.intersection(ink.buffer(-.6)), pitch=pitch)


def rider(gait='gallop', pose='ride', hat='cossack', prop=None, seed=0, bay=False):
    h = horse(gait, seed)
    p = person(pose, hat, coat=.52, prop=prop, seed=seed, bulk=1.02, bay=bay)
    k = 1.06
    pi, ps = (move(scale(g, k, k, origin=(0, 0)), 3, -93) for g in (p['ink'], p['slits']))
    rein = stroke(spl([(3 + p['hands'][0][0] * k, -93 + p['hands'][0][1] * k), (52, -104), (74, -97)], False), .9, .7)
    cloth = P(spl([(-12, -96), (14, -96), (16, -80), (2, -74), (-16, -78)]))
    # a slit all round the rider's leg parts him from the horse
    line = pi.exterior if pi.geom_type == 'Polygon' else max(polys(pi), key=lambda q: q.area).exterior
    ring = line.buffer(.55).intersection(h['ink'].buffer(-1))
    ink, s = U([h['ink'], pi, rein, cloth]), U([h['slits'].difference(pi), ps, ring])
    muz = p['muzzle']
    muz = (3 + muz[0] * k, -93 + muz[1] * k) if muz else None
    a = h['pitch']
    ink, s = rotate(ink, a, origin=(-30, 0)), rotate(s, a, origin=(-30, 0))
    base = max(y for q in polys(ink) for _, y in q.exterior.coords)
    return dict(ink=move(ink, 0, -base), slits=move(s, 0, -base), muzzle=muz, joints=[])


def place(f, x, y, size, flip=False, turn=0):
    """Put a figure so that its feet stand at x, y; size is the height of a standing person in u."""
    k = size / 100
    def t(g):
        g = scale(g, -k if flip else k, k, origin=(0, 0))
        if turn:
            g = rotate(g, turn, origin=(0, 0))
        return move(g, x, y)
    m = f.get('muzzle')
    if m:
        q = t(Point(m))
        m = (q.x, q.y)
    return dict(ink=t(f['ink']), slits=t(f['slits']), muzzle=m, hands=[(t(Point(h)).x, t(Point(h)).y) for h in f.get('hands', [])])


def put(L, f, col, slit=None, edge=.5, sh=(1.6, 2.2, 1.8, .4)):
    """Glue a placed figure on a layer; the slits show the sheet behind or a paler paper."""
    body = f['ink'].difference(f['slits']) if slit is None else f['ink']
    L.sheet(body, col, edge, sh)
    if slit is not None:
        L.flat(f['slits'], slit)
