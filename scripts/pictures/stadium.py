"""The stadium: an evening match, seen from the stand."""

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
from scripts.pictures.people import (
    Look,
    back_head,
    bust,
    limb,
    placed,
)

STAND = Camera(horizon=214, height=15, focus=1000)


def football() -> str:
    """An evening match from the stand: the attack has just left the centre circle."""
    art = sky("#1d2a55", "#e58f78", "#e79a75", "#e79a75")
    art += ridge(4, 196, 12, "#3b3f6b", peaks=((420, 90, 330), (1080, 60, 300)))
    art += glow("lamps", "#fff6d8", 0.9) + mast(150, 300) + mast(1450, 300)
    art += far_stand() + lawn()
    art += "".join(player(*one) for one in sorted(TEAMS, key=lambda one: -one[1]))
    x, y = STAND.at(2.5, 0, 35.6)
    art += disc("#1f4a2b", x + 3, y, 10, 3, opacity=0.6) + disc("#ffffff", x, y - 7, 7)
    art += disc("#3a3f48", x + 1, y - 7, 2.4)
    return art + fans()


def far_stand() -> str:
    """Return the stand across the pitch, full of people."""
    chance = random.Random(9)
    (_, low), (_, high) = STAND.at(0, 0, 98), STAND.at(0, 13, 98)
    art = rect("#23294a", 90, high - 26, 1420, 20)
    art += rect("#2b3158", 120, high - 6, 1360, low - high)
    for row in range(8):
        y = high + 8 + row * 14
        for k in range(150):
            x = 126 + k * 9.1 + chance.uniform(-2, 2)
            colour = chance.choice(
                ("#b44a4a", "#d8c7a4", "#5f74a8", "#8d93b4", "#3f4775", "#d69a52")
            )
            art += disc(colour, x, y + 5, 4.2, 5) + disc("#d7a987", x, y - 3, 2.6)
    art += rect("#1a2040", 90, low - 12, 1420, 12)
    for k, colour in enumerate(("#b3121d", "#efe6d2", "#0b4f8a", "#e9b44c", "#2f7a5b", "#efe6d2")):
        art += rect(colour, 90 + k * 237, low - 14, 234, 13, opacity=0.85)
    return art + "".join(
        rect("#1a2040", x, high - 26, 8, low - high + 30) for x in range(110, 1500, 226)
    )


def lawn() -> str:
    """Return the pitch with its stripes and lines."""
    art = gradient("turf", "#2f7a45", "#3d9152", "#2a6b3d")
    art += rect("url(#turf)", 0, STAND.at(0, 0, 98)[1], W, H)
    for k in range(-10, 10, 2):
        x = k * 5.25
        ends = ((x, 20), (x + 5.25, 20), (x + 5.25, 88), (x, 88))
        art += poly("#4aa35e", [STAND.at(a, 0, z) for a, z in ends], opacity=0.42)
    art += pitch_line((-52.5, 20), (52.5, 20), (52.5, 88), (-52.5, 88), (-52.5, 20))
    art += pitch_line((0, 20), (0, 88))
    circle = [(9.15 * math.cos(a / 20), 54 + 9.15 * math.sin(a / 20)) for a in range(127)]
    art += pitch_line(*circle)
    for side in (-1, 1):
        for deep, wide in ((16.5, 20.2), (5.5, 9.2)):
            x = side * 52.5
            art += pitch_line(
                (x, 54 - wide),
                (x - side * deep, 54 - wide),
                (x - side * deep, 54 + wide),
                (x, 54 + wide),
            )
        art += goal(side)
    return art


def pitch_line(*marks: Point) -> str:
    """Return a white line on the grass through points in metres."""
    d = "M" + "L".join("{:.1f} {:.1f}".format(*STAND.at(x, 0, z)) for x, z in marks)
    return line("#e6f0e2", 3, d, opacity=0.85)


def goal(side: int) -> str:
    """Return the goal at one end."""
    posts = [
        STAND.at(side * 52.5, up, 54 + z)
        for up, z in ((0, -3.7), (2.4, -3.7), (2.4, 3.7), (0, 3.7))
    ]
    return line("#ffffff", 4, "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in posts))


# Where the players stand: x, z in metres, the shirt, the way they run.
RED, BLUE, YELLOW, BLACK = "#c8202b", "#f0ede4", "#f2c230", "#20242e"


TEAMS = (
    (0.6, 36, RED, 1),
    (6.4, 38, BLUE, -1),
    (-7, 44, RED, 1),
    (9.5, 49, BLUE, -1),
    (14, 32, RED, 1),
    (18, 42, BLUE, 1),
    (-14, 35, BLUE, 1),
    (-3, 60, RED, 1),
    (22, 58, RED, 1),
    (26, 52, BLUE, -1),
    (29, 66, BLUE, -1),
    (31, 44, BLUE, -1),
    (5, 70, BLUE, -1),
    (-18, 58, RED, 1),
    (-26, 48, RED, 1),
    (-12, 74, RED, 1),
    (13, 76, RED, 1),
    (-24, 68, BLUE, 1),
    (36, 60, RED, 1),
    (1, 49, BLACK, 1),
    (-50, 54, YELLOW, 1),
    (49, 53, YELLOW, -1),
    (-30, 60, RED, 1),
)


def player(x: float, z: float, shirt: str, way: int) -> str:
    """Return a running player, 1.8 m tall, and his shadows under the lamps."""
    (px, py), unit = STAND.at(x, 0, z), STAND.focus / z * 1.35
    shorts = {RED: "#f3ede0", BLUE: "#27467d", YELLOW: "#20242e", BLACK: "#20242e"}[shirt]
    skin = "#d9a27a"
    art = "".join(limb("#1c4527", 12, (0, 0), (s * 70, -10)) for s in (-1, 1))
    art = group(art, opacity=0.45)
    art += limb(skin, 15, (6, -80), (26, -46)) + limb(shirt, 13, (26, -46), (14, -8), (26, -4))
    art += limb(skin, 15, (-4, -80), (-14, -44)) + limb(shirt, 13, (-14, -44), (-44, -26))
    art += limb(shirt, 13, (4, -138), (28, -118)) + limb(skin, 10, (28, -116), (40, -134))
    art += shape(shorts, "M-18 -96H18L22 -62H2L-2 -70L-8 -58L-24 -64Z")
    art += shape(shirt, "M-18 -92L-12 -146Q4 -154 18 -144L18 -92Z")
    art += limb(shirt, 13, (-6, -138), (-26, -118)) + limb(skin, 10, (-27, -117), (-20, -98))
    art += disc(skin, 8, -164, 14, 16) + shape("#2b2020", "M-6 -166q0-18 15-17t13 14q-14-4-18 8z")
    return group(
        art,
        transform=f"translate({px:.1f} {py:.1f}) scale({way * unit / 100:.3f} {unit / 100:.3f})",
    )


def mast(x: float, y: float) -> str:
    """Return a floodlight mast."""
    art = poly("#161c3a", ((x - 9, y), (x - 4, 60), (x + 4, 60), (x + 9, y)))
    art += rect("#161c3a", x - 62, 26, 124, 50, rx=4)
    for k in range(8):
        art += disc("#fffdf0", x - 46 + (k % 4) * 31, 39 + (k // 4) * 24, 10)
    return art + disc("url(#lamps)", x, 50, 300, 240, opacity=0.75)


def fans() -> str:
    """Return the last rows before us, dark against the pitch."""
    art = ""
    rows = (
        (
            0.92,
            "#22305a",
            "70,784,short 262,800,bun 430,792,bob 640,806,cap 830,790,long 1300,800,bald "
            "1440,782,short 1566,804,bob",
        ),
        (1.2, "#101a38", "160,856,cap 530,868,long 1060,864,short 1386,862,scarf"),
    )
    for size, coat, heads in rows:
        for x, y, style in (head.split(",") for head in heads.split()):
            one = Look(
                skin="#5c4652", shade="#46384a", hair="#1a1830", style=style, cloth="#5d2338"
            )
            art += placed(bust(coat) + back_head(one), (float(x), float(y)), size)
    held = "M970 640Q1060 620 1150 640L1158 706Q1060 686 962 706Z"
    scarf = shape("#8f1d2c", held)
    for x in (996, 1050, 1104):
        scarf += shape("#d9cfc2", f"M{x - 12} 628h24l4 76h-28z", opacity=0.9)
    arms, hands = "", ""
    for x, side in ((966, -1), (1154, 1)):
        arms += limb("#101a38", 46, (x - side * 20, 980), (x + side * 40, 830), (x, 704))
        hands += limb("#7a565a", 26, (x - 8, 664), (x + 8, 664))
        hands += limb("#7a565a", 24, (x - 8, 682), (x + 8, 682))
        hands += line("#5c4046", 3, f"M{x - 14} 673H{x + 14}")
    return art + arms + clipped("held", held, scarf) + hands


SCENES = {"football": football}
