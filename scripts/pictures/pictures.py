"""Renders the pictures.  blender -b -P scripts/pictures/pictures.py -- OUT SIZE SAMPLES [names…]"""
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from kit import *
from products import *


def scene(collection, build, wall=None, **view):
    return collection, build, wall, view


def still_life():
    """Six things together, for the home page."""
    planter_, lamp_ = Group(), Group()
    with lamp_:
        night_lamp(CHALK)
    lamp_.place((-2.5, 0.9, 0), scale=1.12)
    with planter_:
        planter(CLAY)
    planter_.place((2.75, 0.9, 0), scale=1.0)
    with Group() as clock:
        desk_clock(oak("Y"))
    clock.place((1.0, 0.75, 0), rad(0, 0, 8), 0.92)
    with Group() as vase:
        bud_vase(MOSS)
    vase.place((-0.85, 0.95, 0), scale=1.0)
    mug(CLAY, -30, 0.72, (-0.35, -0.55, 0))
    with Group() as bell:
        hand_bell()
    bell.place((1.75, -0.65, 0), scale=0.6)
    with Group() as tray:
        pocket_tray(CHALK)
    tray.place((-2.1, -1.05, 0), scale=0.58)


FLAT = 30  # flat things are seen from a little higher
PATIENCE = {"light": 1.5, "carafe": 3, "hero": 3}  # glass and small lamps need more samples

PICTURES = {
    "peg-rail-oak": scene("door", lambda: peg_rail(oak("X", 1.2), oak("Z")), wall=0.9, target=(0, 0.6, 1.0), distance=8.4),
    "peg-rail-walnut": scene("door", lambda: peg_rail(walnut("X", 1.2), walnut("Z")), wall=0.9, target=(0, 0.6, 1.0), distance=8.4),
    "key-ring": scene("door", key_ring, target=(0, 0.1, 0.05), distance=7.0, pitch=FLAT),
    "hand-bell": scene("door", hand_bell, target=(0, 0, 1.1), distance=8.0),
    "umbrella-ink": scene("door", lambda: umbrella(INK), target=(0.75, 0, 1.1), distance=11.6),
    "umbrella-moss": scene("door", lambda: umbrella(MOSS), target=(0.75, 0, 1.1), distance=11.6),
    "door-wedge": scene("door", door_wedge, target=(-0.05, -0.2, 0.4), distance=7.6),
    "pocket-tray-clay": scene("door", lambda: pocket_tray(CLAY), target=(0, 0, 0.2), distance=7.4, pitch=FLAT),
    "pocket-tray-chalk": scene("door", lambda: pocket_tray(CHALK), target=(0, 0, 0.2), distance=7.4, pitch=FLAT),
    "umbrella-stand": scene("door", umbrella_stand, target=(0, 0, 2.02), distance=12.2),
    "tumble-mug-clay": scene("table", lambda: mug(CLAY), target=(0.12, 0, 0.72), distance=6.6),
    "tumble-mug-chalk": scene("table", lambda: mug(CHALK), target=(0.12, 0, 0.72), distance=6.6),
    "tumble-mug-moss": scene("table", lambda: mug(MOSS), target=(0.12, 0, 0.72), distance=6.6),
    "tumble-mug-ink": scene("table", lambda: mug(INK), target=(0.12, 0, 0.72), distance=6.6),
    "tumble-mug-closer": scene("table", lambda: mug(CLAY, -62), target=(0.2, 0, 0.8), distance=5.2),
    "breakfast-bowl-chalk": scene("table", lambda: two_bowls(CHALK), target=(0.35, 0, 0.5), distance=9.9),
    "breakfast-bowl-sea": scene("table", lambda: two_bowls(SEA), target=(0.35, 0, 0.5), distance=9.9),
    "bud-vase-chalk": scene("table", lambda: bud_vase(CHALK), target=(0.15, 0, 1.35), distance=8.4),
    "bud-vase-moss": scene("table", lambda: bud_vase(MOSS), target=(0.15, 0, 1.35), distance=8.4),
    "carafe": scene("table", carafe, target=(0, 0, 1.0), distance=7.6),
    "coasters-cork": scene("table", lambda: coasters("cork"), target=(-0.05, 0, 0.2), distance=7.6, pitch=FLAT),
    "coasters-walnut": scene("table", lambda: coasters("walnut"), target=(-0.05, 0, 0.2), distance=7.6, pitch=FLAT),
    "serving-tray-oak": scene("table", lambda: serving_tray(oak("X", 1.3)), target=(0, 0, 0.25), distance=9.7, turn=-16, pitch=FLAT),
    "serving-tray-walnut": scene("table", lambda: serving_tray(walnut("X", 1.3)), target=(0, 0, 0.25), distance=9.7, turn=-16, pitch=FLAT),
    "salt-box": scene("table", salt_box, target=(0.58, -0.4, 0.5), distance=8.5, pitch=26),
    "teapot": scene("table", lambda: teapot(CHALK, -16), target=(0.1, 0, 1.0), distance=8.0),
    "teapot-closer": scene("table", lambda: teapot(CHALK, 38), target=(0.1, 0, 1.15), distance=6.2),
    "night-lamp-chalk": scene("light", lambda: night_lamp(CHALK), target=(0.05, 0, 0.9), distance=7.6),
    "night-lamp-clay": scene("light", lambda: night_lamp(CLAY), target=(0.05, 0, 0.9), distance=7.6),
    "night-lamp-closer": scene("light", lambda: night_lamp(CHALK), target=(0.25, 0, 0.8), distance=5.8),
    "reading-lamp-brass": scene("light", lambda: reading_lamp(brass(0.3), blackened()), target=(-0.05, 0, 1.25), distance=9.0),
    "reading-lamp-black": scene("light", lambda: reading_lamp(enamel("#26282b", 0.4), brass()), target=(-0.05, 0, 1.25), distance=9.0),
    "pillar-candle": scene("light", pillar_candles, target=(0.05, 0, 0.95), distance=8.2),
    "chamberstick-brass": scene("light", lambda: chamberstick(brass()), target=(0.1, 0, 0.85), distance=7.6),
    "chamberstick-ink": scene("light", lambda: chamberstick(blackened()), target=(0.1, 0, 0.85), distance=7.6),
    "lantern": scene("light", lantern, target=(0, 0, 1.42), distance=9.6, turn=24),
    "tealight-cups": scene("light", tealight_cups, target=(0, 0, 0.35), distance=7.4, pitch=26),
    "bookends": scene("desk", bookends, target=(0, 0, 0.75), distance=10.2, turn=-14),
    "desk-clock-oak": scene("desk", lambda: desk_clock(oak("Y")), target=(0, 0, 1.05), distance=7.8),
    "desk-clock-walnut": scene("desk", lambda: desk_clock(walnut("Y")), target=(0, 0, 1.05), distance=7.8),
    "desk-clock-closer": scene("desk", lambda: desk_clock(oak("Y")), target=(0.1, 0, 1.1), distance=6.2, turn=28),
    "desk-planter-clay": scene("desk", lambda: planter(CLAY), target=(0, 0, 1.3), distance=8.4),
    "desk-planter-chalk": scene("desk", lambda: planter(CHALK), target=(0, 0, 1.3), distance=8.4),
    "pen-pot": scene("desk", pen_pot, target=(0, 0, 1.0), distance=7.8),
    "keepsake-box-oak": scene("desk", lambda: keepsake_box(oak("X", 1.2), oak("Y", 1.2)), target=(0.1, 0, 0.5), distance=8.2, turn=-24, pitch=FLAT),
    "keepsake-box-walnut": scene("desk", lambda: keepsake_box(walnut("X", 1.2), walnut("Y", 1.2)), target=(0.1, 0, 0.5), distance=8.2, turn=-24, pitch=FLAT),
    "notebooks": scene("desk", notebooks, target=(0, 0, 0.35), distance=7.8),
    "paperweight": scene("desk", paperweight, target=(0, 0, 0.35), distance=7.2),
    "hero": scene("table", still_life, target=(0, 0, 1.05), distance=16.0, pitch=14),
}

if __name__ == "__main__":
    out, size, samples, *names = sys.argv[sys.argv.index("--") + 1 :]
    for name in names or PICTURES:
        collection, build, wall, view = PICTURES[name]
        studio(collection, wall)
        build()
        camera(**view)
        side = int(size)
        width, height = (side * 4 // 3, side * 3 // 4) if name == "hero" else (side, side)
        patience = PATIENCE.get(name, PATIENCE.get(collection, 1))
        render(os.path.join(os.path.abspath(out), name + ".png"), width, height, round(int(samples) * patience))
