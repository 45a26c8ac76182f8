"""The stage: the lie of the land, which layers move together, and the lists of hot-spots and lights that the drawing fills."""
from paper import MINIUM, SOOT, H, W, mix

BRICK = mix(SOOT, MINIUM, .20)
SPOTS, CUES = [], []
# what moves together when the camera moves
GROUPS = [('backdrop', ['sky', 'far-city', 'far-smoke', 'hills', 'smoke', 'middle']), ('bridge', ['ice', 'bridge']), ('street', ['street']), ('foreground', ['foreground', 'snowfall'])]
# the lie of the land: a bowl, Three Hills on the left, the Kudrino slope on the right, the stream in the middle
BACK = [(-150, 560), (500, 548), (1000, 500), (1350, 455), (1750, 520), (2250, 575), (2900, 585), (3400, 560), (3900, 492), (4500, 500), (5200, 530), (6150, 520)]
MID = [(-150, 690), (600, 682), (1150, 640), (1500, 640), (2000, 690), (2500, 712), (3000, 716), (3500, 690), (4000, 630), (4500, 640), (5200, 660), (6150, 640)]
ICE = [(-150, 800), (500, 792), (1100, 770), (1700, 790), (2300, 788), (3000, 770), (3500, 764), (3950, 742), (4500, 726), (5200, 744), (6150, 720)]
STREET = [(-150, 910), (600, 925), (1300, 905), (2000, 915), (2420, 1000), (2800, 1092), (3300, 1096), (3700, 1004), (4200, 912), (4900, 868), (5600, 880), (6150, 868)]
FORE = [(-150, 1040), (400, 1090), (1000, 1120), (1800, 1085), (2500, 1136), (3100, 1164), (3800, 1126), (4600, 1080), (5300, 1098), (6150, 1030)]


def spot(id, name, x, y, az, then, now, source, status='sourced'):
    SPOTS.append(dict(id=id, name=name, x=round(x / W, 4), y=round(y / H, 4), azimuth=az, then=then, now=now, source=source, status=status))


def cue(kind, x, y, r=120, power=.5, note=''):
    CUES.append(dict(kind=kind, u=[x, y], x=round(x / W, 4), y=round(y / H, 4), r=r, radius=round(r / W, 4), power=power, note=note))
