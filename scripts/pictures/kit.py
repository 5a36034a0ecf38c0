"""The studio: backdrop, lights, camera, materials and the few shapes everything is made of.

One unit is about ten centimetres. Every product stands on z = 0 around the origin and looks towards -y.
"""
import math
import random

import bmesh
import bpy
from mathutils import Euler, Matrix, Vector

# ---------------------------------------------------------------- colours

GROUNDS = {  # one quiet tint for each collection
    "door": "#cfc3b1",   # sand
    "table": "#d6c5ba",  # pale clay
    "light": "#bdb6ab",  # dusk
    "desk": "#c3c8b8",   # sage
}
CLAY, CHALK, MOSS, INK, SEA = "#8f5745", "#dcd5c8", "#5b624b", "#2b3543", "#77868b"
TAN = "#865b3e"


def colour(value):
    """'#rrggbb' in sRGB -> linear RGBA."""
    if not isinstance(value, str):
        return tuple(value)
    parts = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts) + (1.0,)


def shade(value, factor):
    r, g, b, _ = colour(value)
    return (min(r * factor, 1), min(g * factor, 1), min(b * factor, 1), 1.0)


# ---------------------------------------------------------------- materials


class Nodes:
    """A short way to write a node tree."""

    def __init__(self, name):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.bsdf = self.tree.nodes["Principled BSDF"]
        self.out = self.tree.nodes["Material Output"]

    def add(self, kind, **inputs):
        node = self.tree.nodes.new("ShaderNode" + kind)
        for key, value in inputs.items():
            if key in node.inputs:
                self.set(node, key, value)
            else:
                setattr(node, key, value)
        return node

    def set(self, node, key, value):
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, node.inputs[key])
        else:
            node.inputs[key].default_value = value

    def base(self, **inputs):
        for key, value in inputs.items():
            self.set(self.bsdf, key.replace("_", " "), value)

    def coordinates(self, scale=(1, 1, 1), space="Object"):
        mapping = self.add("Mapping", Vector=self.add("TexCoord").outputs[space])
        mapping.inputs["Scale"].default_value = scale
        return mapping.outputs[0]

    def noise(self, scale, detail=4, vector=None, **more):
        return self.add("TexNoise", Scale=scale, Detail=detail, Vector=vector or self.coordinates(), **more).outputs["Fac"]

    def ramp(self, fac, *stops):
        node = self.add("ValToRGB", Fac=fac)
        elements = node.color_ramp.elements
        while len(elements) < len(stops):
            elements.new(0.5)
        for element, (position, value) in zip(elements, stops):
            element.position, element.color = position, colour(value)
        return node.outputs[0]

    def seen_only(self, strength):
        """Glows for the camera alone; the light itself comes from a lamp, which is far less noisy."""
        seen = self.add("Math", operation="MULTIPLY")
        self.tree.links.new(strength, seen.inputs[0])
        self.tree.links.new(self.add("LightPath").outputs["Is Camera Ray"], seen.inputs[1])
        self.base(Emission_Strength=seen.outputs[0])
        self.material.cycles.sample_as_light = False

    def bump(self, height, strength, distance=0.02):
        self.base(Normal=self.add("Bump", Height=height, Strength=strength, Distance=distance).outputs[0])


def glaze(tint, rough=0.24, speckle=True):
    """Stoneware glaze: uneven in tone, finely speckled, softly glossy."""
    n = Nodes("glaze")
    cloud = n.ramp(n.noise(2.2, 3), (0.3, shade(tint, 0.84)), (0.7, shade(tint, 1.08)))
    if speckle:
        spots = n.ramp(n.noise(42, 2), (0.33, "#000000"), (0.37, "#ffffff"))
        cloud = n.add("MixRGB", Fac=n.ramp(spots, (0, (0.55,) * 3 + (1,)), (1, "#000000")), Color1=cloud, Color2=shade(tint, 0.35)).outputs[0]
    n.base(Base_Color=cloud, Roughness=rough, Specular=0.5)
    n.bump(n.noise(5, 2), 0.12, 0.05)
    return n.material


def matte(tint, rough=0.72):
    """Bare or matte-glazed clay."""
    n = Nodes("matte")
    fine = n.noise(26, 6)
    n.base(Base_Color=n.ramp(fine, (0.3, shade(tint, 0.86)), (0.7, shade(tint, 1.06))), Roughness=rough, Specular=0.3)
    n.bump(fine, 0.22, 0.02)
    return n.material


def metal(tint, rough=0.26, metallic=1.0):
    n = Nodes("metal")
    smear = n.noise(9, 5)
    n.base(Base_Color=n.ramp(n.noise(3, 3), (0.3, shade(tint, 0.86)), (0.7, shade(tint, 1.05))), Metallic=metallic)
    n.base(Roughness=n.ramp(smear, (0.3, (rough * 0.75,) * 3 + (1,)), (0.75, (rough * 1.3,) * 3 + (1,))))
    return n.material


def brass(rough=0.24):
    return metal("#b8935f", rough)


def blackened(rough=0.42):
    return metal("#23262b", rough, 0.6)


def wood(dark, light, grain="X", size=1.0):
    """Grain runs along one axis of the object itself."""
    n = Nodes("wood")
    stretch = {axis: 6.0 for axis in "XYZ"}
    stretch[grain] = 0.45
    place = n.coordinates(tuple(stretch[a] / size for a in "XYZ"))
    warp = n.noise(1.1, 3, place, Distortion=0.9)
    fibres = n.noise(7, 8, place, Roughness=0.65)
    rings = n.add("TexWave", Vector=place, Scale=0.55, Distortion=7.0, Detail=3.0, bands_direction={"X": "Z", "Y": "Z", "Z": "X"}[grain]).outputs["Fac"]
    mixed = n.add("MixRGB", Fac=0.42, Color1=warp, Color2=rings).outputs[0]
    mixed = n.add("MixRGB", Fac=0.38, Color1=mixed, Color2=fibres).outputs[0]
    n.base(Base_Color=n.ramp(mixed, (0.25, dark), (0.72, light)), Roughness=n.ramp(fibres, (0.3, (0.5,) * 3 + (1,)), (0.7, (0.36,) * 3 + (1,))), Specular=0.4)
    n.bump(fibres, 0.12, 0.02)
    return n.material


def oak(grain="X", size=1.0):
    return wood("#8f6a47", "#bd9b76", grain, size)


def walnut(grain="X", size=1.0):
    return wood("#38251a", "#6b4c35", grain, size)


def linen(tint, scale=34):
    """Woven cloth."""
    n = Nodes("linen")
    place = n.coordinates()
    threads = [n.add("TexWave", Vector=place, Scale=scale, Distortion=1.2, Detail=1.0, bands_direction=d).outputs["Fac"] for d in "XZ"]
    other = n.add("TexWave", Vector=place, Scale=scale, Distortion=1.2, Detail=1.0, bands_direction="Y").outputs["Fac"]
    weave = n.add("Math", operation="ADD", Value=threads[0]).outputs[0]
    add = weave.node
    n.tree.links.new(threads[1], add.inputs[0])
    n.tree.links.new(other, add.inputs[1])
    n.base(Base_Color=n.ramp(n.noise(20, 6), (0.3, shade(tint, 0.8)), (0.7, shade(tint, 1.12))), Roughness=0.9, Specular=0.1, Sheen=0.3)
    n.bump(weave, 0.35, 0.01)
    return n.material


def cloth(tint):
    """Tight waterproof weave."""
    n = Nodes("cloth")
    n.base(Base_Color=n.ramp(n.noise(3, 3), (0.3, shade(tint, 0.9)), (0.7, shade(tint, 1.08))), Roughness=0.58, Specular=0.25, Sheen=0.4)
    n.bump(n.noise(120, 2), 0.1, 0.01)
    return n.material


def leather(tint):
    n = Nodes("leather")
    pores = n.add("TexVoronoi", Vector=n.coordinates(), Scale=46).outputs["Distance"]
    n.base(Base_Color=n.ramp(n.noise(5, 5), (0.3, shade(tint, 0.72)), (0.7, shade(tint, 1.15))), Roughness=0.5, Specular=0.35)
    n.bump(pores, 0.12, 0.02)
    return n.material


def cork():
    n = Nodes("cork")
    grains = n.add("TexVoronoi", Vector=n.coordinates(), Scale=15)
    tone = n.add("MixRGB", Fac=0.5, Color1=n.add("SeparateColor", Color=grains.outputs["Color"]).outputs[0], Color2=n.noise(30, 4)).outputs[0]
    n.base(Base_Color=n.ramp(tone, (0.15, "#6e4a2b"), (0.4, "#b98a5a"), (0.85, "#cfa677")), Roughness=0.9, Specular=0.15)
    n.bump(n.noise(30, 5), 0.4, 0.03)
    return n.material


def wax(tint="#efe4cc", glow=0.0):
    n = Nodes("wax")
    n.base(Base_Color=colour(tint), Roughness=0.42, Specular=0.4)
    if glow:  # light of the flame that sinks into the top
        height = n.add("SeparateXYZ", Vector=n.add("TexCoord").outputs["Generated"]).outputs["Z"]
        n.base(Emission=colour("#ff9a4a"))
        n.seen_only(n.ramp(height, (0.35, "#000000"), (1.0, (glow,) * 3 + (1,))))
    n.bump(n.noise(4, 3), 0.08, 0.05)
    return n.material


def glass(tint="#fbfdfc", rough=0.0, ior=1.45):
    """Clear glass that lets light through to the ground instead of a black shadow."""
    n = Nodes("glass")
    clear = n.add("BsdfGlass", Color=colour(tint), Roughness=rough, IOR=ior)
    through = n.add("BsdfTransparent", Color=colour("#f0f4f2"))
    mix = n.add("MixShader")
    n.tree.links.new(n.add("LightPath").outputs["Is Shadow Ray"], mix.inputs[0])
    n.tree.links.new(clear.outputs[0], mix.inputs[1])
    n.tree.links.new(through.outputs[0], mix.inputs[2])
    n.tree.links.new(mix.outputs[0], n.out.inputs[0])
    return n.material


def pane():
    """A thin window: mostly see-through, a little reflection."""
    n = Nodes("pane")
    mix = n.add("MixShader")
    edge = n.add("Math", operation="POWER")
    n.tree.links.new(n.add("LayerWeight", Blend=0.5).outputs["Facing"], edge.inputs[0])
    edge.inputs[1].default_value = 4.0
    n.tree.links.new(edge.outputs[0], mix.inputs[0])
    n.tree.links.new(n.add("BsdfTransparent").outputs[0], mix.inputs[1])
    n.tree.links.new(n.add("BsdfGlossy", Roughness=0.03).outputs[0], mix.inputs[2])
    n.tree.links.new(mix.outputs[0], n.out.inputs[0])
    return n.material


def paper(tint="#efe9dc", rough=0.9):
    n = Nodes("paper")
    n.base(Base_Color=colour(tint), Roughness=rough, Specular=0.15)
    n.bump(n.noise(60, 4), 0.08, 0.01)
    return n.material


def rubber(tint="#2b2a29"):
    n = Nodes("rubber")
    n.base(Base_Color=colour(tint), Roughness=0.78, Specular=0.25)
    n.bump(n.noise(60, 3), 0.1, 0.01)
    return n.material


def enamel(tint="#efe9dd", rough=0.35):
    n = Nodes("enamel")
    n.base(Base_Color=colour(tint), Roughness=rough)
    n.bump(n.noise(90, 2), 0.04, 0.01)
    return n.material


def leaf(tint="#55703f", stripes=False):
    n = Nodes("leaf")
    if stripes:
        wave = n.noise(1.0, 5, n.coordinates((3, 3, 9)), Distortion=1.5)
        tone = n.ramp(wave, (0.38, shade(tint, 0.6)), (0.52, shade(tint, 1.25)), (0.6, shade(tint, 0.8)))
    else:
        tone = n.ramp(n.noise(4, 4), (0.3, shade(tint, 0.75)), (0.7, shade(tint, 1.2)))
    n.base(Base_Color=tone, Roughness=0.45, Specular=0.4)
    return n.material


def soil():
    n = Nodes("soil")
    lumps = n.noise(14, 8)
    n.base(Base_Color=n.ramp(lumps, (0.3, "#1d140e"), (0.7, "#4a3626")), Roughness=1.0, Specular=0.1)
    n.bump(lumps, 1.0, 0.12)
    return n.material


def stone():
    n = Nodes("stone")
    place = n.coordinates((1, 1, 1.6))
    vein = n.noise(0.9, 7, place, Distortion=0.8)
    veins = n.ramp(vein, (0.485, "#000000"), (0.5, "#ffffff"), (0.515, "#000000"))
    grey = n.ramp(n.noise(9, 9), (0.3, "#4d5152"), (0.7, "#7b7f7d"))
    n.base(Base_Color=n.add("MixRGB", Fac=veins, Color1=grey, Color2=colour("#dcd8ce")).outputs[0], Roughness=0.34, Specular=0.45)
    n.bump(n.noise(18, 6), 0.08, 0.02)
    return n.material


def glowing(tint, strength, body="#b5a284"):
    """A lit shade: brighter towards its lower rim."""
    n = Nodes("glowing")
    height = n.add("SeparateXYZ", Vector=n.add("TexCoord").outputs["Generated"]).outputs["Z"]
    n.base(Base_Color=colour(body), Roughness=0.4, Emission=colour(tint))
    n.seen_only(n.ramp(height, (0.0, (strength,) * 3 + (1,)), (1.0, (strength * 0.25,) * 3 + (1,))))
    return n.material


def light_only(tint, strength):
    n = Nodes("light")
    seen = n.add("Math", operation="MULTIPLY")
    n.tree.links.new(n.add("LightPath").outputs["Is Camera Ray"], seen.inputs[0])
    seen.inputs[1].default_value = strength
    n.tree.links.new(n.add("Emission", Color=colour(tint), Strength=seen.outputs[0]).outputs[0], n.out.inputs[0])
    n.material.cycles.sample_as_light = False
    return n.material


# ---------------------------------------------------------------- shapes


def add_mesh(name, vertices, faces, material, smooth=True, sharp_angle=38):
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(v) for v in vertices], [], faces)
    mesh.update()
    bm = bmesh.new()
    bm.from_mesh(mesh)
    bmesh.ops.remove_doubles(bm, verts=bm.verts, dist=1e-5)
    bmesh.ops.recalc_face_normals(bm, faces=bm.faces)
    bm.to_mesh(mesh)
    bm.free()
    for polygon in mesh.polygons:
        polygon.use_smooth = smooth
    mesh.use_auto_smooth, mesh.auto_smooth_angle = True, math.radians(sharp_angle)
    thing = bpy.data.objects.new(name, mesh)
    bpy.context.collection.objects.link(thing)
    thing.data.materials.append(material)
    return thing


def rounded(points, radius=0.03, steps=5, closed=False):
    """Rounds the corners of a line; a point may bring its own radius as a third number."""
    result, count = [], len(points)
    for i, point in enumerate(points):
        r = point[2] if len(point) > 2 else radius
        p = Vector(point[:2])
        if not closed and i in (0, count - 1) or r == 0:
            result.append(p)
            continue
        before, after = Vector(points[i - 1][:2]) - p, Vector(points[(i + 1) % count][:2]) - p
        reach = min(r, before.length * 0.5, after.length * 0.5)
        start, end = p + before.normalized() * reach, p + after.normalized() * reach
        for s in range(steps + 1):
            t = s / steps
            result.append(start * (1 - t) ** 2 + p * 2 * t * (1 - t) + end * t * t)
    return [tuple(p) for p in result]


def through(points, steps=8):
    """A smooth line through the given points (Catmull-Rom), in two or three dimensions."""
    pts = [Vector(p) for p in points]
    pts = [pts[0] * 2 - pts[1]] + pts + [pts[-1] * 2 - pts[-2]]
    line = []
    for i in range(1, len(pts) - 2):
        a, b, c, d = pts[i - 1 : i + 3]
        for s in range(steps):
            t = s / steps
            line.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - 3 * c + d - a) * t**3))
    return [tuple(p) for p in line + [pts[-2]]]


def lathe(profile, material, segments=112, flutes=0, depth=0.0, wobble=0.0, twist=0.0):
    """Turns (radius, height) points around z; flutes cut grooves, wobble makes it hand-made."""
    vertices, faces, count = [], [], len(profile)
    phase = random.Random(count).random() * 6
    for s in range(segments):
        angle = 2 * math.pi * s / segments
        for radius, height in profile:
            r = radius
            if flutes and radius > 0:
                r -= depth * abs(math.sin(flutes * (angle + twist * height) / 2)) if depth > 0 else 0
            r *= 1 + wobble * (math.sin(2 * angle + phase) + 0.6 * math.sin(3 * angle - phase + height * 2))
            vertices.append((r * math.cos(angle), r * math.sin(angle), height))
        nxt = (s + 1) % segments
        for i in range(count - 1):
            faces.append((s * count + i, nxt * count + i, nxt * count + i + 1, s * count + i + 1))
    return add_mesh("turned", vertices, faces, material)


def vessel(outer, wall, material, **more):
    """A hollow turned body: the outer line from the foot up to the lip, and the same line back inside."""
    top = outer[-1]
    inner = [(max(r - wall, 0.0), z) for r, z in outer if z > outer[0][1] + wall * 1.4]
    lip = [(top[0] - wall * 0.25, top[1] + wall * 0.32), (top[0] - wall * 0.75, top[1] + wall * 0.32)]
    floor = [(inner[0][0] * 0.6, outer[0][1] + wall * 1.1), (0, outer[0][1] + wall * 1.1)]
    return lathe([(0, outer[0][1])] + outer + lip + inner[::-1] + floor, material, **more)


def box(size, material, at=(0, 0, 0), bevel=0.03, turn=(0, 0, 0)):
    """A box with soft edges; `at` is the middle of its underside."""
    x, y, z = (s / 2 for s in size)
    corners = [(a * x, b * y, c * z) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    thing = add_mesh("box", corners, faces, material)
    soften(thing, bevel)
    thing.location = Vector(at) + Vector((0, 0, z))
    thing.rotation_euler = Euler(turn)
    return thing


def soften(thing, width, segments=3):
    if width:
        bevel = thing.modifiers.new("soft edges", "BEVEL")
        bevel.width, bevel.segments, bevel.limit_method, bevel.angle_limit = width, segments, "ANGLE", math.radians(40)
        bevel.harden_normals = True


def slab(outline, thickness, material, bevel=0.02):
    """A closed outline in x/y made thick along z (0 … thickness)."""
    count = len(outline)
    vertices = [(p[0], p[1], 0) for p in outline] + [(p[0], p[1], thickness) for p in outline]
    faces = [tuple(range(count))[::-1], tuple(range(count, 2 * count))]
    faces += [(i, (i + 1) % count, count + (i + 1) % count, count + i) for i in range(count)]
    thing = add_mesh("slab", vertices, faces, material)
    soften(thing, bevel)
    return thing


def tube(points, radius, material, smooth=True, taper=None, closed=False):
    """A round rod along a line in space; taper gives the thickness at each given point."""
    line = through(points) if smooth else points
    curve = bpy.data.curves.new("tube", "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution, curve.use_fill_caps = "3D", radius, 6, True
    spline = curve.splines.new("POLY")
    spline.points.add(len(line) - 1)
    spline.use_cyclic_u = closed
    for i, (point, place) in enumerate(zip(spline.points, line)):
        point.co = (*place, 1)
        if taper:
            t = i / (len(line) - 1) * (len(taper) - 1)
            k = min(int(t), len(taper) - 2)
            point.radius = taper[k] * (1 - t + k) + taper[k + 1] * (t - k)
    spline.use_smooth = True
    thing = bpy.data.objects.new("tube", curve)
    bpy.context.collection.objects.link(thing)
    curve.materials.append(material)
    return thing


def ring(radius, thickness, material, at=(0, 0, 0), turn=(0, 0, 0)):
    steps = 72
    points = [(radius * math.cos(a), radius * math.sin(a), 0) for a in (2 * math.pi * i / steps for i in range(steps))]
    thing = tube(points, thickness, material, smooth=False, closed=True)
    thing.location, thing.rotation_euler = at, Euler(turn)
    return thing


def disc(radius, height, material, at=(0, 0, 0), edge=0.03):
    thing = lathe(rounded([(0, 0), (radius, 0), (radius, height), (0, height)], edge), material)
    thing.location = at
    return thing


def ball(radius, material, at=(0, 0, 0), squash=1.0):
    profile = [(radius * math.cos(a), radius * squash * math.sin(a)) for a in (math.pi * (i / 32 - 0.5) for i in range(33))]
    profile[0], profile[-1] = (0, profile[0][1]), (0, profile[-1][1])
    thing = lathe(profile, material, segments=64)
    thing.location = at
    return thing


def flame(at, size=1.0, watts=9):
    """A candle flame with its wick and its light."""
    profile = through([(0, 0), (0.045, 0.05), (0.06, 0.11), (0.04, 0.2), (0.012, 0.29), (0, 0.33)], 6)
    body = lathe([(max(r, 0) * size, z * size) for r, z in profile], light_only("#ffa258", 5.5), segments=32)
    body.location = Vector(at) + Vector((0, 0, 0.05))
    body.visible_shadow = False
    wick = tube([Vector(at), Vector(at) + Vector((0.004, 0, 0.06)), Vector(at) + Vector((0.012, 0, 0.1))], 0.009, rubber("#1b1614"))
    glow = lamp(Vector(at) + Vector((0, 0, 0.2 * size)), watts)
    return [body, wick, glow]


def lamp(at, watts, tint="#ffb473", radius=0.09):
    data = bpy.data.lights.new("glow", "POINT")
    data.energy, data.color, data.shadow_soft_size = watts, colour(tint)[:3], radius
    thing = bpy.data.objects.new("glow", data)
    thing.location = at
    bpy.context.collection.objects.link(thing)
    return thing


# ---------------------------------------------------------------- arranging


class Group:
    """Everything made inside `with Group() as g` can be moved as one thing."""

    def __enter__(self):
        self.before = set(bpy.data.objects)
        return self

    def __exit__(self, *_):
        self.things = [o for o in bpy.data.objects if o not in self.before and o.parent is None]
        self.handle = bpy.data.objects.new("group", None)
        bpy.context.collection.objects.link(self.handle)
        for thing in self.things:
            thing.parent = self.handle

    def place(self, at=(0, 0, 0), turn=(0, 0, 0), scale=1.0, order="XYZ"):
        self.handle.location, self.handle.scale = at, (scale,) * 3
        self.handle.rotation_euler = Euler(turn, order)
        return self

    def lowest(self):
        bpy.context.view_layer.update()
        graph = bpy.context.evaluated_depsgraph_get()
        low = 1e9
        for thing in self.handle.children_recursive:
            if thing.type in {"MESH", "CURVE"}:
                solid = thing.evaluated_get(graph)
                mesh = solid.to_mesh()
                low = min([low] + [(thing.matrix_world @ v.co).z for v in mesh.vertices])
                solid.to_mesh_clear()
        return low

    def settle(self, ground=0.0):
        """Lowers (or lifts) the group until it touches the ground."""
        self.handle.location.z -= self.lowest() - ground
        return self


# ---------------------------------------------------------------- the studio


def area(at, target, watts, size, tint):
    data = bpy.data.lights.new("area", "AREA")
    data.energy, data.size, data.color = watts, size, colour(tint)[:3]
    thing = bpy.data.objects.new("area", data)
    thing.location = at
    thing.rotation_euler = (Vector(target) - Vector(at)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.collection.objects.link(thing)


def studio(collection, wall=None):
    """An empty scene with paper, two lights and a weak white world. `wall` brings the paper up close behind."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    ground = Nodes("ground")
    tint = GROUNDS[collection]
    ground.base(Base_Color=ground.ramp(ground.noise(0.35, 2), (0.3, shade(tint, 0.97)), (0.7, shade(tint, 1.02))), Roughness=0.95, Specular=0.1)
    back, bend = (5.5, 4.0) if wall is None else (wall, 0.35)
    line = [(-14.0, 0.0)] + [(back - bend + bend * math.sin(a), bend - bend * math.cos(a)) for a in (math.pi / 2 * i / 24 for i in range(25))] + [(back, 16.0)]
    vertices = [(x, y, z) for x in (-30, 30) for y, z in line]
    count = len(line)
    add_mesh("paper", vertices, [(i, i + 1, count + i + 1, count + i) for i in range(count - 1)], ground.material, sharp_angle=80)
    area((-4.2, -3.2, 5.6), (0, 0, 0.6), 760, 4.0, "#fff0dc")
    area((5.2, -2.4, 3.2), (0, 0, 0.8), 130, 4.0, "#dfeaff")
    world = bpy.data.worlds.new("world")
    scene.world = world
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (1, 1, 1, 1)
    world.node_tree.nodes["Background"].inputs[1].default_value = 0.25


def camera(target=(0, 0, 0.8), distance=8.2, lens=70, turn=0.0, pitch=20):
    """The one camera: always from the same height; `distance` and `target` frame the thing."""
    scene = bpy.context.scene
    data = bpy.data.cameras.new("camera")
    data.lens = lens
    thing = bpy.data.objects.new("camera", data)
    p, t = math.radians(pitch), math.radians(turn)
    offset = Vector((math.sin(t) * math.cos(p), -math.cos(t) * math.cos(p), math.sin(p))) * distance
    thing.location = Vector(target) + offset
    thing.rotation_euler = (-offset).to_track_quat("-Z", "Y").to_euler()
    bpy.context.collection.objects.link(thing)
    scene.camera = thing


def render(path, width=1440, height=1440, samples=32, threshold=0.05):
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device, cycles.samples, cycles.use_adaptive_sampling = "CPU", samples, True
    cycles.adaptive_threshold, cycles.adaptive_min_samples = threshold, min(8, samples)
    cycles.use_denoising, cycles.sample_clamp_indirect, cycles.blur_glossy = False, 3.0, 1.0
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 10, 3, 3
    cycles.transmission_bounces, cycles.transparent_max_bounces = 10, 10
    scene.render.resolution_x, scene.render.resolution_y = width, height
    scene.view_settings.view_transform, scene.view_settings.look = "Filmic", "Medium High Contrast"
    scene.view_settings.exposure = 0.4
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGB"
    scene.render.filepath = path
    bpy.ops.render.render(write_still=True)
