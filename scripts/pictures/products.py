"""Every product, 10–40 lines each. A variant is the same function with another material."""
import math
import random

from kit import *

PI = math.pi


def rad(*degrees):
    return tuple(math.radians(d) for d in degrees)


# ---------------------------------------------------------------- by the door


def key(material, at=(0, 0, 0), turn=0.0, scale=1.0):
    """A flat key; its bow lies at the origin, the shank points along -y."""
    with Group() as g:
        bow = ring(0.17, 0.035, material)
        bow.scale = (1, 1, 0.8)
        disc(0.035, 0.03, material, (0, -0.2, -0.015), 0.005)
        tube([(0, -0.18, 0), (0, -0.72, 0)], 0.042, material, smooth=False)
        ring(0.045, 0.018, material, (0, -0.24, 0), rad(90, 0, 0))
        for y, length in ((-0.53, 0.14), (-0.6, 0.1), (-0.67, 0.15)):
            box((length, 0.045, 0.045), material, (length / 2, y, -0.022), 0.008)
    return g.place(at, (0, 0, turn), scale)


def peg_rail(timber, peg):
    """On the wall at y = 0.9; the board's back touches it."""
    wall, height = 0.9, 1.25
    board = box((3.3, 0.2, 0.72), timber, (0, wall - 0.1, height - 0.36), 0.05)
    metal_ = brass()
    profile = through([(0.16, 0), (0.1, 0.05), (0.085, 0.2), (0.1, 0.38), (0.15, 0.48)], 8) + rounded([(0.165, 0.5), (0.165, 0.6), (0.0, 0.6)], 0.05)
    for x in (-1.08, 0, 1.08):
        turned = lathe(profile, peg)
        turned.location, turned.rotation_euler = (x, wall - 0.18, height), Euler(rad(82, 0, 0))
        collar = disc(0.19, 0.035, metal_, (x, wall - 0.19, height), 0.012)
        collar.rotation_euler = Euler(rad(90, 0, 0))
    for x in (-1.5, 1.5):
        screw = disc(0.05, 0.02, metal_, (x, wall - 0.195, height), 0.01)
        screw.rotation_euler = Euler(rad(90, 0, 0))
    # a ring with two keys on the left peg
    y = wall - 0.48
    ring(0.24, 0.022, metal_, (-1.08, y, height - 0.13), rad(90, 0, 6))
    steel = metal("#b9bab6", 0.3)
    with Group() as one:
        key(metal_)
    one.place((-1.12, y - 0.01, height - 0.49), rad(90, 6, 0), 0.95, "XZY")
    with Group() as two:
        key(steel)
    two.place((-1.03, y - 0.06, height - 0.49), rad(90, -9, 12), 0.95, "XZY")


def key_ring():
    metal_ = brass()
    for x, turn, tint in ((-0.95, 14, TAN), (0.0, 2, MOSS), (0.95, -12, INK)):
        with Group() as g:
            outline = rounded([(-0.2, 0.62, 0.05), (0.2, 0.62, 0.05), (0.27, -0.75, 0.26), (-0.27, -0.75, 0.26)], 0.1, 10, True)
            slab(outline, 0.09, leather(tint), 0.03)
            thread = linen(shade(tint, 1.9))
            for a, b in zip(through([(-0.165, 0.3, 0.09), (-0.2, -0.45, 0.09), (-0.14, -0.64, 0.09), (0, -0.68, 0.09), (0.14, -0.64, 0.09), (0.2, -0.45, 0.09), (0.165, 0.3, 0.09)], 8)[::2], through([(-0.165, 0.3, 0.09), (-0.2, -0.45, 0.09), (-0.14, -0.64, 0.09), (0, -0.68, 0.09), (0.14, -0.64, 0.09), (0.2, -0.45, 0.09), (0.165, 0.3, 0.09)], 8)[1::2]):
                tube([a, b], 0.011, thread, smooth=False)
            disc(0.075, 0.04, metal_, (0, 0.4, 0.08), 0.02)
            ring(0.11, 0.035, metal_, (0, 0.66, 0.07), rad(0, 90, 0))
            ring(0.3, 0.036, metal_, (0, 1.02, 0.04), rad(4, 0, 0))
        g.place((x, -0.35, 0), rad(0, 0, turn), 1.15).settle()
    key(metal("#b9bab6", 0.3), (0.32, 1.08, 0.06), math.radians(62), 0.95)


def hand_bell(scale=1.0):
    with Group() as g:
        body = brass(0.2)
        outer = through([(0.82, 0.02), (0.8, 0.07), (0.68, 0.3), (0.56, 0.62), (0.5, 0.95), (0.43, 1.12), (0.24, 1.22), (0.1, 1.25)], 8)
        inner = [(max(r - 0.06, 0), z - 0.04) for r, z in outer[4:]]
        lathe([(0.76, 0.03), (0.79, 0.0)] + outer + [(0, 1.25), (0, 1.2)] + inner[::-1] + [(0.76, 0.03)], body)
        for z, r in ((0.16, 0.765), (0.21, 0.735), (1.02, 0.482)):
            ring(r, 0.014, body, (0, 0, z))
        disc(0.15, 0.1, body, (0, 0, 1.23), 0.03)
        lathe(through([(0, 1.31), (0.11, 1.32), (0.13, 1.4), (0.09, 1.52), (0.13, 1.75), (0.19, 2.02), (0.17, 2.22), (0.08, 2.32), (0, 2.335)], 8), oak("Z"))
        ball(0.13, body, (0, 0, 0.12))
    return g.place(scale=scale)


def crook(material, metal_, top=0.0):
    """The bent handle, its straight end at z = top, bending below."""
    curve = [(0, 0, top), (0, 0, top - 0.3), (0, 0, top - 0.62)]
    curve += [(0.3 - 0.3 * math.cos(a), 0, top - 0.62 - 0.3 * math.sin(a)) for a in (PI * i / 8 for i in range(1, 9))]
    curve += [(0.6, 0, top - 0.54)]
    tube(curve, 0.075, material, taper=[0.85, 1, 1, 1.05, 1])
    collar = disc(0.085, 0.14, metal_, (0, 0, top - 0.05), 0.02)
    ball(0.085, metal_, (0.6, 0, top - 0.54), 0.7)
    return collar


def umbrella(tint):
    """Open, lying on two ribs and its crook."""
    radius, rise, panels = 1.75, 0.78, 8
    fabric, dark = cloth(tint), blackened(0.35)
    apex = 0.0
    def height(r):
        return apex - rise * (0.55 * (r / radius) ** 1.7 + 0.45 * (r / radius) ** 3.2)
    with Group() as g:
        vertices, faces, around, along = [], [], panels * 12, 18
        for i in range(around):
            angle = 2 * PI * (i / around + 0.5 / panels)
            inside = ((i % 12) / 12 - 0.5) * 2  # -1 … 1 across a panel
            chord = math.cos(PI / panels) / math.cos(inside * PI / panels)
            scallop = 1 - 0.045 * (1 - inside**2)
            for j in range(along + 1):
                t = j / along
                r = radius * t * (1 + (chord * scallop - 1) * t)
                sag = 0.045 * (1 - inside**2) * math.sin(PI * t)
                vertices.append((r * math.cos(angle), r * math.sin(angle), height(radius * t) - sag))
        row = along + 1
        for i in range(around):
            n = (i + 1) % around
            faces += [(i * row + j, n * row + j, n * row + j + 1, i * row + j + 1) for j in range(along)]
        canopy = add_mesh("canopy", vertices, faces, fabric, sharp_angle=50)
        solid = canopy.modifiers.new("thickness", "SOLIDIFY")
        solid.thickness = 0.012
        for i in range(panels):
            a = 2 * PI * (i + 0.5) / panels
            line = [(r * math.cos(a), r * math.sin(a), height(r) - 0.03) for r in (radius * k / 10 for k in range(11))]
            tube(line, 0.013, dark)
            tube([(0.02 * math.cos(a), 0.02 * math.sin(a), -1.15), (0.95 * math.cos(a), 0.95 * math.sin(a), height(0.95) - 0.04)], 0.012, dark, smooth=False)
            ball(0.032, brass(), (radius * 1.005 * math.cos(a), radius * 1.005 * math.sin(a), height(radius) - 0.01))
        tube([(0, 0, 0.3), (0, 0, -2.6)], 0.036, dark, smooth=False)
        lathe([(0, 0.42), (0.02, 0.42), (0.045, 0.3), (0.06, -0.02), (0, -0.02)], brass())
        disc(0.07, 0.16, dark, (0, 0, -1.24), 0.02)
        with Group() as bend:
            crook(walnut("Z"), brass(), -2.5)
        bend.place(turn=rad(0, 0, -90))
    # tip it until the edge between two ribs and the bend of the crook touch the same ground
    reach = radius * math.cos(PI / panels)
    tilt = min(
        (math.radians(d / 4) for d in range(120, 340)),
        key=lambda t: abs((reach * math.sin(t) + rise * math.cos(t)) - (0.3 * math.sin(t) + 3.12 * math.cos(t) + 0.375)),
    )
    g.place(turn=(tilt, 0, 0))
    with Group() as whole:
        pass
    g.handle.parent = whole.handle
    return whole.place(turn=rad(0, 0, -122)).settle()


def rolled_umbrella(tint, wood_):
    """Rolled, tip at the origin, crook on top."""
    with Group() as g:
        lathe([(0.03, 0.0)] + through([(0.05, 0.3), (0.13, 0.9), (0.2, 2.0), (0.23, 2.9), (0.16, 3.35), (0.09, 3.5)], 12), cloth(tint), segments=160, flutes=8, depth=0.07, twist=0.5)
        tube([(0, 0, 0), (0, 0, 3.8)], 0.035, blackened(), smooth=False)
        ring(0.2, 0.02, cloth(shade(tint, 0.8)), (0, 0, 2.75))
        ball(0.05, brass(), (0.2, 0.02, 2.75))
        with Group() as top:
            crook(wood_, brass())
        top.place((0, 0, 3.75), rad(180, 0, 0))
    return g


def umbrella_stand():
    height, r = 2.3, 0.62
    steel = enamel("#ddd5c6", 0.5)
    lathe(rounded([(0, 0.16), (r, 0.16), (r, height), (r - 0.03, height), (r - 0.03, 0.2), (0, 0.2)], 0.015), steel)
    ring(r - 0.015, 0.032, steel, (0, 0, height))
    disc(r + 0.03, 0.17, cork(), (0, 0, 0), 0.03)
    rolled_umbrella(INK, walnut("Z")).place((-0.12, 0.05, 0.25), rad(5, 7, 150), 0.93)
    rolled_umbrella(CLAY, oak("Z")).place((0.1, 0.15, 0.25), rad(-3, 7.5, 15), 0.88)


def door_wedge():
    def wedge(length, height, width):
        with Group() as g:
            side = rounded([(0, 0, 0.0), (length, 0, 0.02), (length, height, 0.06), (0, 0.09, 0.03)], 0.03, 5, True)
            body = slab(side, width, oak("X"), 0.035)
            body.rotation_euler, body.location = Euler(rad(90, 0, 0)), (-length / 2, width / 2, 0.06)
            sole = slab(rounded([(0, 0), (length, 0), (length, 0.065), (0, 0.065)], 0.01, 3, True), width + 0.01, rubber(), 0.012)
            sole.rotation_euler, sole.location = Euler(rad(90, 0, 0)), (-length / 2, width / 2 + 0.005, 0)
            hole = disc(0.075, 0.03, brass(), (length / 2 - 0.28, -width / 2 - 0.012, height * 0.55), 0.012)
            hole.rotation_euler = Euler(rad(90, 0, 0))
            x, z = length / 2 - 0.28, height * 0.55
            cord = linen("#d9ccb4", 60)
            tube([(x, -width / 2, z), (x + 0.02, -width / 2 - 0.14, z - 0.02), (x - 0.1, -width / 2 - 0.35, 0.05), (x - 0.5, -width / 2 - 0.55, 0.035), (x - 0.85, -width / 2 - 0.42, 0.035), (x - 0.7, -width / 2 - 0.25, 0.035), (x - 0.25, -width / 2 - 0.28, 0.05), (x + 0.02, -width / 2 - 0.1, z - 0.08), (x, -width / 2, z - 0.02)], 0.028, cord)
        return g
    wedge(1.9, 0.95, 0.75).place((0.15, 0.45, 0), rad(0, 0, -14))
    wedge(1.9, 0.58, 0.75).place((-0.35, -0.85, 0), rad(0, 0, 16))


def pocket_tray(tint, with_things=True):
    outer = rounded([(0.0, 0.0), (1.08, 0.0, 0.02), (1.12, 0.05, 0.05), (1.3, 0.14, 0.15), (1.36, 0.38, 0.03)], 0.05)
    vessel(outer[1:], 0.085, glaze(tint), wobble=0.004)
    if with_things:
        metal_ = brass()
        ring(0.27, 0.026, metal_, (-0.32, 0.2, 0.16), rad(6, 4, 0))
        key(metal("#b9bab6", 0.3), (-0.15, 0.02, 0.17), math.radians(35), 0.95).handle.rotation_euler = Euler(rad(3, 0, 48))
        for x, y, z, tint_ in ((0.42, 0.3, 0.11, "#b87b52"), (0.62, 0.05, 0.115, "#c9a45c"), (0.5, 0.22, 0.155, "#bcb6a8")):
            coin = disc(0.15, 0.035, metal(tint_, 0.32), (x, y, z), 0.01)
            coin.rotation_euler = Euler(rad(3, -4, 0))


# ---------------------------------------------------------------- on the table


def mug(tint, turn=-28, scale=1.0, at=(0, 0, 0)):
    """Round belly, bare foot, an ear of a handle."""
    with Group() as g:
        body = through([(0.52, 0.13), (0.72, 0.3), (0.83, 0.62), (0.8, 1.0), (0.74, 1.34), (0.73, 1.52)], 8)
        vessel([(0.5, 0.12)] + body, 0.075, glaze(tint), wobble=0.003)
        bare = matte("#ab8669")
        lathe(rounded([(0, 0.02), (0.4, 0.02), (0.42, 0.0), (0.5, 0.0), (0.535, 0.14), (0.3, 0.14)], 0.02), bare)
        handle = tube([(0.72, 0, 1.26), (0.94, 0, 1.32), (1.14, 0, 1.18), (1.2, 0, 0.9), (1.08, 0, 0.62), (0.92, 0, 0.48), (0.77, 0, 0.44)], 0.095, glaze(tint), taper=[1.25, 0.95, 0.9, 0.88, 0.88, 0.95, 1.2])
        handle.scale.y = 1.25
    return g.place(at, (0, 0, math.radians(turn)), scale)


def bowl(tint, at=(0, 0, 0), scale=1.0, turn=0):
    with Group() as g:
        outer = through([(0.55, 0.12), (0.9, 0.26), (1.16, 0.56), (1.22, 0.88), (1.17, 1.02)], 8)
        vessel([(0.5, 0.11)] + outer, 0.085, glaze(tint), wobble=0.004)
        lathe(rounded([(0, 0.03), (0.46, 0.03), (0.48, 0), (0.58, 0), (0.62, 0.14), (0.3, 0.14)], 0.02), matte("#ab8669"))
    return g.place(at, (0, 0, math.radians(turn)), scale)


def two_bowls(tint):
    bowl(tint, (-0.5, -0.4, 0))
    bowl(tint, (1.25, 1.5, 0), 1.0, 80)


def leafy_branch(start, seed=3, tint="#5d7350", height=1.0):
    luck = random.Random(seed)
    green = leaf(tint)
    base = Vector(start)
    stem = [base, base + Vector((0.04, 0.02, 0.7)) * height, base + Vector((0.2, -0.02, 1.3)) * height, base + Vector((0.48, -0.06, 1.85)) * height]
    line = [Vector(p) for p in through(stem, 10)]
    tube(stem, 0.024, matte("#6a5a3c"), taper=[1.2, 1, 0.8, 0.5])
    for i in range(7, len(line), 3):
        for side in (-1, 1):
            size = (0.46 - 0.2 * i / len(line)) * luck.uniform(0.85, 1.15)
            vertices, faces, n = [], [], 9
            for k in range(n):
                t = k / (n - 1)
                width = size * 0.62 * math.sin(PI * (t * 0.9 + 0.08)) ** 0.8 * (1 - 0.25 * t)
                droop = -0.22 * size * t * t
                vertices += [(t * size * 1.5, -width / 1.6, droop + 0.03), (t * size * 1.5, 0, droop), (t * size * 1.5, width / 1.6, droop + 0.03)]
            for k in range(n - 1):
                faces += [(3 * k + c, 3 * k + c + 1, 3 * k + c + 4, 3 * k + c + 3) for c in (0, 1)]
            blade = add_mesh("leaf", vertices, faces, green, sharp_angle=80)
            blade.location = line[i]
            blade.rotation_euler = Euler((side * luck.uniform(0.5, 1.2), luck.uniform(-0.75, -0.35), (0 if side > 0 else PI) + luck.uniform(-0.7, 0.7)))


def bud_vase(tint, branch=True):
    outer = through([(0.5, 0.0), (0.6, 0.05), (0.72, 0.35), (0.68, 0.75), (0.45, 1.1), (0.2, 1.38), (0.15, 1.62), (0.2, 1.84)], 9)
    vessel(outer, 0.05, matte(tint, 0.6), wobble=0.004)
    if branch:
        leafy_branch((0.05, 0.0, 0.9), 5)


def carafe():
    clear, cup = glass(), glass()
    outer = through([(0.6, 0.0), (0.66, 0.05), (0.72, 0.4), (0.7, 0.85), (0.52, 1.25), (0.36, 1.5), (0.34, 1.75), (0.37, 2.0)], 9)
    vessel(outer, 0.045, clear)
    water_line = [(max(r - 0.043, 0), z) for r, z in outer if 0.075 < z < 1.12]
    top = water_line[-1]
    lathe([(0, 0.06), (water_line[0][0] - 0.05, 0.06)] + water_line + [(top[0], top[1] + 0.001), (0, top[1] + 0.001)], glass("#f4faf8", 0, 1.33))
    cup_line = rounded([(0, 2.1, 0), (0.42, 2.1, 0.06), (0.46, 1.45, 0.0), (0.425, 1.45, 0.0), (0.388, 2.05, 0.04), (0, 2.05, 0)], 0.02)
    lathe(cup_line, cup)


def coasters(kind):
    luck, thick = random.Random(2), 0.116 if kind == "cork" else 0.147

    def coaster(grain):
        with Group() as g:
            if kind == "cork":
                disc(0.98, 0.115, cork(), edge=0.035)
            else:
                disc(0.95, 0.03, paper("#4a4d49"), edge=0.005)
                disc(0.98, 0.115, walnut(grain, 0.9), (0, 0, 0.03), 0.035)
        return g

    middle = Vector((0.5, 0.25, 0))
    for i in range(3):
        slip = Vector((luck.uniform(-0.015, 0.015), luck.uniform(-0.015, 0.015), i * thick))
        coaster("X").place(middle + slip, (0, 0, luck.uniform(0, 3)))
    # the fourth leans on the edge of the stack
    way, foot = math.radians(28), 0.92
    lean = math.atan2(3 * thick, foot)
    centre = middle - Vector((math.cos(way), math.sin(way), 0)) * (0.98 + foot - 0.98 * math.cos(lean))
    coaster("Y").place(centre, (0, -lean, way)).settle()


def serving_tray(timber, cups=True):
    def oval(a, b):
        return [(a * math.copysign(abs(math.cos(t)) ** 0.78, math.cos(t)), b * math.copysign(abs(math.sin(t)) ** 0.78, math.sin(t))) for t in (2 * PI * i / 120 for i in range(120))]
    slab(oval(1.72, 1.12), 0.09, timber, 0.02).location.z = 0.03
    rim_out, rim_in = oval(1.8, 1.2), oval(1.7, 1.1)
    count = len(rim_out)
    vertices = [(x, y, 0.0) for x, y in rim_out] + [(x * 1.02, y * 1.02, 0.36) for x, y in rim_out] + [(x * 1.02, y * 1.02, 0.36) for x, y in rim_in] + [(x, y, 0.0) for x, y in rim_in]
    faces = [(k * count + i, k * count + (i + 1) % count, ((k + 1) % 4) * count + (i + 1) % count, ((k + 1) % 4) * count + i) for k in range(4) for i in range(count)]
    rim = add_mesh("rim", vertices, faces, timber, sharp_angle=50)
    soften(rim, 0.025)
    metal_ = brass()
    for s in (-1, 1):
        tube([(s * 1.78, -0.34, 0.24), (s * 1.92, -0.34, 0.34), (s * 2.02, -0.28, 0.5), (s * 2.04, 0, 0.56), (s * 2.02, 0.28, 0.5), (s * 1.92, 0.34, 0.34), (s * 1.78, 0.34, 0.24)], 0.045, metal_)
    if cups:
        for at, tint in (((-0.75, 0.25, 0.12), CHALK), ((0.35, -0.1, 0.12), SEA)):
            with Group() as g:
                vessel([(0.28, 0)] + through([(0.34, 0.03), (0.42, 0.3), (0.44, 0.68)], 6), 0.045, glaze(tint))
            g.place(at)


def teapot(tint, turn=0, scale=1.0):
    with Group() as g:
        skin = glaze(tint)
        outer = through([(0.6, 0.1), (0.84, 0.26), (1.0, 0.64), (0.93, 1.02), (0.66, 1.28), (0.42, 1.36)], 9)
        lathe([(0, 0.1)] + outer + [(0.4, 1.34), (0, 1.3)], skin, wobble=0.002)
        lathe(rounded([(0, 0.0), (0.58, 0.0), (0.62, 0.12), (0.3, 0.12)], 0.02), matte("#ab8669"))
        lathe(through([(0.45, 1.355), (0.44, 1.39), (0.3, 1.46), (0.12, 1.5), (0.09, 1.53)], 6) + through([(0.09, 1.56), (0.14, 1.62), (0.13, 1.7), (0.06, 1.74), (0, 1.745)], 6), skin)
        tube([(0.72, 0, 0.48), (1.06, 0, 0.62), (1.28, 0, 0.94), (1.48, 0, 1.24)], 0.17, skin, taper=[2.0, 1.5, 1.0, 0.72, 0.58])
        hole = disc(0.068, 0.01, matte("#3a332c"), (1.487, 0, 1.247), 0.0)
        hole.rotation_euler = Euler(rad(0, 35, 0))
        metal_ = brass()
        arch = [PI * i / 40 for i in range(41)]
        tube([(0.72 * math.copysign(abs(math.cos(a)) ** 0.8, math.cos(a)), 0, 1.3 + 0.98 * math.sin(a) ** 0.85) for a in arch], 0.042, metal_, smooth=False)
        for s in (-1, 1):
            ball(0.075, skin, (s * 0.7, 0, 1.25))
            ball(0.06, metal_, (s * 0.72, 0, 1.31))
    return g.place(turn=(0, 0, math.radians(turn)), scale=scale)


def salt_box():
    outer = rounded([(0.0, 0), (0.82, 0, 0.05), (0.88, 1.05, 0.03), (0.88, 1.15)], 0.04)
    vessel(outer[1:], 0.08, glaze(CHALK), wobble=0.003)
    lathe(through([(0.8, 0.9), (0.55, 0.95), (0.3, 1.03), (0, 1.06)], 8), salt())
    with Group() as lid:
        disc(0.9, 0.13, walnut("X"), (0, 0, 0), 0.03)
        lathe(through([(0.1, 0.12), (0.08, 0.2), (0.14, 0.3), (0.13, 0.36), (0, 0.4)], 6), walnut("Z"))
    lid.place((1.45, -1.15, 0), rad(0, 0, 35))
    metal_ = brass()
    with Group() as scoop:
        vessel(through([(0.04, 0.0), (0.14, 0.02), (0.22, 0.09), (0.24, 0.16)], 6), 0.02, metal_)
        tube([(0.22, 0, 0.14), (0.5, 0, 0.2), (0.95, 0, 0.2), (1.02, 0, 0.2)], 0.03, metal_, taper=[0.9, 0.8, 1, 1])
    scoop.place((-0.12, 0.05, 0.98), rad(0, -38, 150))


def salt():
    n = Nodes("salt")
    grains = n.noise(70, 3)
    n.base(Base_Color=colour("#f1efea"), Roughness=0.5)
    n.bump(grains, 0.9, 0.04)
    return n.material


# ---------------------------------------------------------------- light


def night_lamp(tint, turn=0):
    foot = glaze(tint, 0.3, speckle=False)
    lathe(rounded([(0, 0), (0.62, 0, 0.03), (0.64, 0.1, 0.05), (0.3, 0.2, 0.2), (0.17, 0.5, 0.3), (0.15, 1.3, 0.1), (0, 1.3)], 0.04, 8), foot)
    outer = through([(1.08, 1.02), (1.08, 1.1), (1.0, 1.4), (0.78, 1.68), (0.42, 1.86), (0, 1.92)], 9)
    inner = [(max(r - 0.05, 0), z - 0.03) for r, z in outer[2:]]
    lathe([(1.04, 1.03)] + outer + inner[::-1] + [(1.04, 1.03)], glowing("#ffac62", 1.15))
    lamp((0, 0, 0.98), 55, radius=0.45)
    disc(0.2, 0.05, brass(), (0, 0, 1.27), 0.01)
    tube([(0.3, 0.5, 0.04), (0.8, 0.95, 0.03), (1.7, 0.85, 0.03), (2.8, 1.25, 0.03), (5.0, 1.4, 0.03)], 0.03, linen("#8d7f6c", 50))


def reading_lamp(finish, joint):
    disc(0.66, 0.1, finish, (-0.45, 0.1, 0), 0.035)
    disc(0.07, 0.16, joint, (-0.45, 0.1, 0.08), 0.02)
    tube([(-0.45, 0.1, 0.1), (-0.45, 0.1, 2.2)], 0.036, finish, smooth=False)
    ball(0.075, joint, (-0.45, 0.1, 2.22))
    tube([(-0.45, 0.1, 2.22), (0.42, 0.0, 2.48)], 0.03, finish, smooth=False)
    ball(0.07, joint, (0.42, 0.0, 2.48))
    with Group() as g:
        outer = rounded([(0.0, 0.06), (0.13, 0.06, 0.05), (0.2, -0.1, 0.1), (0.62, -0.62, 0.0)], 0.05, 8)
        inner = [(max(r - 0.025, 0), z - 0.025) for r, z in outer]
        inner[-1] = (outer[-1][0] - 0.02, outer[-1][1])
        lathe(outer + inner[::-1], finish)
        ball(0.17, light_only("#ffd9a8", 5), (0, 0, -0.36))
    g.place((0.44, 0, 2.4), rad(6, -14, 0))
    lamp((0.53, -0.02, 1.8), 130, radius=0.2)
    cable = linen("#3b3733", 50)
    tube([(-0.9, 0.5, 0.05), (-1.3, 0.85, 0.03), (-2.0, 0.8, 0.03), (-3.2, 1.2, 0.03), (-5.5, 1.4, 0.03)], 0.028, cable)


def pillar(radius, height, at, tint="#efe4cc", lit=True):
    with Group() as g:
        lathe(rounded([(0, 0), (radius, 0, 0.03), (radius, height, 0.07), (radius * 0.72, height - 0.02, 0.08), (radius * 0.3, height - 0.07, 0.1), (0, height - 0.07)], 0.05), wax(tint, 0.5 if lit else 0), wobble=0.003)
        if lit:
            flame((0, 0, height - 0.08), 1.0)
    return g.place(at)


def pillar_candles():
    pillar(0.5, 1.9, (-0.25, 0.45, 0))
    pillar(0.5, 1.3, (0.75, 0.05, 0), "#ecdfc4")
    pillar(0.5, 0.8, (-0.45, -0.72, 0), "#f1e7d2")


def chamberstick(finish, scale=1.0):
    with Group() as g:
        lathe(rounded([(0, 0.05), (0.3, 0.05, 0), (0.34, 0.0, 0.02), (0.8, 0.0, 0.05), (1.02, 0.22, 0.03), (0.99, 0.24, 0.02), (0.78, 0.06, 0.05), (0.3, 0.09, 0.05), (0.22, 0.2, 0.1), (0.2, 0.46, 0.02), (0.28, 0.5, 0.02), (0.28, 0.53, 0.02), (0.17, 0.53, 0.01), (0.17, 0.3, 0.0), (0, 0.3)], 0.03), finish)
        ring(0.25, 0.042, finish, (1.24, 0, 0.27), rad(90, 0, 0))
        lathe(rounded([(0, 0.32), (0.155, 0.32), (0.15, 1.65, 0.03), (0.05, 1.68, 0.03), (0, 1.66)], 0.02), wax("#f0e8d6", 0.45), segments=64)
        flame((0, 0, 1.66), 1.0)
    return g.place(turn=rad(0, 0, -32), scale=scale)


def lantern():
    steel, window = blackened(0.45), pane()
    w, h = 0.72, 1.75
    box((1.62, 1.62, 0.09), steel, (0, 0, 0.08), 0.02)
    for x in (-1, 1):
        for y in (-1, 1):
            box((0.09, 0.09, h), steel, (x * w, y * w, 0.16), 0.015)
            box((0.16, 0.16, 0.08), steel, (x * w, y * w, 0), 0.02)
        box((0.06, 2 * w, 0.06), steel, (x * w, 0, 0.17), 0.01)
        box((2 * w, 0.06, 0.06), steel, (0, x * w, 0.17), 0.01)
        box((0.015, 2 * w, h), window, (x * w, 0, 0.16), 0)
        box((2 * w, 0.015, h), window, (0, x * w, 0.16), 0)
        box((0.035, 0.035, h), steel, (0, x * w, 0.17), 0.005)
        box((0.035, 0.035, h), steel, (x * w, 0, 0.17), 0.005)
    top = 0.16 + h
    box((1.72, 1.72, 0.07), steel, (0, 0, top), 0.02)
    roof = lathe(rounded([(1.13, 0), (0.42, 0.44), (0.36, 0.44), (0.36, 0.6), (0.0, 0.6)], 0.0), steel, segments=4)
    roof.rotation_euler, roof.location = Euler(rad(0, 0, 45)), (0, 0, top + 0.07)
    soften(roof, 0.02)
    for polygon in roof.data.polygons:
        polygon.use_smooth = False
    roof.data.use_auto_smooth = True
    disc(0.3, 0.05, steel, (0, 0, top + 0.67), 0.02)
    ring(0.27, 0.035, brass(), (0, 0, top + 0.98), rad(90, 0, 24))
    ball(0.06, brass(), (0.0, -w - 0.05, 0.95))
    candle = pillar(0.36, 0.85, (0, 0, 0.17))
    lamp((0, 0, 1.25), 14)


def tealight_cups():
    for at, tint, turn in (((-0.72, -0.38, 0), CLAY, 10), ((0.72, -0.45, 0), CHALK, 130), ((0.05, 0.72, 0), MOSS, 220)):
        with Group() as g:
            outer = through([(0.42, 0.0), (0.52, 0.03), (0.6, 0.2), (0.63, 0.4), (0.62, 0.54)], 7)
            vessel(outer, 0.06, glaze(tint), wobble=0.016)
            metal_ = metal("#c9c9c5", 0.35)
            lathe([(0, 0.1), (0.3, 0.1), (0.3, 0.3), (0.285, 0.3), (0.285, 0.24), (0, 0.24)], metal_, segments=64)
            disc(0.285, 0.03, wax("#f4ecd9", 0.6), (0, 0, 0.23), 0.005)
            flame((0, 0, 0.26), 1.05, 7)
        g.place(at, (0, 0, math.radians(turn)))


# ---------------------------------------------------------------- for the desk


def book(height, depth, thickness, tint):
    """Standing upright, spine towards -y."""
    with Group() as g:
        cover, leaves = linen(tint, 40), paper("#e9e0cc")
        box((thickness - 0.05, depth - 0.07, height - 0.07), leaves, (0, 0.0, 0.035), 0.0)
        for s in (-1, 1):
            box((0.035, depth, height), cover, (s * (thickness / 2 - 0.018), 0, 0), 0.012)
        spine = box((thickness, 0.05, height), cover, (0, -depth / 2 + 0.015, 0), 0.022)
        box((thickness * 0.62, 0.004, 0.02), brass(0.4), (0, -depth / 2 - 0.011, height * 0.8), 0)
        box((thickness * 0.62, 0.004, 0.02), brass(0.4), (0, -depth / 2 - 0.011, height * 0.86), 0)
    return g


def bookends():
    r, width = 1.25, 0.85
    arc = [(0, 0)] + [(r * math.cos(a), r * math.sin(a)) for a in (PI / 2 * i / 40 for i in range(41))]
    shelf = [(1.62, 1.12, 0.2, INK), (1.45, 1.05, 0.3, "#b7a98e"), (1.7, 1.15, 0.24, CLAY), (1.5, 1.0, 0.17, "#d8cdb8"), (1.58, 1.08, 0.32, MOSS), (1.36, 1.0, 0.19, SEA)]
    total = sum(b[2] for b in shelf)
    x = -total / 2
    for height, depth, thick, tint in shelf:
        book(height, depth, thick, tint).place((x + thick / 2, (depth - 1.1) / 2 + 0.02, 0.02))
        x += thick
    for s in (-1, 1):
        block = slab(arc, width, oak("X"), 0.03)
        block.rotation_euler = Euler((PI / 2, 0, 0)) if s > 0 else Euler((PI / 2, 0, PI))
        block.location = (s * (total / 2 + 0.012), (width / 2) * s, 0.02)
        block.location.y = width / 2 if s > 0 else -width / 2
        box((1.3, width - 0.06, 0.02), blackened(), (s * (total / 2 + 0.2), 0, 0), 0.004)


def desk_clock(timber, scale=1.0):
    with Group() as g:
        r, depth = 1.02, 0.72
        outline = [(r, 0), (r, 1.15)] + [(r * math.cos(a), 1.15 + r * math.sin(a)) for a in (PI * i / 60 for i in range(1, 60))] + [(-r, 1.15), (-r, 0)]
        block = slab(outline, depth, timber, 0.05)
        block.rotation_euler, block.location = Euler(rad(90, 0, 0)), (0, depth / 2, 0)
        front, middle = -depth / 2, 1.17
        with Group() as dial:
            disc(0.8, 0.03, enamel(), (0, 0, 0), 0.008)
            ring(0.8, 0.028, brass(), (0, 0, 0.015))
            ink = enamel("#25282c")
            for hour in range(12):
                a = 2 * PI * hour / 12
                long = 0.15 if hour % 3 == 0 else 0.08
                mark = box((0.028 if hour % 3 else 0.036, long, 0.006), ink, (0, 0, 0), 0)
                place = 0.7 - long / 2
                mark.location = (place * math.sin(a), place * math.cos(a), 0.031)
                mark.rotation_euler = Euler((0, 0, -a))
            metal_ = brass(0.3)
            for angle, length, width, z in ((-55, 0.4, 0.05, 0.045), (60, 0.6, 0.036, 0.06)):
                with Group() as hand:
                    box((width, length, 0.01), metal_, (0, length / 2 - 0.08, 0), 0.004)
                hand.place((0, 0, z), (0, 0, -math.radians(angle)))
            disc(0.05, 0.06, metal_, (0, 0, 0.03), 0.012)
        dial.place((0, front, middle), rad(90, 0, 0))
    return g.place(turn=rad(0, 0, -20), scale=scale)


def sword_leaf(length, width, lean, turn, material, at):
    vertices, faces, n = [], [], 22
    for k in range(n):
        t = k / (n - 1)
        w = width * (0.55 + 0.6 * math.sin(PI * min(t * 0.9 + 0.12, 1))) * (1 - t**4)
        bend = lean * t * t
        twist = 0.5 * t
        for s in (-1, 0, 1):
            vertices.append((s * w / 2 * math.cos(twist), bend + abs(s) * -0.05 * (1 - t) + s * w / 2 * math.sin(twist), t * length))
    for k in range(n - 1):
        faces += [(3 * k + c, 3 * k + c + 1, 3 * k + c + 4, 3 * k + c + 3) for c in (0, 1)]
    blade = add_mesh("blade", vertices, faces, material, sharp_angle=80)
    blade.modifiers.new("thickness", "SOLIDIFY").thickness = 0.025
    blade.location, blade.rotation_euler = at, Euler((0, 0, turn))


def planter(tint, scale=1.0):
    with Group() as g:
        skin = matte(tint, 0.7)
        outer = rounded([(0.5, 0.1), (0.58, 0.1, 0.03), (0.82, 1.1, 0.05), (0.84, 1.12)], 0.04)
        vessel(outer, 0.07, skin, wobble=0.003)
        lathe(rounded([(0, 0), (0.72, 0, 0.03), (0.84, 0.14, 0.03), (0.79, 0.15, 0.02), (0.7, 0.06, 0.05), (0, 0.06)], 0.03), skin)
        lathe([(0.78, 0.98), (0.5, 1.02), (0, 1.03)], soil())
        green, luck = leaf("#5c7a4c", stripes=True), random.Random(11)
        for i in range(11):
            a = 2 * PI * i / 11 * 1.62
            r = 0.08 + 0.28 * (i / 11)
            sword_leaf(luck.uniform(1.3, 2.0) * (1.15 - 0.3 * i / 11), luck.uniform(0.2, 0.27), luck.uniform(0.12, 0.5), a - PI / 2, green, (r * math.cos(a), r * math.sin(a), 0.98))
    return g.place(scale=scale)


def pencil(tint, length=2.2, material=None):
    """Standing on its blunt end, point up."""
    with Group() as g:
        body = material or enamel(tint, 0.4)
        lathe([(0, 0), (0.062, 0), (0.062, length)], body, segments=6)
        lathe([(0.058, length - 0.001), (0.0, length + 0.22)], wood("#b98a56", "#d9b483", "Z"), segments=24)
        lathe([(0.017, length + 0.16), (0.0, length + 0.226)], enamel("#26282b"), segments=16)
    return g


def pen_pot():
    outer = [(0.72, 0.0), (0.74, 0.03)] + [(0.74 + 0.03 * i / 10, 0.03 + 1.42 * i / 10) for i in range(1, 11)]
    vessel(outer, 0.09, matte(MOSS, 0.6), segments=240, flutes=28, depth=0.035)
    for at, turn, tint, length in (((0.3, 0.1, 0.12), (-8, 14, 0), CLAY, 1.75), ((-0.25, 0.2, 0.12), (-9, -13, 30), INK, 1.95), ((0.05, -0.25, 0.12), (10, -4, 10), "#c9a55c", 1.6), ((-0.1, 0.35, 0.12), (-14, 3, 0), None, 2.05)):
        pencil(tint, length, None if tint else wood("#b98a56", "#d9b483", "Z")).place(at, rad(*turn))


def keepsake_box(timber, upright):
    w, d, h, t = 2.3, 1.55, 0.92, 0.11
    for s in (-1, 1):
        box((w, t, h), timber, (0, s * (d - t) / 2, 0), 0.025)
        box((t, d - 2 * t + 0.01, h), upright, (s * (w - t) / 2, 0, 0), 0.025)
    box((w - t, d - t, 0.08), timber, (0, 0, 0.02), 0)
    for i, (tint, tilt) in enumerate((("#e2d9c6", 4), ("#c5cbc6", -3), ("#e4ddcf", 2))):  # letters
        box((1.6, 0.02, 0.66), paper(tint), (0.05 * i - 0.15, -0.2 - 0.14 * i, 0.12), 0, rad(-14 + tilt, 0, tilt / 2))
    with Group() as lid:
        box((w + 0.02, d + 0.02, 0.13), timber, (0, 0, 0), 0.03)
        lathe(through([(0.12, 0.13), (0.06, 0.17), (0.06, 0.22), (0.14, 0.3), (0.13, 0.36), (0, 0.4)], 6), brass())
    lid.place((-0.06, 0.46, h), rad(0, 0, 6))


def notebooks():
    z = 0.0
    for tint, turn, at in ((INK, 12, (0.03, 0.02)), (MOSS, -4, (-0.04, 0.03)), (CLAY, 22, (0.0, 0.0))):
        with Group() as g:
            cover = linen(tint, 40)
            box((1.62, 2.3, 0.2), paper("#ece4d2"), (0.0, 0, 0.03), 0.0)
            for height in (0.0, 0.23):
                box((1.72, 2.4, 0.032), cover, (0, 0, height), 0.012)
            box((0.05, 2.4, 0.262), cover, (-0.85, 0, 0), 0.022)
            band = enamel("#2a2724", 0.7)
            box((0.07, 2.42, 0.012), band, (0.6, 0, 0.262), 0.004)
            for s in (-1, 1):
                box((0.07, 0.012, 0.27), band, (0.6, s * 1.207, 0), 0.004)
        g.place((*at, z), rad(0, 0, turn))
        z += 0.275
    with Group() as p:
        pencil("#c9a55c", 1.7)
    p.place((-0.62, -0.55, z + 0.06), rad(90, 0, 136), order="XYZ")
    p.settle(z)


def paperweight():
    for turn, at, tint in ((9, 0.0, "#e6dfd0"), (-6, 0.018, "#ebe5d8"), (3, 0.036, "#f0ebe0")):
        box((2.5, 1.9, 0.016), paper(tint), (0.02 * turn / 3, 0.1, at), 0, rad(0, 0, turn))
    with Group() as g:
        stone_ = ball(0.86, stone(), (0, 0, 0))
        noise = bpy.data.textures.new("wear", "CLOUDS")
        noise.noise_scale = 1.3
        worn = stone_.modifiers.new("wear", "DISPLACE")
        worn.texture, worn.strength, worn.mid_level = noise, 0.2, 0.5
        stone_.modifiers.new("smooth", "SUBSURF").render_levels = 1
        stone_.scale = (1.15, 0.86, 0.6)
    g.place((0.05, 0.0, 0), rad(0, 0, 24)).settle(-0.03)
