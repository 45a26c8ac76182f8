"""The composition: Presnya at dusk on 17 (30) December 1905, seen from just south of the humpbacked bridge.

Left to right is the order of the compass, from west-south-west round by north to south-south-east;
the spacing is the theatre's. Where a thing is placed, its hot-spot and its light are noted too.
"""
from backdrop import far, far_smoke, hill, middle, sky, smoke
from foreground import flakes, fore, street
from stage import CUES, GROUPS, SPOTS
from valley import bridge, ice

__all__ = ['GROUPS', 'build']


def build():
    SPOTS.clear()
    CUES.clear()
    layers = [sky(), far(), far_smoke(), hill(), smoke(), middle(), ice(), bridge(), street(), fore(), flakes()]
    legend = dict(title='Presnya, dusk of 17 (30) December 1905: a paper theatre', order='left to right is compass order from a point just south of the humpbacked bridge (245 to 520 degrees); spacing is not to scale',
                  layers=[dict(name=L.name, depth=L.depth, group=next(g for g, m in GROUPS if L.name in m)) for L in layers],
                  hotspots=sorted(SPOTS, key=lambda s: s['x']))
    lights = dict(note='x, y in 0..1 of the picture; radius in widths. Fires flicker slowly, flashes at most 3 a second, all off under reduced motion.',
                  cues=[dict(id=f"{c['kind']}-{i + 1}", **c) for i, c in enumerate(CUES)])
    return layers, legend, lights
