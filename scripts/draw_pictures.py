"""Draw the demo newsroom's pictures and the site's icons.

Flat editorial illustrations: few colours, one light, large shapes, and in each another
hour and another distance. Every picture is an SVG made here, rasterised by rsvg-convert
(Debian's librsvg2-bin) and saved by Pillow:

    python scripts/draw_pictures.py                 # everything
    python scripts/draw_pictures.py lake face2      # only these
    python scripts/draw_pictures.py --preview DIR   # small PNG files in DIR instead

Landscapes are drawn on a canvas of 1600 x 900, portraits and icons on 400 x 400.
"""

from __future__ import annotations

import argparse
import io
import math
import random
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "articles" / "demo" / "pictures"
ICONS = ROOT / "static" / "icons"
W, H = 1600, 900
ACCENT = "#0b4f8a"
Point = tuple[float, float]


# --- The pen -------------------------------------------------------------------------


def tag(name: str, inner: str = "", /, **attributes: object) -> str:
    """Return one SVG element; `stroke_width` becomes `stroke-width`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def rect(fill: str, x: float, y: float, w: float, h: float, **more: object) -> str:
    """Return a filled rectangle."""
    return tag(
        "rect", fill=fill, x=f"{x:.1f}", y=f"{y:.1f}", width=f"{w:.1f}", height=f"{h:.1f}", **more
    )


def disc(fill: str, x: float, y: float, r: float, ry: float | None = None, **more: object) -> str:
    """Return a filled circle, or an ellipse when its second radius is given."""
    return tag(
        "ellipse",
        fill=fill,
        cx=f"{x:.1f}",
        cy=f"{y:.1f}",
        rx=f"{r:.1f}",
        ry=f"{ry or r:.1f}",
        **more,
    )


def points(written: str) -> list[Point]:
    """Return the points of `x,y x,y ...`."""
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in written.split())]


def poly(fill: str, corners: Iterable[Point] | str, **more: object) -> str:
    """Return a filled polygon; corners may be written out as SVG writes them."""
    if isinstance(corners, str):
        return tag("polygon", fill=fill, points=corners, **more)
    return tag(
        "polygon", fill=fill, points=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners), **more
    )


def shape(fill: str, d: str, **more: object) -> str:
    """Return a filled path."""
    return tag("path", fill=fill, d=d, **more)


def line(colour: str, width: float, d: str, **more: object) -> str:
    """Return a stroked path with round ends."""
    more = {"stroke_linecap": "round", "stroke_linejoin": "round"} | more
    return tag("path", fill="none", stroke=colour, stroke_width=f"{width:.1f}", d=d, **more)


def group(*parts: str, **more: object) -> str:
    """Return the parts as one group."""
    return tag("g", "".join(parts), **more)


def clipped(name: str, d: str, *parts: str) -> str:
    """Return the parts, seen only inside the path."""
    return tag("clipPath", shape("#000", d), id=name) + group(*parts, clip_path=f"url(#{name})")


def gradient(name: str, *colours: str, across: bool = False) -> str:
    """Return an even linear gradient, from the top down or from left to right."""
    last = len(colours) - 1
    stops = "".join(
        tag("stop", offset=f"{i / last:.3f}", stop_color=c) for i, c in enumerate(colours)
    )
    return tag("linearGradient", stops, id=name, x1=0, y1=0, x2=int(across), y2=int(not across))


def glow(name: str, colour: str, strength: float = 1) -> str:
    """Return a radial gradient that fades from the colour to nothing."""
    stops = (
        tag("stop", offset=at, stop_color=colour, stop_opacity=f"{strength * share:.2f}")
        for at, share in ((0, 1), (0.35, 0.42), (1, 0))
    )
    return tag("radialGradient", "".join(stops), id=name)


def sky(*colours: str) -> str:
    """Return the whole canvas, filled from the top down."""
    return gradient("sky", *colours) + rect("url(#sky)", 0, 0, W, H)


def ridge(
    seed: int,
    base: float,
    amp: float,
    colour: str,
    *,
    step: int = 40,
    peaks: Iterable[tuple[float, float, float]] = (),
) -> str:
    """Return a chain of hills down to the lower edge; a peak is (x, height, half width)."""
    chance, points = random.Random(seed), [(-80.0, float(H))]
    for x in range(-step, W + step * 2, step):
        y = base + amp * (math.sin(x / 210 + seed) + 0.5 * math.sin(x / 90 + seed * 2))
        y += chance.uniform(-amp, amp) * 0.25
        y -= sum(high * max(0, 1 - abs(x - at) / half) ** 1.25 for at, high, half in peaks)
        points.append((x, y))
    return poly(colour, [*points, (W + 80, H)])


@dataclass(frozen=True)
class Camera:
    """A point of view over flat ground: x to the right, y up, z away, in metres."""

    horizon: float
    height: float
    focus: float = 1000
    middle: float = W / 2

    def at(self, x: float, y: float, z: float) -> Point:
        """Return where the point stands on the canvas."""
        return self.middle + self.focus * x / z, self.horizon + self.focus * (self.height - y) / z

    def strip(
        self, centre: Callable[[float], float], left: float, right: float, depths: list[float]
    ) -> list[Point]:
        """Return the outline of a band on the ground that follows a curve into the depth."""
        near = [self.at(centre(z) + left, 0, z) for z in depths]
        return near + [self.at(centre(z) + right, 0, z) for z in reversed(depths)]


def depths(near: float, far: float, count: int = 60) -> list[float]:
    """Return distances that lie evenly on the canvas."""
    return [1 / (1 / near + (1 / far - 1 / near) * i / count) for i in range(count + 1)]


# --- Landscapes ----------------------------------------------------------------------


def lake() -> str:
    """Noon on the lake: one sailing boat, the far shore in haze."""
    chance = random.Random(2)
    far = ((260, 150, 330), (1290, 200, 420))
    art = sky("#c4dce8", "#dbe8ea", "#eef0e6")
    art += shape("#f6f6f0", "M140 190q10-46 62-40 26-54 84-30 46-22 74 24 60-4 62 46z", opacity=0.8)
    art += shape("#f6f6f0", "M1120 130q14-36 56-28 30-40 74-14 44-10 58 42z", opacity=0.7)
    art += ridge(6, 400, 20, "#a3bac6", peaks=far) + ridge(9, 452, 12, "#6f92a4")
    art += gradient("water", "#5b9db6", "#2f7394", "#1d5678") + rect("url(#water)", 0, 476, W, H)
    for _ in range(90):
        y = 486 + 400 * chance.random() ** 1.4
        long, thick = (y - 440) * chance.uniform(0.15, 0.75), 2 + (y - 470) / 70
        art += rect("#a9d3dd", chance.uniform(-80, W), y, long, thick, rx=thick / 2, opacity=0.42)
    for i in range(9):
        wide = 300 - i * 18 + chance.uniform(-30, 30)
        art += rect(
            "#f4ecdc", 1010 - wide / 2, 704 + i * 21, wide, 7, rx=3, opacity=0.55 - i * 0.045
        )
    art += rect("#5a3b2a", 1016, 168, 9, 470)
    art += shape("#fdf9f0", "M1008 180Q930 420 782 606Q900 584 1008 600Z")
    art += shape("#ece2cf", "M1008 180Q975 400 900 592Q955 588 1008 600Z")
    art += shape("#d9573a", "M1034 236Q1180 420 1204 598Q1110 572 1034 602Z")
    art += shape("#bd4128", "M1034 236Q1090 420 1096 580Q1062 586 1034 602Z")
    art += poly("#b3121d", "1025,168 1078,182 1025,196")
    art += shape("#7a2f22", "M760 624Q1000 650 1244 618Q1214 690 1150 700L866 700Q800 690 760 624Z")
    art += shape("#f4ecdc", "M760 624Q1000 650 1244 618L1238 632Q1000 664 766 638Z")
    art += disc("#2b3a44", 1120, 586, 15) + shape("#274d66", "M1098 636q0-36 22-36t24 34z")
    return art


def wheat() -> str:
    """A bright morning, eye at the height of the ears."""
    chance = random.Random(12)
    art = sky("#5f9cc0", "#a6cbdb", "#eaf0ea")
    art += shape(
        "#f2f5f1",
        "M980 250q20-60 92-46 40-74 122-34 76-22 96 48 74-4 82 56H960q-6-20 20-24z",
        opacity=0.85,
    )
    art += shape("#f2f5f1", "M180 330q14-40 62-32 34-46 86-16 54-8 58 48z", opacity=0.7)
    art += ridge(3, 520, 16, "#8fae9c") + ridge(8, 552, 8, "#6f9277")
    for x in range(60, 520, 46):
        art += disc("#557a62", x + chance.uniform(-12, 12), 545, 26, chance.uniform(30, 48))
    art += gradient("field", "#e2bd62", "#c8923a") + rect("url(#field)", 0, 560, W, H)
    art += ridge(5, 600, 6, "#d7a847") + ridge(1, 660, 8, "#c99539")
    rows = (
        (90, 0.55, "#d6a544"),
        (70, 0.8, "#e3b650"),
        (34, 1.25, "#f0c866"),
        (13, 1.6, "#f5d27a"),
    )
    for count, size, colour in rows:
        for i in range(count):
            x = (i + chance.uniform(-0.4, 0.4)) * (W + 120) / count - 60
            tall = (
                300 + 250 * size * chance.uniform(0.55, 1)
                if count > 13
                else chance.uniform(250, 400)
            )
            art += ear(x, tall, size, colour, chance)
    return art


def ear(x: float, tall: float, size: float, colour: str, chance: random.Random) -> str:
    """Return one stalk of wheat that leans with the wind."""
    lean, top = chance.uniform(10, 90) * size, H - tall
    dark = "#b27c2a" if size > 1 else "#c08c34"
    art = line(
        dark,
        5 * size,
        f"M{x:.0f} {H}Q{x + lean * 0.1:.0f} {top + tall * 0.4:.0f} {x + lean:.0f} {top:.0f}",
    )
    art_ear = ""
    for k in range(7):
        y = -10 - 19 * k
        art_ear += line(colour, 1.8, f"M-6 {y}L-26 {y - 62}M6 {y}L26 {y - 62}", opacity=0.75)
    for k in range(7):
        y = -19 * k
        art_ear += disc(colour, -9, y, 7.5, 15, transform=f"rotate(-24 -9 {y})")
        art_ear += disc(dark, 9, y, 7.5, 15, transform=f"rotate(24 9 {y})")
    art_ear += disc(colour, 0, -136, 7, 15)
    turn = chance.uniform(8, 24)
    return art + group(
        art_ear,
        transform=f"translate({x + lean:.0f} {top + 6:.0f}) rotate({turn:.0f}) scale({size})",
    )


def mountain() -> str:
    """Sunrise behind the two peaks; the plain is still in shadow, a monastery on its rock."""
    art = sky("#e9a06a", "#f4c68d", "#fae6c4", "#fdf3e2") + glow("dawn", "#fff6dc")
    art += disc("url(#dawn)", 690, 455, 420) + disc("#fff3d2", 690, 440, 84)
    art += shape(
        "#b7a9ab",
        "M60 620Q270 560 350 470Q410 408 436 392Q456 384 480 396Q560 452 640 530Q720 600 860 "
        "640V900H60Z",
    )
    art += shape(
        "#8f8a99", "M60 620Q270 560 350 470Q410 408 436 392L440 460 420 520 452 600 420 640V900H60Z"
    )
    art += shape(
        "#f8eee2",
        "M388 430Q416 404 436 392Q456 384 480 396L514 420 490 424 470 446 452 420 432 450 414 428Z",
    )
    art += shape(
        "#a9a3ae",
        "M420 660Q720 580 850 400Q950 240 1018 176Q1060 146 1110 172Q1200 250 1300 400Q1420 "
        "560 1700 640V900H420Z",
    )
    art += shape(
        "#7d8196",
        "M1062 158Q1090 156 1110 172Q1200 250 1300 400Q1420 560 1700 640V760L1200 700 1240 "
        "560 1150 430 1170 330 1090 260Z",
    )
    art += shape(
        "#fbf3e8",
        "M884 348Q960 226 1018 176Q1060 146 1110 172Q1180 236 1250 326L1200 330 1176 384 1136 "
        "318 1096 400 1050 326 1004 410 976 336 930 372 916 338Z",
    )
    art += shape(
        "#d9d5dc",
        "M1062 158Q1090 156 1110 172Q1180 236 1250 326L1200 330 1176 384 1136 318 1112 366 "
        "1120 270 1084 220Z",
    )
    art += ridge(5, 650, 16, "#8b93a3") + ridge(8, 712, 14, "#66768a")
    art += shape("#4a5f73", "M900 800Q1010 716 1120 704L1330 704Q1440 724 1560 800Z")
    art += monastery(1170, 706, "#33485b", "#5d7284")
    art += ridge(2, 790, 10, "#3b5266") + ridge(4, 846, 12, "#26394a")
    return art


def monastery(x: float, y: float, dark: str, light: str) -> str:
    """Return a small Armenian church with a conical dome, standing at (x, y)."""
    art = rect(dark, -70, -22, 190, 26)
    art += poly(dark, ((-34, 0), (-34, -46), (0, -66), (34, -46), (34, 0)))
    art += rect(dark, -17, -92, 34, 40)
    art += poly(dark, ((-22, -90), (0, -130), (22, -90)))
    art += rect(light, -17, -90, 9, 34)
    art += poly(light, ((-22, -90), (0, -130), (-6, -90)))
    art += line(dark, 3, "M0 -128v-18M-6 -140h12")
    return group(art, transform=f"translate({x:.1f} {y:.1f})")


def columns() -> str:
    """Parliament in the clear light of an afternoon, the flag in the wind."""
    art = sky("#2b5274", "#5c86a6", "#c3d5dc")
    art += shape("#dfe8ea", "M40 330q20-60 96-46 44-66 120-24 70-12 86 70z", opacity=0.35)
    art += shape("#dfe8ea", "M1290 250q18-48 76-40 44-58 108-18 60-8 72 58z", opacity=0.35)
    for x, wide, tall in ((-40, 330, 150), (1330, 330, 150)):
        art += disc("#3f6650", x + wide / 2, 700, wide / 2, tall)
        art += disc("#335643", x + wide / 2 + 50, 716, wide / 2.4, tall - 30)
    art += rect("#d8ccb6", 0, 700, W, 200)
    art += line("#3b3f47", 7, "M800 156V26") + disc("#d6b25e", 800, 24, 8)
    for i, colour in enumerate(("#c8202b", "#24468f", "#ee9b2c")):
        y = 36 + i * 24
        art += shape(colour, f"M804 {y}q42-22 84 0t84 0v24.5q-42 22-84 0t-84 0z")
    art += poly("#e9dec8", "250,336 800,138 1350,336")
    art += poly("#d2c09d", "362,318 800,164 1238,318")
    art += poly("#bfab85", "800,164 1238,318 800,318")
    art += disc("#efe4cf", 800, 262, 40) + disc("#c9b58e", 800, 262, 27)
    art += rect("#f7efdf", 260, 336, 1080, 50) + rect("#d9cbb0", 260, 378, 1080, 12)
    art += rect("#8d7757", 310, 390, 980, 310) + rect("#6f5c42", 310, 390, 980, 46)
    for x in range(412, 1180, 122):
        art += rect("#5d4b35", x, 480, 44, 220)
    art += rect("#f3cf85", 778, 462, 44, 238)
    for x in range(344, 1290, 122):
        art += gradient(f"col{x}", "#fbf5e8", "#f1e7d4", "#cbb995", across=True)
        art += rect(f"url(#col{x})", x, 404, 58, 284)
        art += rect("#fbf5e8", x - 9, 390, 76, 16)
        art += rect("#e0d2b6", x - 9, 686, 76, 14)
    for k, colour in enumerate(("#f5ecdb", "#e8dcc4", "#d9caac", "#c9b795", "#b8a583")):
        art += rect(colour, 280 - k * 34, 700 + k * 18, 1040 + k * 68, 18)
    art += poly("#c6b799", "144,790 1456,790 1600,900 0,900")
    art += poly("#b3a284", "1340,700 1476,790 1600,830 1600,720", opacity=0.7)
    for x, coat in ((540, "#33475b"), (578, "#7a2f35"), (1010, "#33475b")):
        art += person(x, 824, 104, coat)
    return art


def person(x: float, y: float, tall: float, coat: str) -> str:
    """Return a small standing figure, feet at (x, y)."""
    art = line("#262b33", 11, "M-7 -40V0M7 -40V0")
    art += shape(coat, "M-17 -30L-15 -70Q0 -90 15 -70L17 -30Z")
    art += disc("#d9a986", 0, -89, 10.5) + disc("#2b2522", 0, -93, 10.5, 8)
    return group(art, transform=f"translate({x} {y}) scale({tall / 100})")


def windows() -> str:
    """Deep night over the city; in one near window somebody works."""
    chance = random.Random(4)
    art = sky("#0b1730", "#1c3554", "#45617d") + glow("moon", "#f8e7bd", 0.55)
    art += disc("url(#moon)", 330, 170, 250) + disc("#f8ebcb", 330, 170, 54)
    for _ in range(60):
        art += disc(
            "#dfe6ee",
            chance.uniform(0, W),
            chance.uniform(0, 300),
            chance.uniform(0.8, 2.2),
            opacity=0.7,
        )
    art += ridge(6, 380, 24, "#263f5b", peaks=((1240, 120, 420),))
    layers = (
        ("#1f3750", "#d9a857", 390, 0.24),
        ("#172b43", "#edbd68", 470, 0.3),
        ("#0f2036", "#ffd58a", 590, 0.34),
    )
    for wall, lit, base, share in layers:
        x = -30.0
        while x < W:
            wide, top = chance.randint(110, 220), base + chance.randint(-20, 110)
            art += rect(wall, x, top, wide, H)
            if chance.random() < 0.4:
                art += rect(wall, x + wide * 0.3, top - 24, 34, 26)
                art += rect(wall, x + wide * 0.7, top - 56, 4, 58)
            for wy in range(int(top) + 26, H, 44):
                for wx in range(int(x) + 18, int(x + wide) - 24, 36):
                    if chance.random() < share:
                        art += rect(lit, wx, wy, 16, 22, opacity=chance.choice((0.95, 0.7, 0.45)))
            x += wide + chance.randint(-14, 12)
    art += rect("#081322", 1010, 250, 620, H) + rect("#0d1c30", 996, 234, 640, 26)
    for row, y in enumerate((310, 610)):
        for column, x in enumerate((1060, 1250, 1440)):
            art += lit_room(x, y) if (row, column) == (0, 1) else rect("#16283f", x, y, 130, 210)
            art += line("#060e1a", 7, f"M{x + 65} {y}v210M{x} {y + 76}h130", stroke_linecap="butt")
            art += rect("#1a2c44", x - 10, y + 210, 150, 12)
    return art


def lit_room(x: float, y: float) -> str:
    """Return a window with a lamp and a reader behind it."""
    art = gradient("room", "#ffe2a0", "#f3b85a") + rect("url(#room)", 0, 0, 130, 210)
    art += rect("#a8672d", 0, 172, 130, 38)
    art += shape("#3a2a2a", "M2 172q2-54 30-58t32 58z")
    art += disc("#3a2a2a", 35, 100, 18)
    art += poly("#b3121d", ((88, 112), (112, 112), (122, 136), (78, 136)))
    art += line("#6d3d1c", 5, "M100 136v36M86 172h28")
    return group(art, transform=f"translate({x:.1f} {y:.1f})")


def vineyard() -> str:
    """Late afternoon between the rows: low sun from the left, a house at the end."""
    chance, eye = random.Random(3), Camera(horizon=392, height=3.1, middle=980)
    art = sky("#8fb7bd", "#d7d8b4", "#f6e3ae") + glow("sun", "#fff6d8")
    art += disc("url(#sun)", 330, 300, 330) + disc("#fff8e2", 330, 300, 62)
    art += ridge(7, 350, 22, "#a9b39a", peaks=((1180, 110, 420),)) + ridge(4, 386, 12, "#869a6e")
    art += rect("#c9a066", 0, 398, W, H)
    art += rect("#efe3c8", 1130, 346, 96, 54)
    art += poly("#b4532f", "1116,350 1150,316 1214,316 1240,350")
    art += rect("#d6c4a0", 1190, 350, 36, 50) + rect("#6a4a33", 1150, 368, 18, 32)
    for x, tall in ((1064, 110), (1092, 92), (1262, 124), (1288, 98), (700, 70), (722, 86)):
        art += disc("#4c6b46", x, 402 - tall / 2, 10, tall / 2)
        art += disc("#6f8d53", x - 3, 402 - tall / 2, 5, tall / 2.2)
    bushes = []
    for row in range(-14, 13):
        x = row * 2.7 + 1.35
        art += poly("#b0854d", eye.strip(lambda _, x=x: x, 0.2, 1.5, [3, 110]), opacity=0.55)
        bushes += [(z, x) for z in depths(4.6, 105, 46)]
    for z, x in sorted(bushes, reverse=True):
        px, py = eye.at(x, 0, z)
        unit = eye.focus / z
        if not -200 < px < W + 200 or py > H + unit * 1.6:
            continue
        tall = unit * chance.uniform(0.78, 0.9)
        art += disc("#3f5c33", px + unit * 0.06, py - tall * 0.85, unit * 0.56, tall)
        for _ in range(5 if z < 40 else 2):
            at_x = px + unit * chance.uniform(-0.45, 0.2)
            at_y = py - tall * chance.uniform(0.7, 1.7)
            leaf = chance.choice(("#5d7d3d", "#688742", "#7c9447"))
            art += disc(leaf, at_x, at_y, unit * 0.22, unit * 0.17)
    for z, x in sorted(bushes, reverse=True):
        (px, py), unit = eye.at(x, 0, z), eye.focus / z
        if z > 40 or not -100 < px < W + 100 or py > H + unit:
            continue
        inner = 0.34 if x < 0 else -0.34
        for _ in range(4):
            at_x = px + unit * chance.uniform(-0.1, 0.55) * (inner * 3)
            at_y = py - unit * chance.uniform(0.3, 1.2)
            art += disc("#4f7038" if x < 0 else "#86a04e", at_x, at_y, unit * 0.12, unit * 0.085)
        if z < 20 and chance.random() < 0.4:
            art += grapes(px + unit * inner, py - unit * 0.72, unit * 0.05, chance)
    return art


def grapes(x: float, y: float, r: float, chance: random.Random) -> str:
    """Return a hanging bunch of grapes."""
    art = ""
    for row, count in enumerate((4, 3, 3, 2, 1)):
        for i in range(count):
            colour = chance.choice(("#4b2a56", "#5d3568", "#704680"))
            art += disc(colour, x + (i - (count - 1) / 2) * r * 1.7, y + row * r * 1.5, r)
    return art


def chip() -> str:
    """A processor on its board, seen from above, lit from within."""
    art = gradient("board", "#0f2f38", "#143c44")
    art += rect("url(#board)", 0, 0, W, H)
    art += glow("core", "#6fe0cf", 0.55)
    chance = random.Random(21)
    traces, pads = "", ""
    for side in range(4):
        for i in range(-6, 7):
            far = chance.choice((150, 240, 330)) + abs(i) * 26
            out = math.copysign(40 + abs(i) * 34, i) if i else 0
            reach = far * (1.55 if side % 2 == 0 else 0.62)
            start, turn = i * 34.0, 276 + abs(out) * 0.12
            end = start + out * (0.9 if side % 2 == 0 else 1.5)
            bend = turn + abs(end - start)
            last = max(bend + 30, 250 + reach)
            path = ((246, start), (turn, start), (bend, end), (last, end))
            spun = [spin(point, side) for point in path]
            colour = chance.choice(("#2f7f80", "#3a9490", "#27696d"))
            traces += line(
                colour, 7, "M" + "L".join(f"{800 + x:.0f} {450 + y:.0f}" for x, y in spun)
            )
            x, y = spun[-1]
            pads += disc("#e0ae55", 800 + x, 450 + y, 13) + disc("#123038", 800 + x, 450 + y, 5)
    art += traces + pads + disc("url(#core)", 800, 450, 520, 470)
    for i in range(-6, 7):
        at = i * 34 - 9
        art += rect("#d9c38c", 800 + at, 198, 18, 504) + rect("#d9c38c", 548, 450 + at, 504, 18)
    art += rect("#081a20", 570, 220, 460, 460, rx=16) + rect("#0e2a32", 584, 234, 432, 432, rx=10)
    art += gradient("die", "#8ff0dd", "#2c9c97", "#1b6470")
    art += rect("url(#die)", 672, 322, 256, 256, rx=6)
    for x, y, w, h in (
        (690, 340, 100, 70),
        (806, 340, 104, 36),
        (806, 392, 46, 90),
        (868, 392, 42, 90),
        (690, 426, 46, 134),
        (752, 426, 38, 58),
        (752, 500, 158, 60),
    ):
        art += rect("#0e4a52", x, y, w, h, rx=3, opacity=0.55)
    art += disc("#d9c38c", 612, 262, 9)
    return art


def spin(point: Point, quarters: int) -> Point:
    """Return the point turned about the middle by so many right angles."""
    x, y = point
    for _ in range(quarters):
        x, y = -y, x
    return x, y


def rail() -> str:
    """An autumn valley at midday: the line comes round the bend, and the train with it."""
    chance, eye = random.Random(8), Camera(horizon=340, height=7.5)

    def track(z: float) -> float:
        return -4 + 42 * math.sin((z - 12) / 52)

    art = sky("#9cc3d3", "#d3e2df", "#f3ead2")
    art += ridge(2, 280, 26, "#a9b7bf", peaks=((420, 190, 360), (820, 110, 260)))
    art += shape(
        "#f4f1e8", "M356 128L392 92 424 78 470 108 512 150 470 140 440 168 410 134 384 158Z"
    )
    art += ridge(6, 320, 24, "#b08a5e", peaks=((1300, 150, 420),))
    art += ridge(3, 350, 14, "#c48a43", peaks=((120, 110, 320),))
    art += gradient("meadow", "#c9a54f", "#a7924a", "#7d7a3f") + rect("url(#meadow)", 0, 366, W, H)
    river = depths(9, 240)
    art += poly("#7fb0bd", eye.strip(lambda z: track(z) * 0.55 - 16 - z * 0.05, -5, 2, river))
    way = depths(8.5, 230, 90)
    for k in range(9):
        left = 6 + k * 5.2
        art += poly("#d3b463", eye.strip(track, left, left + 2.6, way), opacity=0.55)
    art += poly("#8a7358", eye.strip(track, -3.4, 3.4, way))
    art += poly("#a89274", eye.strip(track, -2.5, 2.5, way))
    for step in range(170):
        z = 9 + step * 0.75
        art += poly(
            "#5d4a3a",
            [
                *(eye.at(track(z) + s, 0, z) for s in (-1.5, 1.5)),
                *(eye.at(track(z) + s, 0, z + 0.3) for s in (1.5, -1.5)),
            ],
        )
    for side in (-0.8, 0.8):
        art += poly("#e8e2d4", eye.strip(track, side - 0.07, side + 0.07, way))
    things: list[tuple[float, str]] = []
    for _ in range(230):
        z = 1 / chance.uniform(1 / 190, 1 / 17)
        x = chance.uniform(-1.1, 1.1) * z
        seen, beside = eye.at(x, 0, z)[0], abs(x - track(z))
        if beside > 9 and (z > 75 or (z > 25 and not 560 < seen < 1440)):
            things.append((z, tree(eye, x, z, chance)))
    things += train(eye, track)
    return art + "".join(art for _, art in sorted(things, reverse=True))


def tree(eye: Camera, x: float, z: float, chance: random.Random) -> str:
    """Return a round autumn tree, lit from the left."""
    (px, py), unit = eye.at(x, 0, z), eye.focus / z
    tall, wide = unit * chance.uniform(4.4, 6.6), unit * chance.uniform(1.5, 2.2)
    dark, light = chance.choice(
        (
            ("#a8552a", "#c87334"),
            ("#b97a25", "#dba23c"),
            ("#8e3f2a", "#b35a35"),
            ("#7d7a3c", "#9b9a4c"),
        )
    )
    art = rect("#5b4030", px - unit * 0.16, py - tall * 0.4, unit * 0.32, tall * 0.4)
    art += disc(dark, px, py - tall * 0.6, wide, tall * 0.4)
    return art + disc(light, px - wide * 0.2, py - tall * 0.66, wide * 0.72, tall * 0.3)


def train(eye: Camera, track: Callable[[float], float]) -> list[tuple[float, str]]:
    """Return the carriages with their distances; the first is the nearest."""
    cars, z = [], 21.5
    for number in range(5):
        x, slope = track(z), (track(z + 0.5) - track(z)) / 0.5
        length = math.hypot(1, slope)
        end_z = z + 15 / length
        cars.append((z, carriage(eye, (x, z), (track(end_z), end_z), first=number == 0)))
        z = end_z + 0.8 / length
    return cars


def carriage(eye: Camera, front: Point, back: Point, *, first: bool) -> str:
    """Return one carriage as a box between two points of the track."""
    (fx, fz), (bx, bz) = front, back
    long = math.hypot(bx - fx, bz - fz)
    nx, nz = (bz - fz) / long * 1.5, -(bx - fx) / long * 1.5
    side = 1 if -(fx * nx + fz * nz) > 0 else -1

    def corner(along: float, across: float, up: float) -> Point:
        x, z = fx + (bx - fx) * along, fz + (bz - fz) * along
        return eye.at(x + nx * across * side, up, z + nz * across * side)

    def panel(fill: str, start: float, end: float, low: float, high: float) -> str:
        return poly(
            fill,
            (
                corner(start, 1, low),
                corner(end, 1, low),
                corner(end, 1, high),
                corner(start, 1, high),
            ),
        )

    art = panel("#3b3a3c", 0.02, 0.98, 0.15, 1.0)
    art += panel("#9c2b2c", 0, 1, 0.8, 2.1)
    art += panel("#f1e6d0", 0, 1, 2.1, 4.0)
    for i in range(8):
        art += panel("#34505f", 0.05 + i * 0.118, 0.13 + i * 0.118, 2.3, 3.4)
    art += poly(
        "#d8ccb4",
        [
            corner(a, s, 4.0 if abs(s) == 1 else 4.4)
            for a, s in ((0, 1), (0, 0.6), (0, -0.6), (0, -1), (1, -1), (1, -0.6), (1, 0.6), (1, 1))
        ],
    )
    if first:

        def face(fill: str, left: float, right: float, low: float, high: float) -> str:
            return poly(
                fill,
                (
                    corner(0, left, low),
                    corner(0, right, low),
                    corner(0, right, high),
                    corner(0, left, high),
                ),
            )

        art += face("#2f2e31", -0.95, 0.95, 0.15, 0.9)
        art += face("#7d2022", -1, 1, 0.8, 2.1)
        art += face("#d9cbb0", -1, 1, 2.1, 4.0)
        art += poly(
            "#d9cbb0", [corner(0, s, up) for s, up in ((-1, 4), (-0.6, 4.4), (0.6, 4.4), (1, 4))]
        )
        art += face("#22343f", -0.82, 0.82, 2.35, 3.5)
        art += face("#fff1bf", -0.8, -0.5, 1.3, 1.65)
        art += face("#fff1bf", 0.5, 0.8, 1.3, 1.65)
        art += face("#fff1bf", -0.16, 0.16, 3.7, 3.95)
    return art


def fresco() -> str:
    """A church niche by lamplight: half the fresco is free, the restorer goes on."""
    chance = random.Random(5)
    art = gradient("wall", "#5f564f", "#857868", across=True) + rect("url(#wall)", 0, 0, W, H)
    for row in range(9):
        for column in range(-1, 9):
            x, y = column * 210 + (row % 2) * 105, row * 104
            art += rect(
                chance.choice(("#6b6158", "#766a5d", "#7d7162", "#70655a")),
                x + 3,
                y + 3,
                204,
                98,
                rx=3,
                opacity=0.75,
            )
    arch = "M330 900V440A420 400 0 0 1 1170 440V900Z"
    art += shape("#c2ad8a", "M276 900V440A474 456 0 0 1 1224 440V900Z")
    art += shape("#8f7d62", "M312 900V440A438 420 0 0 1 1188 440V900Z")
    plaster = gradient("plaster", "#d8ccb8", "#eadfcb", across=True)
    plaster += rect("url(#plaster)", 300, 0, 900, H)
    plaster += line(
        "#c3b59d", 4, "M1010 120l-26 70 34 60-18 90M1120 400l-60 40-12 76M900 110l30 50"
    )
    edge = (
        "M300 0H760L742 70 790 130 764 200 842 250 816 330 884 380 846 450 898 520 852 590 "
        "880 660 830 740 850 900H300Z"
    )
    art += clipped(
        "niche",
        arch,
        plaster,
        clipped("freed", edge, painting()),
        line("#f6eedd", 7, edge.replace("M300 0H760L", "M760 0L").replace("H300Z", "")),
    )
    art += glow("lamp", "#ffe6a8", 0.75) + disc("url(#lamp)", 960, 360, 520, 460)
    for x in (196, 1330):
        art += rect("#4b3a2b", x, 0, 24, H) + rect("#6c5440", x, 0, 9, H)
    art += line("#4b3a2b", 13, "M208 690L1342 890M1342 690L208 890")
    art += rect("#a67c4b", 120, 668, 1320, 24) + rect("#7d5a35", 120, 692, 1320, 12)
    art += restorer(1060, 668)
    art += line("#2d2a29", 8, "M1256 668V330") + line("#2d2a29", 8, "M1226 668L1256 600 1288 668")
    art += poly("#2d2a29", "1290,286 1296,344 1216,372 1206,304")
    art += poly("#fff2c8", "1216,372 1206,304 1196,300 1206,378")
    art += rect("#4a4a52", 700, 622, 54, 46, rx=4) + line("#2d2a29", 3, "M700 626q27-44 54 0")
    for x, colour in ((800, "#b3432f"), (838, "#d9a441"), (876, "#2f5d84")):
        art += rect("#e8dfcd", x, 640, 28, 28, rx=3) + rect(colour, x, 640, 28, 9, rx=3)
    return art


def painting() -> str:
    """Return the fresco itself: a saint with a book under a starred vault."""
    art = rect("#27476b", 300, 0, 900, H)
    art += rect("#a8432f", 300, 780, 900, 120)
    art += rect("#d9a441", 300, 768, 900, 14)
    for i in range(46):
        x, y = 350 + (i * 173) % 640, 70 + (i * 97) % 560
        art += poly(
            "#d9b566",
            [
                (x + r * math.cos(a), y + r * math.sin(a))
                for k in range(8)
                for r, a in ((7 if k % 2 == 0 else 2.4, k * math.pi / 4),)
            ],
            opacity=0.8,
        )
    art += disc("#d9a441", 690, 300, 138)
    art += disc("#f0c965", 690, 300, 122)
    art += line("#b57f2c", 4, "M690 162V214M552 300H604M776 300H828")
    art += shape(
        "#8f2f2b", "M452 900Q440 560 560 486Q640 440 690 440Q760 440 830 490Q930 570 930 900Z"
    )
    art += shape("#b3432f", "M452 900Q440 560 560 486Q630 446 660 444Q600 640 610 900Z")
    art += shape("#2f6a73", "M640 446Q700 520 760 450Q860 520 880 640L820 900H690Q700 640 640 446Z")
    art += line(
        "#7a2522", 5, "M520 580Q500 740 510 900M566 540Q540 720 556 900M720 560Q744 720 736 900"
    )
    art += shape("#cf9d70", "M654 372h72v70q-36 40-72 0z") + disc("#dfb084", 690, 308, 66, 86)
    art += shape(
        "#5b3a26", "M616 330Q604 206 690 204Q776 206 764 330Q752 250 690 248Q628 250 616 330Z"
    )
    art += shape(
        "#5b3a26", "M628 342Q640 470 690 470Q740 470 752 342Q736 384 690 380Q644 384 628 342Z"
    )
    art += line("#5b3a26", 6, "M646 288q16-12 32-2M702 286q16-10 32 2M690 300v38l-9 6")
    art += line("#9b5440", 6, "M674 366q16 8 32 0")
    art += disc("#2a1c14", 663, 304, 9, 6) + disc("#2a1c14", 717, 304, 9, 6)
    book = poly("#e5c98f", "560,620 680,596 700,740 580,766")
    book += poly("#c8202b", "575,634 668,616 684,728 592,748")
    book += line("#e5c98f", 6, "M622 636l14 98M592 694l78-16")
    book += line("#dfb084", 30, "M716 700q-26-30-50-20M718 720q-30-8-52 2")
    return art + group(book, transform="translate(0 -112)")


def restorer(x: float, y: float) -> str:
    """Return a woman at work seen from behind, standing at (x, y) and reaching left."""
    art = line("#2b3947", 40, "M-22 -190L-30 -16M26 -190L34 -16")
    art += line("#1f1c1b", 24, "M-50 -12h24M18 -12h24")
    art += line("#d99c74", 22, "M-126 -318L-164 -336")
    art += line("#6b4a2c", 6, "M-150 -330L-214 -362")
    art += line("#e9c98a", 10, "M-206 -358l-12-7")
    art += shape("#e8e1d3", "M-62 -150Q-70 -300 -40 -330Q0 -350 44 -328Q76 -290 62 -150Z")
    art += shape("#c9bda8", "M10 -150Q30 -260 20 -338Q40 -334 48 -326Q76 -290 62 -150Z")
    art += line("#e8e1d3", 38, "M-34 -300L-76 -262L-124 -314")
    art += line("#c9bda8", 36, "M48 -296Q84 -240 58 -196")
    art += disc("#d99c74", 52, -186, 16)
    art += rect("#d99c74", -16, -366, 30, 38, rx=10) + disc("#d99c74", -8, -392, 38, 44)
    art += shape(
        "#5a2f1d", "M-40 -408Q-38 -446 2 -446Q44 -440 36 -384Q24 -352 6 -356Q2 -400 -40 -408Z"
    )
    art += disc("#5a2f1d", 36, -428, 22) + shape(
        "#b3121d", "M-42 -412Q-6 -424 40 -396l4-14Q0 -440 -40 -426Z"
    )
    return group(art, transform=f"translate({x:.1f} {y:.1f})")


# Half an outline each, from the foot up: half width and height, in squares of the board.
FOOT = "0.36,0 0.38,0.08 0.3,0.16 0.3,0.2"
PIECES = {
    "pawn": "0.14,0.36 0.12,0.62 0.24,0.66 0.12,0.72 0.2,0.8 0.23,0.92 0.19,1.04 0.1,1.11 0,1.13",
    "rook": "0.2,0.34 0.18,0.86 0.28,0.92 0.28,1.2 0.17,1.2 0.17,1.12 0.08,1.12 0.08,1.2 0,1.2",
    "bishop": "0.15,0.4 0.12,0.9 0.25,0.95 0.14,1.02 0.22,1.18 0.2,1.32 0.08,1.5 0.07,1.58 0,1.6",
    "queen": (
        "0.17,0.42 0.13,1.12 0.27,1.18 0.15,1.26 0.29,1.66 0.2,1.6 0.13,1.72 0.07,1.64 "
        "0.06,1.78 0,1.8"
    ),
    "king": (
        "0.18,0.42 0.14,1.18 0.28,1.24 0.16,1.32 0.26,1.7 0.1,1.76 0.05,1.78 0.05,1.86 "
        "0.13,1.86 0.13,1.94 0.05,1.94 0.05,2.04 0,2.04"
    ),
}


def piece(kind: str, x: float, y: float, unit: float, *, white: bool) -> str:
    """Return a chess piece standing at (x, y); one unit is the side of a square."""
    body, shade, shine = (
        ("#f1e4c8", "#c8b08a", "#fff8e8") if white else ("#3a2a2a", "#211718", "#6d5048")
    )
    outline = points(f"{FOOT} {PIECES[kind]}")
    right = [(x + w * unit, y - h * unit) for w, h in outline]
    left = [(x - w * unit, y - h * unit) for w, h in outline]
    inner = [(x + w * unit * 0.25, y - h * unit) for w, h in outline]
    gleam = [(x - w * unit * 0.62, y - h * unit) for w, h in outline]
    art = disc("#2a1a12", x + unit * 0.2, y + unit * 0.02, unit * 0.5, unit * 0.12, opacity=0.4)
    art += poly(body, left + right[::-1]) + poly(shade, inner + right[::-1])
    return art + poly(
        shine,
        [*gleam[4:-3], *[(gx + unit * 0.035, gy) for gx, gy in reversed(gleam[4:-3])]],
        opacity=0.6,
    )


def board() -> str:
    """The last minutes of a game, seen from the edge of the table."""
    eye = Camera(horizon=232, height=3.0, focus=1350, middle=810)
    art = sky("#16292f", "#24444a", "#3b5b58") + glow("hall", "#f3c877", 0.5)
    for x, y, r in (
        (210, 130, 150),
        (470, 70, 90),
        (1130, 90, 120),
        (1420, 160, 170),
        (820, 120, 70),
    ):
        art += disc("url(#hall)", x, y, r)
    art += gradient("table", "#6e4426", "#4a2c18") + rect("url(#table)", 0, 470, W, H)
    corners = ((-4.5, 6.15), (4.5, 6.15), (4.5, 15.1), (-4.5, 15.1))
    art += poly("#2f1b10", [eye.at(x, -0.25, z) for x, z in corners])
    art += poly("#8a5a33", [eye.at(x, 0, z) for x, z in corners])
    for i in range(8):
        for j in range(8):
            x, z = i - 4, 6.6 + j
            art += poly(
                "#e6cfa2" if (i + j) % 2 else "#7b4a2b",
                [eye.at(*p) for p in ((x, 0, z), (x + 1, 0, z), (x + 1, 0, z + 1), (x, 0, z + 1))],
            )
    black = [
        ("rook", 0, 7),
        ("king", 6, 7),
        ("rook", 5, 7),
        ("pawn", 7, 6),
        ("pawn", 6, 6),
        ("pawn", 5, 6),
        ("pawn", 0, 6),
        ("pawn", 1, 5),
        ("bishop", 2, 5),
        ("queen", 3, 5),
        ("pawn", 4, 4),
    ]
    white = [
        ("king", 6, 0),
        ("rook", 4, 0),
        ("pawn", 7, 1),
        ("pawn", 6, 1),
        ("pawn", 0, 1),
        ("pawn", 1, 2),
        ("pawn", 4, 3),
        ("rook", 0, 0),
    ]
    men = [(j, kind, i, False) for kind, i, j in black] + [
        (j, kind, i, True) for kind, i, j in white
    ]
    far, near = "", ""
    for j, kind, i, is_white in sorted(men, reverse=True):
        x, y = eye.at(i - 3.5, 0, 7.1 + j)
        drawn = piece(kind, x, y, eye.focus / (7.1 + j) * 0.92, white=is_white)
        if j >= 4:
            far += drawn
        else:
            near += drawn
    hold_x, hold_y = eye.at(-1.5, 0.55, 10.2)
    art += disc("#2a1a12", hold_x + 24, hold_y + 84, 66, 15, opacity=0.45)
    art += far + right_hand() + near
    return art + piece("queen", hold_x, hold_y, 122, white=True) + left_hand(hold_x, hold_y - 208)


def left_hand(x: float, y: float) -> str:
    """Return a hand from the left that holds something by its head at (x, y)."""
    skin, dark = "#e0aa82", "#c68a63"
    art = line(dark, 34, "M-150 -60Q-60 -96 34 -60Q50 -30 34 34")
    art += line("#274a6b", 150, "M-700 -250L-290 -108")
    art += line("#1e3a56", 40, "M-700 -190L-276 -56")
    art += line("#f4efe4", 118, "M-236 -88l8 3", stroke_linecap="butt")
    art += line(skin, 96, "M-196 -72L-120 -52")
    art += line(skin, 34, "M-110 -84Q-30 -110 16 -62Q24 -30 16 22")
    art += line(dark, 3, "M-96 -66Q-36 -88 -4 -54")
    art += line(skin, 34, "M-110 -24Q-70 4 -22 12")
    art += line(dark, 30, "M-140 -12Q-116 26 -84 34")
    art += line(dark, 28, "M-164 -18Q-150 20 -122 34")
    art += art
    return group(art, transform=f"translate({x:.1f} {y:.1f})")


def right_hand() -> str:
    """Return the opponent's hand, hesitating over the far side."""
    skin, dark = "#c98f68", "#a87049"
    art = line("#7a2f35", 132, "M1720 120L1380 292") + line("#5f2329", 36, "M1720 186L1392 344")
    art += line("#efe6d6", 104, "M1330 316l-8 4", stroke_linecap="butt")
    art += line(skin, 84, "M1290 336L1226 366") + line(dark, 28, "M1240 396Q1210 420 1196 452")
    for d in (
        "M1222 346Q1150 340 1112 396",
        "M1216 364Q1150 366 1124 424",
        "M1222 384Q1166 394 1150 442",
    ):
        art += line(dark, 33, d, transform="translate(3 5)") + line(skin, 29, d)
    return art


def snow_pass() -> str:
    """Dusk on the mountain pass: a lorry feels its way down between the poles."""
    chance, eye = random.Random(17), Camera(horizon=420, height=4.4)

    def road(z: float) -> float:
        return -2 + 26 * math.sin((z - 16) / 30) * min(1, z / 60)

    art = sky("#24385c", "#5c6f98", "#c5a3a4", "#e9c0a0")
    art += ridge(4, 400, 20, "#7c88a8", peaks=((330, 270, 380), (1240, 330, 420)))
    art += shape("#dfe0ea", "M216 256L330 128 452 262 410 250 372 296 330 236 286 290 262 246Z")
    art += shape(
        "#dfe0ea", "M1086 226L1240 66 1390 232 1340 214 1296 290 1240 196 1180 284 1146 218Z"
    )
    art += shape("#b3b8cf", "M1240 66L1390 232 1340 214 1296 290 1252 214Z")
    art += shape("#b3b8cf", "M330 128L452 262 410 250 372 296 338 248Z")
    art += ridge(7, 440, 22, "#5f7096", peaks=((80, 190, 420), (1500, 210, 460)))
    art += gradient("snow", "#a9b4d0", "#c9d2e4", "#e9edf4") + rect("url(#snow)", 0, 440, W, H)
    art += shape("#b9c3dc", "M0 430Q330 410 560 470Q300 520 0 640Z")
    art += shape("#93a1c4", "M1600 420Q1250 430 1080 480Q1320 540 1600 700Z")
    way = depths(6.3, 150, 90)
    art += poly("#8592b3", eye.strip(road, -4.4, 4.4, way))
    art += poly("#566183", eye.strip(road, -3.6, 3.6, way))
    for side in (-2.6, -1.2, 1.2, 2.6):
        art += poly("#75819f", eye.strip(road, side - 0.22, side + 0.22, way))
    art += glow("beam", "#ffe9b0", 0.9)
    poles = []
    for z in (9, 13, 18, 25, 34, 46, 62, 84):
        for side in (-5, 5) if z > 9 else (-5,):
            (x, y), unit = eye.at(road(z) + side, 0, z), eye.focus / z
            pole = rect("#b3121d", x - unit * 0.06, y - unit * 2.1, unit * 0.12, unit * 2.1)
            pole += rect("#f3efe6", x - unit * 0.06, y - unit * 1.7, unit * 0.12, unit * 0.4)
            poles.append(
                (
                    z,
                    pole
                    + rect("#f3efe6", x - unit * 0.06, y - unit * 0.9, unit * 0.12, unit * 0.4),
                )
            )
    poles.append((20.5, lorry(eye, road, 20.5)))
    art += "".join(drawn for _, drawn in sorted(poles, reverse=True))
    art += shape("#f4f6fa", "M0 760Q240 700 420 900H0Z")
    art += shape("#dfe5f0", "M1600 740Q1330 730 1240 900H1600Z")
    for _ in range(150):
        art += disc(
            "#ffffff",
            chance.uniform(0, W),
            chance.uniform(0, H),
            chance.uniform(1.5, 5),
            opacity=f"{chance.uniform(0.35, 0.85):.2f}",
        )
    return art


def lorry(eye: Camera, road: Callable[[float], float], z: float) -> str:
    """Return a lorry that comes towards us with its lights on."""
    middle = road(z) + 0.3

    def box(
        fill: str,
        left: float,
        right: float,
        low: float,
        high: float,
        at: float = 0,
        shift: float = 0,
    ) -> str:
        ends = ((left, low), (right, low), (right, high), (left, high))
        return poly(fill, [eye.at(middle + shift + x, up, z + at) for x, up in ends])

    (x, y), unit = eye.at(middle, 0, z), eye.focus / z
    art = disc("#3d476a", x, y, unit * 2, unit * 0.2)
    turn = 1.3 + (road(z + 7) - road(z)) * 0.5

    def flank(fill: str, low: float, high: float) -> str:
        near, far = (middle + 1.3, z + 1.5), (middle + turn, z + 7)
        ends = ((near, low), (near, high), (far, high), (far, low))
        return poly(fill, [eye.at(x, up, depth) for (x, depth), up in ends])

    art += flank("#1f2638", 0.25, 0.8) + flank("#8f93a6", 0.8, 4) + flank("#c8412f", 1.5, 2.1)
    art += box("#e8e4da", -1.3, 1.3, 0.8, 4, 1.5) + box("#c9c6c2", -1.3, 1.3, 3.75, 4, 1.5)
    art += box("#20242e", -1.25, -0.8, 0, 0.7) + box("#20242e", 0.8, 1.25, 0, 0.7)
    art += box("#c8412f", -1.25, 1.25, 0.45, 3.1) + box("#9c2f24", -1.25, 1.25, 0.45, 1.3)
    art += box("#1d2c47", -1.08, 1.08, 1.75, 2.85)
    art += box("#3b5078", -1.08, -0.2, 1.75, 2.85)
    art += box("#2b2f3b", -0.7, 0.7, 0.6, 1.2)
    art += box("#ffd98a", -0.9, -0.65, 3.12, 3.25)
    art += box("#ffd98a", 0.65, 0.9, 3.12, 3.25)
    art += box("#20242e", -1.5, -1.3, 1.7, 2.5)
    art += box("#20242e", 1.3, 1.5, 1.7, 2.5)
    for side in (-0.95, 0.95):
        lx, ly = eye.at(middle + side, 0.95, z)
        beam = (
            (lx - unit * 0.2, ly),
            (lx + unit * 0.2, ly),
            (lx + unit * (1.6 + side), ly + unit * 5),
            (lx - unit * (2.2 - side), ly + unit * 5),
        )
        art += gradient(f"beam{side}", "#ffe9b0", "#ffe9b000")
        art += poly(f"url(#beam{side})", beam, opacity=0.5)
        art += disc("url(#beam)", lx, ly, unit * 2) + disc("#fffbe9", lx, ly, unit * 0.24)
    return art


def cafe() -> str:
    """The blue hour on a country platform; the café is the only warm place."""
    art = sky("#1f2f52", "#4c5a86", "#b98c92", "#eab48b")
    art += ridge(4, 520, 24, "#54618a", peaks=((160, 130, 320), (420, 80, 240)))
    art += ridge(9, 580, 14, "#3a4669")
    art += gradient("floor", "#5a5a72", "#3a3c56") + rect("url(#floor)", 0, 680, W, H)
    art += rect("#3b3f5a", 430, 190, 1250, 492) + rect("#2c3049", 430, 620, 1250, 62)
    art += gradient("inside", "#fff0bf", "#fcd27e", "#e9a04e")
    art += rect("#242a42", 548, 262, 604, 344) + rect("url(#inside)", 564, 278, 572, 312)
    art += line("#b86f35", 5, "M600 360h200M600 420h200")
    for i, x in enumerate(range(612, 800, 30)):
        art += rect(
            ("#a34a2f", "#6e7d4a", "#8a5a33", "#b3121d")[i % 4],
            x,
            330 + (i % 2) * 4,
            16,
            28 - (i % 2) * 4,
        )
        art += rect(("#7a4a2b", "#a8672d", "#5d7d3d")[i % 3], x - 4, 390, 18, 28)
    for x in (700, 1010):
        art += line("#6d4a2c", 4, f"M{x} 278v46")
        art += shape("#b3121d", f"M{x - 36} 350q4-30 36-32t36 32z")
        art += disc("#fffbe6", x, 352, 13, 7)
    art += seated(905, 590, "#3b2a35", "M-38 -176a16 16 0 1 0 32 0a16 16 0 1 0-32 0z", 1) + seated(
        1078, 590, "#2a3a4c", "M40 -160q-34-34-66 0z", -1
    )
    art += rect("#6d3f26", 940, 520, 104, 10)
    art += rect("#6d3f26", 986, 530, 12, 60)
    art += rect("#fdf6e3", 958, 500, 22, 20, rx=3)
    art += rect("#fdf6e3", 1008, 500, 22, 20, rx=3)
    art += line("#fff", 4, "M966 492q-8-12 0-22t0-20M1020 492q-8-12 0-22", opacity=0.6)
    art += shape("#5a3623", "M566 590V500H760V590Z")
    art += rect("#7a4d2f", 560, 490, 210, 14)
    art += shape("#3a2a30", "M640 492q-4-70 30-72t34 72z")
    art += disc("#3a2a30", 670, 398, 24)
    art += line("#242a42", 10, "M755 278V590M950 278V590", stroke_linecap="butt", opacity=0.9)
    for i in range(15):
        x = 530 + i * 43
        art += shape("#b3121d" if i % 2 == 0 else "#efe3cf", f"M{x + 14} 232h34l9 56q-22 22-44 0z")
    art += rect("#242a42", 1224, 262, 156, 420)
    art += rect("url(#inside)", 1240, 278, 124, 404)
    art += rect("#4a2f22", 1240, 520, 124, 162)
    art += line("#4a2f22", 10, "M1302 278v404", stroke_linecap="butt")
    art += poly("#262b45", "360,118 1700,96 1700,176 400,196")
    art += poly("#171c31", "400,196 1700,176 1700,190 400,212")
    for x in (470, 1466):
        art += rect("#171c31", x, 200, 18, 484)
        art += line("#171c31", 9, f"M{x + 9} 300Q{x + 20} 216 {x + 76} 206")
    art += glow("spill", "#ffd587", 0.75)
    art += gradient("spilt", "#f6bd6c", "#f6bd6c00")
    art += poly("url(#spilt)", "560,682 1140,682 1330,900 380,900", opacity=0.75)
    art += poly("url(#spilt)", "1240,682 1364,682 1530,900 1310,900", opacity=0.75)
    art += disc("url(#spill)", 850, 440, 560, 400, opacity=0.28)
    art += line("#171c31", 7, "M1466 250h-50v22")
    art += disc("#171c31", 1416, 308, 40)
    art += disc("#fbf3df", 1416, 308, 33)
    art += line("#171c31", 5, "M1416 308V284M1416 308l17 10")
    art += waiting(330, 800)
    art += rect("#e9c25a", 0, 838, W, 12, opacity=0.85) + rect("#262a42", 0, 868, W, 32)
    art += rect("#1d233b", 92, 380, 12, 300)
    art += rect("#151a2e", 74, 300, 48, 96, rx=18)
    art += disc("#ff6a4d", 98, 330, 14)
    art += glow("stop", "#ff6a4d", 0.7)
    art += disc("url(#stop)", 98, 330, 80)
    art += disc("#26304c", 98, 368, 12)
    return art


def seated(x: float, y: float, coat: str, hat: str, facing: int) -> str:
    """Return a guest at the table, dark against the light; facing is 1 (right) or -1."""
    art = shape(coat, "M-52 0Q-56 -118 0 -124Q54 -116 52 0Z")
    art += line(coat, 24, "M30 -88L52 -56L66 -74")
    art += disc(coat, 6, -150, 27, 32) + rect(coat, -12, -136, 26, 26) + shape(coat, hat)
    return group(art, transform=f"translate({x} {y}) scale({facing} 1)")


def waiting(x: float, y: float) -> str:
    """Return a traveller with a suitcase, lit from the right."""
    art = disc("#23263c", 30, 4, 110, 12, opacity=0.6)
    art += line("#1b2036", 26, "M-16 -110V-8M18 -110V-8")
    art += shape("#2a4560", "M-54 -84Q-56 -236 -26 -258Q0 -270 28 -258Q56 -236 54 -84Z")
    art += shape("#6f7f8c", "M22 -84Q34 -180 20 -262Q56 -240 54 -84Z")
    art += disc("#d9a07a", 4, -290, 25, 31)
    art += shape("#221c22", "M-27 -282Q-30 -330 2 -328Q34 -326 28 -306Q0 -312 -6 -270Z")
    art += shape("#b3121d", "M-28 -262q28 16 58-2l-2 20q-28 12-54 0z")
    art += (
        rect("#7a4a2b", 58, -78, 76, 78, rx=6)
        + rect("#a8672d", 118, -78, 16, 78, rx=6)
        + line("#3a2418", 5, "M80 -80v-16h32v16")
    )
    return group(art, transform=f"translate({x:.1f} {y:.1f})")


# --- Portraits -----------------------------------------------------------------------


@dataclass(frozen=True)
class Sitter:
    """The colours of one face; shade is the skin away from the light, at the right."""

    skin: str
    shade: str
    hair: str
    gleam: str
    coat: str
    ground: str
    lips: str = "#b5594f"
    wide: float = 68


def portrait(
    one: Sitter, *, behind: str = "", front: str = "", collar: str = "", brows: float = 5
) -> str:
    """Return a head and shoulders, the light from the left."""
    w = one.wide
    head = (
        f"M{200 - w} 168Q{200 - w} 92 200 92Q{200 + w} 92 {200 + w} 168Q{200 + w} 226 "
        f"{200 + w * 0.62:.0f} 258Q224 284 200 284Q176 284 {200 - w * 0.62:.0f} 258Q{200 - w} "
        f"226 {200 - w} 168Z"
    )
    art = rect(one.ground, 0, 0, 400, 400) + disc("#ffffff", 130, 130, 210, opacity=0.16) + behind
    art += shape(one.coat, "M36 400C40 336 92 318 150 304L200 330 250 304C308 318 360 336 364 400Z")
    art += shape("#000000", "M200 330L250 304C308 318 360 336 364 400H216Z", opacity=0.14)
    art += shape(one.shade, "M164 244H236V306Q222 336 200 338Q178 336 164 306Z") + collar
    for side in (-1, 1):
        art += disc(one.skin if side < 0 else one.shade, 200 + side * (w + 1), 190, 12, 20)
    art += shape(one.skin, head)
    art += clipped(
        "head",
        head,
        shape(one.shade, "M224 80H300V300H196Q244 262 238 200Q232 130 224 80Z", opacity=0.75),
    )
    art += disc("#d4736a", 158, 222, 15, 10, opacity=0.13)
    art += disc("#d4736a", 242, 222, 15, 10, opacity=0.13)
    for x in (170, 230):
        art += disc("#fffaf2", x, 188, 12.5, 7.5)
        art += disc("#33241c", x, 188, 6.6)
        art += disc("#ffffff", x - 2, 185.6, 1.9)
        art += line("#33241c", 3.2, f"M{x - 14} 188Q{x} 175 {x + 14} 187")
        art += line(one.hair, brows, f"M{x - 17} 168Q{x} 157 {x + 17} 167")
    art += line(one.shade, 4.5, "M203 190Q210 214 213 222Q206 229 194 226")
    art += shape(
        one.lips, "M178 248Q190 242 200 245Q210 242 222 248Q212 261 200 261Q188 261 178 248Z"
    )
    return art + line("#7d3a35", 2, "M177 248Q200 254 223 248") + front


def face1() -> str:
    """A young woman with long dark hair."""
    one = Sitter(
        "#edbd99", "#d39b77", "#2b1d1a", "#4b342c", "#2f5570", "#c9d7de", lips="#b84a4a", wide=64
    )
    behind = shape(
        one.hair,
        "M200 58C110 54 104 140 108 210C112 270 96 310 84 336Q140 372 200 340Q260 372 318 336"
        "C304 308 288 270 292 210C296 140 290 54 200 58Z",
    )
    front = shape(
        one.hair,
        "M224 82C170 82 142 130 132 206Q116 140 138 104Q164 62 208 66Q268 68 278 128Q284 170 "
        "268 210Q266 128 224 82Z",
    )
    front += line(one.gleam, 5, "M206 78Q160 92 142 150M232 78Q262 92 270 140")
    front += disc("#e0b04a", 130, 220, 5)
    front += disc("#e0b04a", 270, 220, 5)
    collar = shape(one.shade, "M160 300L200 360 240 300Z")
    collar += shape("#f3ede0", "M150 304L200 372 250 304 236 298 200 346 164 298Z")
    return portrait(one, behind=behind, front=front, collar=collar)


def face2() -> str:
    """An older man with a grey beard and glasses."""
    one = Sitter(
        "#dba884", "#be8763", "#8d8d8a", "#c6c6c2", "#4a3a32", "#e6d9c4", lips="#a4604f", wide=70
    )
    front = shape(
        "#a7a7a3",
        "M128 182Q116 120 148 94Q176 66 214 72Q268 78 276 130Q280 160 272 184Q266 140 244 122"
        "Q200 130 156 120Q134 142 128 182Z",
    )
    front += shape(
        "#b4b4b0",
        "M131 198Q134 292 200 312Q266 292 269 198Q258 226 238 236Q200 226 162 236Q142 226 131 198Z",
    )
    front += shape("#94948f", "M269 198Q266 292 200 312Q238 280 240 236Q258 226 269 198Z")
    front += line("#d2d2ce", 4, "M160 262Q168 286 186 296M184 276Q190 292 200 300")
    front += shape(one.lips, "M182 249Q200 244 218 249Q210 259 200 259Q190 259 182 249Z")
    front += shape(
        "#c3c3bf", "M200 236Q178 228 158 250Q182 250 200 244Q218 250 242 250Q222 228 200 236Z"
    )
    for x in (169, 231):
        front += disc(
            "#ffffff", x, 189, 25, 23, fill_opacity=0.16, stroke="#2b2a2a", stroke_width=5
        )
    front += line("#2b2a2a", 5, "M194 186Q200 181 206 186M144 184L132 180M256 184L268 180")
    front += line("#b98a68", 2.5, "M170 142Q200 136 230 142M176 130Q200 126 224 130")
    collar = shape("#e9e4d8", "M146 304L200 352 254 304 244 292 200 330 156 292Z")
    collar += poly("#7a2f35", "190,344 210,344 218,400 182,400")
    return portrait(one, front=front, collar=collar, brows=7)


def face3() -> str:
    """A woman with auburn hair in a bun."""
    one = Sitter(
        "#f1cdae", "#d9a685", "#8a3f1f", "#b3612f", "#6b2f3a", "#d5dfd0", lips="#bb5247", wide=65
    )
    behind = disc(one.hair, 212, 56, 42, 36)
    behind += line(one.gleam, 5, "M184 50Q200 28 228 34M190 66Q214 46 240 54")
    behind += disc(one.hair, 200, 160, 82, 92)
    front = shape(
        one.hair,
        "M126 196Q112 110 156 84Q200 62 246 84Q290 112 274 196Q270 148 240 122Q214 104 190 "
        "104Q150 130 140 152Q130 168 126 196Z",
    )
    front += line(one.gleam, 5, "M150 110Q170 88 204 84M232 90Q256 104 264 134")
    front += line("#3a7d74", 5, "M130 214v12M271 214v12")
    front += disc("#3a7d74", 130, 230, 6)
    front += disc("#3a7d74", 271, 230, 6)
    collar = shape("#efe3cf", "M144 306Q200 380 256 306L246 298Q200 356 154 298Z")
    return portrait(one, behind=behind, front=front, collar=collar)


def face4() -> str:
    """A young man with dark curls."""
    one = Sitter(
        "#d8a27a", "#b9815a", "#231a18", "#4a3730", "#c99a3c", "#bccbd6", lips="#a5594b", wide=67
    )
    curls = (
        (131, 146, 20),
        (136, 118, 28),
        (154, 92, 29),
        (184, 76, 30),
        (216, 74, 31),
        (246, 88, 30),
        (264, 114, 28),
        (268, 148, 23),
        (176, 104, 26),
        (208, 102, 28),
        (238, 112, 24),
        (152, 122, 20),
    )
    front = "".join(disc(one.hair, x, y, r) for x, y, r in curls)
    for x, y in ((146, 104), (178, 82), (214, 80), (242, 98), (164, 118), (202, 108)):
        front += line(one.gleam, 4, f"M{x - 12} {y + 4}q2-16 16-16")
    collar = shape("#f3efe6", "M152 302Q200 380 248 302L236 292Q200 338 164 292Z")
    collar += line("#9a7226", 4, "M120 318Q140 360 140 400M280 318Q260 360 260 400")
    return portrait(one, front=front, collar=collar, brows=8)


def face5() -> str:
    """A woman with short grey hair."""
    one = Sitter(
        "#eac3a6", "#cf9d7e", "#9b9a9d", "#d5d4d4", "#33506b", "#e3d3c8", lips="#b3554f", wide=66
    )
    behind = shape(
        "#85848a",
        "M200 62C130 60 112 124 119 184Q121 204 136 212L264 212Q279 204 281 184C288 124 270 "
        "60 200 62Z",
    )
    front = shape(
        one.hair,
        "M126 214Q108 120 150 86Q196 54 250 82Q292 110 276 206Q272 160 252 132Q206 138 166 "
        "110Q156 146 138 160Q130 184 126 214Z",
    )
    front += line(
        one.gleam,
        5,
        "M170 104Q200 122 246 122M150 96Q176 76 208 76M140 120Q132 150 132 178M222 78Q256 88 "
        "268 122",
    )
    front += line(
        "#c79676", 2.5, "M146 204q6 6 14 6M254 204q-6 6-14 6M164 238q-4 8-2 14M236 238q4 8 2 14"
    )
    front += "".join(disc("#f7f3ea", x, 221, 6) for x in (130, 271))
    pearls = "".join(
        disc("#f7f3ea", 200 + 44 * math.sin(a / 10), 296 + 36 * math.cos(a / 10), 5.5)
        for a in range(-13, 14, 3)
    )
    collar = shape(one.skin, "M160 300Q200 380 240 300Z") + pearls
    return portrait(one, behind=behind, front=front, collar=collar, brows=4)


def face6() -> str:
    """A man with a moustache."""
    one = Sitter(
        "#d9a67f", "#b98259", "#3a2a22", "#5f4739", "#2f4a3d", "#d9d3bf", lips="#a45d4e", wide=70
    )
    front = shape(
        one.hair,
        "M128 186Q112 116 146 92Q150 66 204 68Q262 66 274 110Q286 140 272 186Q268 150 258 134"
        "Q220 116 172 124Q146 130 140 146Q132 160 128 186Z",
    )
    front += line(one.gleam, 5, "M152 100Q176 80 214 82M146 116Q166 104 190 102")
    front += line("#8f8780", 3, "M131 168v16M269 166v18")
    front += shape(
        one.hair, "M200 234Q176 226 158 252Q180 258 200 246Q220 258 242 252Q224 226 200 234Z"
    )
    front += line(one.gleam, 3, "M194 240Q180 238 170 248M206 240Q220 238 230 248")
    collar = shape("#f4efe4", "M146 306L184 362 200 340 216 362 254 306 240 292 200 334 160 292Z")
    collar += poly("#8a5a2b", "188,332 212,332 217,400 183,400")
    return portrait(one, front=front, collar=collar, brows=8)


# --- The site's mark -----------------------------------------------------------------


def mark(*, rounded: bool) -> str:
    """Return the two peaks on the accent's blue; square where the system cuts the corners."""
    ground = rect(ACCENT, 0, 0, 400, 400, rx=72 if rounded else 0)
    art = poly("#ffffff", "30,300 118,186 158,238 240,104 370,300")
    art += poly("#9cc4e8", "240,104 370,300 272,300 292,240 252,190")
    art += poly("#9cc4e8", "118,186 158,238 132,272 122,236")
    art += rect("#ffffff", 30, 322, 340, 18)
    return ground + group(art, transform="translate(0 -22)")


# --- Out of the workshop -------------------------------------------------------------

LANDSCAPES: dict[str, Callable[[], str]] = {
    "lake": lake,
    "wheat": wheat,
    "mountain": mountain,
    "columns": columns,
    "windows": windows,
    "vineyard": vineyard,
    "chip": chip,
    "rail": rail,
    "fresco": fresco,
    "board": board,
    "pass": snow_pass,
    "cafe": cafe,
}
PORTRAITS: dict[str, Callable[[], str]] = {
    draw.__name__: draw for draw in (face1, face2, face3, face4, face5, face6)
}
ICON_SIZES = {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}


def svg(art: str, width: int, height: int) -> str:
    """Return a whole SVG document on a canvas of this size."""
    return tag("svg", art, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}")


def raster(document: str, width: int) -> Image.Image:
    """Return the document as pixels, this many across."""
    command = ["rsvg-convert", "--width", str(width), "--keep-aspect-ratio"]
    done = subprocess.run(command, input=document.encode(), capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("RGBA")


def picture(key: str, width: int | None = None) -> Image.Image:
    """Return one picture, or the mark, by its key: at full width or the one given."""
    if key in PORTRAITS:
        return raster(svg(PORTRAITS[key](), 400, 400), width or 800).convert("RGB")
    if key in LANDSCAPES:
        return raster(svg(LANDSCAPES[key](), W, H), width or 2000).convert("RGB")
    return raster(svg(mark(rounded=True), 400, 400), width or 400)


def icons() -> None:
    """Write the site's icons: SVG, the sizes phones ask for, and favicon.ico."""
    ICONS.mkdir(parents=True, exist_ok=True)
    document = svg(mark(rounded=True), 400, 400)
    (ICONS / "icon.svg").write_text(document + "\n", encoding="utf-8")
    raster(document, 256).resize((32, 32), Image.Resampling.LANCZOS).save(
        ICONS / "favicon.ico", sizes=[(32, 32)]
    )
    for name, size in ICON_SIZES.items():
        raster(svg(mark(rounded=False), 400, 400), size).convert("RGB").save(
            ICONS / name, optimize=True
        )


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    known = [*LANDSCAPES, *PORTRAITS, "icons"]
    parser.add_argument("keys", nargs="*", metavar="KEY", help=f"of {', '.join(known)}")
    parser.add_argument("--preview", type=Path, help="write PNG files of 900 px to this folder")
    options = parser.parse_args()
    if unknown := set(options.keys) - set(known):
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    folder = options.preview or PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    for key in options.keys or known:
        if options.preview:
            width = 400 if key in PORTRAITS else 900
            picture(key, width).save(folder / f"{key}.png")
        elif key == "icons":
            icons()
        else:
            picture(key).save(folder / f"{key}.webp", quality=90, method=6)
            print(f"{key}.webp: {(folder / f'{key}.webp').stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
