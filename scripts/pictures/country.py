"""The country: a bridge at dawn, an orchard in bloom."""

from __future__ import annotations

import math
import random

from scripts.pictures.pen import (
    Camera,
    H,
    Point,
    W,
    clipped,
    disc,
    glow,
    gradient,
    group,
    line,
    poly,
    rect,
    ridge,
    shape,
    sky,
)
from scripts.pictures.people import Look, limb, placed, side_head

WATER = 693
MASONRY = "M-40 560Q240 540 520 430Q680 360 810 356Q940 360 1100 426Q1380 540 1640 560V693H-40Z"


def bridge() -> str:
    """Dawn mist over the river: a stone bridge, a shepherd with his sheep on its hump."""
    art = sky("#b9c9d0", "#e3e2d8", "#f8e6c6") + glow("dawn", "#fff4d6", 0.9)
    art += disc("url(#dawn)", 350, 236, 460, 380) + disc("#fff8e6", 350, 236, 46)
    art += ridge(4, 330, 26, "#a9bcc4", peaks=((1180, 190, 480), (160, 60, 300)))
    art += mist("#f3ecdc", 400, 150, 0.9)
    art += ridge(8, 440, 20, "#86a0a6", peaks=((1480, 110, 380), (80, 90, 320)))
    art += "".join(poplar(x, 560, tall) for x, tall in ((96, 210), (150, 250), (206, 190)))
    art += "".join(poplar(x, 560, tall) for x, tall in ((1440, 170), (1490, 220), (1548, 240)))
    art += mist("#f1ebde", 540, 130, 0.85)
    art += gradient("river", "#b9c6c3", "#7f9ba1", "#4f727d") + rect("url(#river)", 0, WATER, W, H)
    stones = masonry()
    art += group(stones, transform=f"translate(0 {2 * WATER}) scale(1 -1)", opacity=0.42)
    art += stones + "".join(sheep(x) for x in (690, 738, 800, 845, 905)) + shepherd(968)
    art += mist("#f4efe4", 690, 70, 0.8) + ripples() + mist("#eef0ea", 770, 60, 0.4)
    return art + reeds()


def mist(colour: str, y: float, thick: float, strength: float) -> str:
    """Return a bank of mist that is thickest at this height."""
    name = f"mist{y:.0f}"
    art = gradient(name, f"{colour}00", colour, f"{colour}00")
    return art + rect(f"url(#{name})", 0, y - thick, W, thick * 2, opacity=strength)


def poplar(x: float, y: float, tall: float) -> str:
    """Return a poplar in the haze."""
    art = disc("#6d8a8c", x, y - tall / 2, tall * 0.09, tall / 2)
    return art + disc("#86a09d", x - tall * 0.03, y - tall * 0.52, tall * 0.05, tall * 0.44)


def masonry() -> str:
    """Return the bridge: its stones, the rings of both arches, the coping."""
    chance = random.Random(11)
    art = rect("#8d8577", -40, 340, 1700, 400)
    for row in range(12):
        for column in range(30):
            colour = chance.choice(("#968d7d", "#857d70", "#a0967f", "#8f8676", "#7c756a"))
            x, wide = column * 58 - 60 + (row % 2) * 29, chance.uniform(46, 55)
            art += rect(colour, x, 352 + row * 31, wide, 27, rx=4)
    art += gradient("dim", "#2d3a4400", "#2d3a44aa") + rect("url(#dim)", -40, 400, 1700, 320)
    art = clipped("masonry", MASONRY, art)
    art += vault(810, 690, 290, 262, 27) + vault(1370, 678, 84, 92, 11)
    art += line(
        "#c9bfa8", 15, "M-40 560Q240 540 520 430Q680 360 810 356Q940 360 1100 426Q1380 540 1640 560"
    )
    return art + line(
        "#5f5a51", 4, "M-40 571Q240 551 520 441Q680 371 810 367Q940 371 1100 437Q1380 551 1640 571"
    )


def vault(x: float, y: float, wide: float, tall: float, count: int) -> str:
    """Return an arch one looks through, in a ring of cut stones."""
    art = ""
    for k in range(count):
        ends = [math.pi * (k + share) / count for share in (0.04, 0.96)]
        inner = [(x - wide * math.cos(a), y - tall * math.sin(a)) for a in ends]
        outer = [(x - (wide + 36) * math.cos(a), y - (tall + 36) * math.sin(a)) for a in ends]
        art += poly("#bcb096" if k % 2 else "#a99e88", inner + outer[::-1])
    hole = f"M{x - wide} {WATER}V{y}A{wide} {tall} 0 0 1 {x + wide} {y}V{WATER}Z"
    through = rect("#e9e4d6", x - wide, y - tall, wide * 2, tall + 20)
    through += disc("#b8c4c2", x + wide * 0.5, y, wide * 0.9, tall * 0.5)
    through += disc("#9fb0b1", x - wide * 0.6, y + 10, wide * 0.7, tall * 0.34)
    through += rect("#c3cdc8", x - wide, y - 10, wide * 2, 40)
    through += shape(
        "#5b5850",
        f"M{x} {y - tall}A{wide} {tall} 0 0 1 {x + wide} {y}V{WATER}"
        f"H{x + wide * 0.86:.0f}V{y}A{wide * 0.93:.0f} {tall} 0 0 0 {x} {y - tall}Z",
    )
    return art + clipped(f"vault{x}", hole, through)


def top_of_bridge(x: float) -> float:
    """Return the height of the coping near the hump."""
    return 352 + ((x - 812) / 290) ** 2 * 66


def sheep(x: float) -> str:
    """Return a sheep that walks to the right over the bridge."""
    art = limb("#3b3a38", 4, (-12, 0), (-12, -14)) + limb("#3b3a38", 4, (10, 0), (10, -14))
    art += disc("#f3ecdd", 0, -24, 23, 14) + disc("#fffaf0", -4, -29, 15, 8)
    art += disc("#4a4540", 25, -31, 8, 6)
    return group(art, transform=f"translate({x} {top_of_bridge(x):.1f}) scale(0.9)")


def shepherd(x: float) -> str:
    """Return the shepherd in his felt cloak, walking to the right."""
    art = limb("#2d3036", 9, (-6, -30), (-12, 0)) + limb("#2d3036", 9, (6, -30), (10, 0))
    art += shape("#4d3a33", "M-24 -22Q-22 -84 0 -90Q24 -84 24 -22Z")
    art += shape("#37291f", "M4 -90Q24 -84 24 -22H8Z")
    art += disc("#c9946d", 3, -100, 10, 12) + shape("#2b2522", "M-10 -102q2-16 13-16t13 15z")
    art += line("#5a4630", 4, "M34 2L26 -104q8-12 14-2") + limb("#4d3a33", 9, (12, -72), (29, -62))
    return group(art, transform=f"translate({x} {top_of_bridge(x) + 4:.1f})")


def ripples() -> str:
    """Return light on the water."""
    chance, art = random.Random(6), ""
    for _ in range(70):
        y = 706 + 180 * chance.random() ** 1.2
        long, thick = (y - 640) * chance.uniform(0.2, 0.9), 2 + (y - 690) / 60
        art += rect("#e6e9e0", chance.uniform(-80, W), y, long, thick, rx=2, opacity=0.34)
    for i in range(8):
        wide = 150 - i * 10 + chance.uniform(-24, 24)
        art += rect("#fff2d0", 350 - wide / 2, 712 + i * 22, wide, 6, rx=3, opacity=0.7 - i * 0.07)
    return art


def reeds() -> str:
    """Return the near bank with its reeds."""
    chance = random.Random(15)
    art = shape("#2f4a4d", "M-20 900V810Q160 800 330 900Z")
    art += shape("#2f4a4d", "M1620 900V780Q1420 790 1240 900Z")
    for k in range(54):
        x = chance.uniform(-10, 300) if k % 2 else chance.uniform(1270, 1610)
        tall, lean = chance.uniform(70, 230), chance.uniform(-10, 46)
        colour = chance.choice(("#2f4a4d", "#3d5c5a", "#28403f"))
        art += line(
            colour,
            5,
            f"M{x:.0f} 905Q{x:.0f} {905 - tall * 0.6:.0f} {x + lean:.0f} {905 - tall:.0f}",
        )
        if k % 4 == 0:
            art += disc("#5d4a38", x + lean, 905 - tall, 6, 24)
    return art


def orchard() -> str:
    """Noon in April: apricot trees in bloom, a man on a ladder prunes."""
    chance, eye = random.Random(22), Camera(horizon=520, height=2.2, middle=1080)
    art = sky("#6fb0d2", "#b4d7e2", "#eaf1ea")
    art += shape(
        "#f7f8f4", "M1080 150q16-50 76-40 30-52 100-26 62-16 82 40 54-2 60 40h-316z", opacity=0.85
    )
    art += ridge(5, 470, 16, "#a9bfd2", peaks=((1240, 250, 460), (900, 120, 260)))
    art += shape(
        "#f6f7f8", "M1150 294L1240 216 1330 290 1296 284 1262 318 1236 280 1200 316 1186 288Z"
    )
    art += ridge(9, 508, 10, "#8fae8d")
    art += gradient("grass", "#a9c46c", "#84ab52", "#5b8a41") + rect("url(#grass)", 0, 524, W, H)
    for row in range(-7, 8):
        band = eye.strip(lambda _, row=row: row * 7.0, -1.6, 1.6, [4, 120])
        art += poly("#b9cf7c", band, opacity=0.5)
    trees = [(z, row * 7.0 + 3.5) for z in (24, 31, 40, 52, 68, 90) for row in range(-9, 9)]
    for z, x in sorted(trees, reverse=True):
        (px, py), unit = eye.at(x, 0, z), eye.focus / z
        if -120 < px < W + 120:
            art += small_tree(px, py, unit, chance)
    art += petals(chance) + disc("#4c7838", 560, 838, 430, 44, opacity=0.55)
    art += big_tree(540, 836)
    for x, y, r in ((622, 216, 58), (676, 240, 58), (684, 190, 48), (724, 150, 42)):
        art += blossom(x, y, r, chance)
    return art + ladder() + pruner(866, 566)


def small_tree(x: float, y: float, unit: float, chance: random.Random) -> str:
    """Return one tree of the rows."""
    art = disc("#5f8f45", x + unit * 0.4, y, unit * 1.9, unit * 0.22, opacity=0.6)
    art += line("#6b4d40", unit * 0.3, f"M{x:.0f} {y:.0f}V{y - unit * 1.6:.0f}")
    for _ in range(9):
        at = (x + unit * chance.uniform(-1.3, 1.3), y - unit * chance.uniform(1.7, 3.6))
        art += disc(chance.choice(("#e9b3bd", "#f3cdd2", "#dfa0ae")), *at, unit * 0.8, unit * 0.64)
    for _ in range(5):
        at = (x + unit * chance.uniform(-1.2, 0.7), y - unit * chance.uniform(2.4, 3.8))
        art += disc("#fbe9e9", *at, unit * 0.42, unit * 0.34)
    return art


def big_tree(x: float, y: float) -> str:
    """Return the near tree: the shaded bloom, the wood before it, the bright bloom."""
    chance = random.Random(31)
    tips: list[Point] = []
    wood = limb("#5b4035", 70, (x, y - 50), (x + 6, y - 170))
    wood += shape("#5b4035", f"M{x - 36} {y - 60}L{x - 70} {y + 8}H{x + 70}L{x + 38} {y - 60}Z")
    wood += limb("#7d5c4b", 18, (x - 20, y - 40), (x - 14, y - 170))
    for angle in (-158, -128, -98, -68, -38, -14):
        start = (x + 6 + angle % 5 * 3, y - 180)
        wood += branch(start, math.radians(angle), 170, 36, chance, tips)
    dark, bright = "", ""
    for bx, by in tips:
        r = chance.uniform(44, 66)
        dark += disc("#d898a8", bx + 8, by + 10, r, r * 0.86)
        bright += blossom(bx - 6, by - 12, r * 0.86, chance)
    return dark + wood + bright


def branch(
    start: Point, angle: float, long: float, thick: float, chance: random.Random, tips: list[Point]
) -> str:
    """Return a branch with all that grows on it; where they end is added to the tips."""
    x, y = start
    end = (x + long * math.cos(angle), y + long * math.sin(angle) * 0.9)
    art = limb("#5b4035", thick, start, end)
    if long < 80:
        tips.append(end)
        return art
    if long < 116 and chance.random() < 0.4:
        tips.append(end)
    for turn in (-0.4, 0.06, 0.42):
        turn += chance.uniform(-0.1, 0.1)
        share = chance.uniform(0.6, 0.78)
        art += branch(end, angle + turn, long * share, thick * 0.52, chance, tips)
    return art


def blossom(x: float, y: float, r: float, chance: random.Random) -> str:
    """Return a cloud of bloom in many small flowers, brighter to the upper left."""
    art = ""
    for _ in range(26):
        a, far = chance.uniform(0, math.tau), r * chance.random() ** 0.6
        at = (x + far * math.cos(a), y + far * 0.86 * math.sin(a))
        light = math.cos(a - 3.9) * far / r + chance.uniform(-0.4, 0.4)
        colour = "#fdeeed" if light > 0.45 else "#f6d3d7" if light > -0.1 else "#eab6c0"
        art += disc(colour, *at, r * chance.uniform(0.16, 0.3))
    return art


def petals(chance: random.Random) -> str:
    """Return fallen petals in the grass."""
    art = ""
    for _ in range(260):
        y = 560 + 330 * chance.random() ** 0.7
        r = 1.5 + (y - 540) / 70
        art += disc("#f8dfe1", chance.uniform(0, W), y, r * 1.5, r * 0.7, opacity=0.8)
    return art


def ladder() -> str:
    """Return a ladder that leans into the tree, seen from its side."""
    art = line("#8a6238", 14, "M1004 836L760 190")
    for k in range(10):
        t = 0.06 + k * 0.098
        left, right = (936 - 236 * t, 852 - 656 * t), (1004 - 244 * t, 836 - 646 * t)
        art += limb("#8a6238", 12, left, right)
    return art + line("#b08450", 15, "M936 852L700 196")


def pruner(x: float, y: float) -> str:
    """Return a man on the ladder in profile, at work above his head; feet at (x, y)."""
    man = Look(hair="#5a4a40", style="cap", cloth="#d8c9a0", skin="#d9a27a", shade="#b67f58")
    art = limb("#2f4358", 38, (14, -150), (30, -70), (0, 2))
    art += limb("#3b2c24", 24, (-4, 4), (-22, 4))
    art += limb("#3a516a", 40, (6, -152), (-36, -106), (-22, -58))
    art += limb("#4a382d", 24, (-26, -56), (-46, -56))
    art += limb("#c65f3a", 32, (6, -282), (-66, -310), (-86, -352))
    art += disc(man.skin, -90, -366, 15)
    art += line("#3c4046", 7, "M-92 -374L-118 -412M-96 -372L-104 -418")
    art += shape("#dd7447", "M-34 -146Q-40 -262 -8 -302Q20 -314 44 -292Q66 -240 54 -140Z")
    art += shape("#b9552f", "M24 -306Q40 -304 44 -292Q66 -240 54 -140H20Q44 -230 24 -306Z")
    art += placed(side_head(man), (-2, -346), 0.82, turn=14, flip=True)
    art += limb("#dd7447", 34, (20, -270), (-2, -212), (-46, -230)) + disc(man.skin, -54, -236, 15)
    return group(art, transform=f"translate({x} {y})")


SCENES = {"bridge": bridge, "orchard": orchard}
