"""Halls with a long table: the reading room, the town council."""

from __future__ import annotations

import random

from scripts.pictures.pen import (
    Room,
    clipped,
    disc,
    glow,
    gradient,
    group,
    line,
    poly,
    rect,
    shape,
)
from scripts.pictures.people import (
    Look,
    at_table,
    back_head,
    bust,
    front_head,
    placed,
    raised_arm,
    resting_arm,
)

READING = Room(horizon=236, height=2.55, focus=1120)
COUNCIL = Room(horizon=318, height=1.95, focus=980)


def library() -> str:
    """Evening in the reading room: green lamps in a row, the street blue in the window."""
    chance = random.Random(33)
    art = READING.empty(4.2, 5, 12, ("#2f2620", "#5a3a26", "#3d2a1f", "#33231a", "#4a3526"))
    art += shelves(-4.2, chance) + shelves(4.2, chance) + end_window()
    art += glow("lamp", "#ffe9a0", 0.6) + glow("pool", "#ffe3a0", 0.9)
    arms = ""
    for z in (8.4, 6.9, 5.4, 3.9):
        for side in (-1, 1):
            body, arm = reader(side, z, chance)
            art, arms = art + body, arms + arm
    art += reading_table() + arms
    for z in (9, 7.5, 6, 4.5, 3.1):
        art += table_things(z, chance) + lamp(0, z)
    return art


def shelves(x: float, chance: random.Random) -> str:
    """Return bookcases along one wall."""
    art = ""
    for k in range(7):
        near, far = 1.2 + k * 1.56, 1.2 + (k + 1) * 1.56
        art += READING.upright("#241811", x, 0, 3.6, near + 0.06, far - 0.06)
        for row in range(6):
            z, low = near + 0.14, 0.3 + row * 0.54
            while z < far - 0.22:
                wide = chance.uniform(0.06, 0.13)
                colour = chance.choice(
                    ("#7a3b2c", "#8a6a3a", "#3f5a52", "#54465f", "#a07a48", "#5d2a28")
                )
                art += READING.upright(colour, x, low, low + chance.uniform(0.3, 0.44), z, z + wide)
                z += wide + (0.12 if chance.random() < 0.06 else 0.008)
            art += READING.upright("#6b4a30", x, low - 0.06, low, near, far)
        art += READING.upright("#7d583a", x, 0, 3.7, near - 0.05, near + 0.06)
    return art + READING.upright("#8a6342", x, 3.6, 3.85, 0.6, 12)


def end_window() -> str:
    """Return the tall arched window at the end, the last light outside."""
    art = gradient("dusk", "#1f3a66", "#4a6a96", "#c99a86")
    (left, low), (right, top) = READING.at(-1.5, 1.2, 12), READING.at(1.5, 3.5, 12)
    d = (
        f"M{left:.0f} {low:.0f}V{top:.0f}A{(right - left) / 2:.0f} "
        f"96 0 0 1 {right:.0f} {top:.0f}V{low:.0f}Z"
    )
    art += shape("#6b4a30", d, stroke="#6b4a30", stroke_width=20)
    view = rect("url(#dusk)", left, top - 110, right - left, low - top + 110)
    for x, tall in ((700, 70), (742, 110), (790, 84), (838, 124), (880, 60)):
        view += rect("#1a2a48", x, low - tall, 44, tall)
        view += rect("#ffd58a", x + 10, low - tall + 16, 9, 12)
        view += rect("#ffd58a", x + 26, low - tall + 34, 9, 12)
    art += clipped("arch", d, view)
    art += line(
        "#6b4a30", 7, f"M800 {top - 96}V{low}M{left} {top}H{right}M{left} {(top + low) / 2}H{right}"
    )
    return art + rect("#7d583a", left - 20, low, right - left + 40, 10)


def reading_table() -> str:
    """Return the long table in the middle."""
    art = READING.level("#8a5a33", -1.05, 1.05, 0.78, 1.0, 9.8)
    art += READING.level("#9c6a3e", -0.95, 0.95, 0.78, 1.0, 9.8)
    for z in (9, 7.5, 6, 4.5, 3.1):
        (x, y), unit = READING.at(0, 0.78, z), READING.focus / z
        art += disc("url(#pool)", x, y, unit * 0.9, unit * 0.3)
    return art


def lamp(x: float, z: float) -> str:
    """Return a green lamp of brass and its light."""
    (px, py), unit = READING.at(x, 0.78, z), READING.focus / z
    art = disc("#8a6a2f", px, py, unit * 0.12, unit * 0.035)
    art += rect("#d9b45a", px - unit * 0.015, py - unit * 0.4, unit * 0.03, unit * 0.4)
    art += disc("url(#lamp)", px, py - unit * 0.3, unit * 0.62, unit * 0.5)
    u = unit / 100
    shade = shape("#2f8a63", "M-26 0Q-24 -16 -10 -18H10Q24 -16 26 0Z")
    shade += shape("#57b587", "M-22 -2Q-20 -14 -8 -16H-2Q-14 -12 -14 -2Z")
    shade += rect("#fff6cf", -24, 0, 48, 4, rx=2)
    return art + group(
        shade, transform=f"translate({px:.1f} {py - unit * 0.36:.1f}) scale({u:.3f})"
    )


def reader(side: int, z: float, chance: random.Random) -> tuple[str, str]:
    """Return somebody bent over a book, and the arm that lies on the table."""
    style = chance.choice(("short", "bob", "long", "bun", "bald", "short"))
    coat = chance.choice(("#7a3b3f", "#2f5a6b", "#8a6a3a", "#4a4668", "#3f6650"))
    hair = chance.choice(("#2b1d1a", "#5a3423", "#8d8d8a", "#3a2a22"))
    one = Look(skin="#e0ab82", shade="#a87450", hair=hair, style=style)
    at, size = READING.at(side * 1.42, 0.42, z), READING.focus / z * 0.0026
    chair = rect("#4a2f1d", -100, -220, 22, 300, rx=6)
    parts = chair + at_table(one, coat, down=True), resting_arm(one, coat)
    body, arm = (placed(part, at, size, flip=side > 0) for part in parts)
    return body, arm


def table_things(z: float, chance: random.Random) -> str:
    """Return open books to both sides of a lamp."""
    art = ""
    for side in (-1, 1):
        x = side * 0.66
        art += READING.level("#f6eedb", x - 0.2, x, 0.79, z - 0.16, z + 0.16)
        art += READING.level("#e6dac0", x, x + 0.2, 0.79, z - 0.16, z + 0.16)
        if chance.random() < 0.6:
            (px, py), unit = READING.at(side * 0.3, 0.78, z + 0.1), READING.focus / z
            for k, colour in enumerate(("#7a3b2c", "#3f5a52", "#c9a35a")):
                art += rect(
                    colour,
                    px - unit * 0.14,
                    py - unit * 0.05 * (k + 1),
                    unit * 0.28,
                    unit * 0.045,
                    rx=2,
                )
    return art


def council() -> str:
    """An afternoon vote in a small town's council: hands go up along the table."""
    art = COUNCIL.empty(4, 3.6, 8.6, ("#efe6d4", "#9a6b46", "#d8c7a6", "#c3b18e", "#e6d9bd"))
    art += "".join(tall_window(z) for z in (2.2, 4.3, 6.4)) + end_wall()
    art += COUNCIL.upright("#8a5f3e", 4, 0, 1.05, 0.6, 8.6)
    art += COUNCIL.upright("#a5774f", -4, 0, 0.8, 0.6, 8.6)
    art += COUNCIL.upright("#8a5f3e", 4, 0, 2.5, 5.2, 6.8)
    art += COUNCIL.upright("#a5774f", 4, 0.1, 2.4, 5.3, 6.7)
    for near, colour in ((3.2, "#7f9aa6"), (4.2, "#b5826a"), (7.2, "#8fa37a")):
        art += COUNCIL.upright("#6b4a30", 4, 1.7, 2.5, near, near + 0.7)
        art += COUNCIL.upright(colour, 4, 1.76, 2.44, near + 0.06, near + 0.64)
    art += head_of_table()
    for z in (6.3, 5.1, 3.9):
        for side in (-1, 1):
            art += councillor(side, z)
    art += council_table()
    for x, style, hair, coat in (
        (210, "bun", "#5a3423", "#4a3a52"),
        (1372, "short", "#2b2020", "#33475b"),
    ):
        art += placed(bust(coat, deep=260) + back_head(Look(hair=hair, style=style)), (x, 700), 1.7)
    return art


def tall_window(z: float) -> str:
    """Return a window in the left wall and the light it throws on the floor."""
    art = COUNCIL.upright("#f7efdd", -4, 0.8, 3.2, z - 0.1, z + 1.5)
    art += COUNCIL.upright("#a9d0de", -4, 0.9, 3.1, z, z + 1.4)
    art += COUNCIL.upright("#8fb58a", -4, 0.9, 1.7, z, z + 1.4)
    art += COUNCIL.upright("#d99f86", -4, 0.9, 2.1, z + 0.5, z + 1.0)
    art += COUNCIL.upright("#f7efdd", -4, 0.9, 3.1, z + 0.66, z + 0.74)
    art += COUNCIL.upright("#f7efdd", -4, 2.2, 2.28, z, z + 1.4)
    corners = ((-3.6, z), (-3.6, z + 1.3), (-1.2, z + 1.8), (-1.2, z + 0.5))
    return art + poly("#f6d9a0", [COUNCIL.at(x, 0, depth) for x, depth in corners], opacity=0.28)


def end_wall() -> str:
    """Return what hangs at the end: the town's plan, a clock, the flag."""
    art = COUNCIL.facing("#8a5f3e", -4, 4, 0, 0.95, 8.6)
    art += COUNCIL.facing("#a5774f", -4, 4, 0.9, 1.0, 8.6)
    art += COUNCIL.facing("#7a5234", -1.32, 1.32, 1.72, 3.22, 8.58)
    art += COUNCIL.facing("#f3ead2", -1.24, 1.24, 1.8, 3.14, 8.58)
    art += COUNCIL.facing("#c9d9b0", -1.2, -0.2, 1.84, 2.5, 8.58)
    art += COUNCIL.facing("#e0c9a0", 0.2, 1.2, 2.3, 3.1, 8.58)
    x, y = COUNCIL.at(0, 2.47, 8.58)
    art += line("#8fbfd0", 9, f"M{x - 138} {y - 40}q70-34 120 10t158 26", stroke_linecap="butt")
    art += line(
        "#b0896a",
        3,
        f"M{x - 138} {y + 34}L{x + 30} {y - 10} {x + 138} {y - 66}M{x - 50} "
        f"{y - 74}L{x - 10} {y + 74}M{x + 70} {y - 74}V{y + 74}",
    )
    art += disc("#c8202b", x + 30, y - 10, 8)
    cx, cy = COUNCIL.at(2.2, 2.75, 8.58)
    art += disc("#6b4a30", cx, cy, 34)
    art += disc("#fbf6e8", cx, cy, 28)
    art += line("#33241f", 4, f"M{cx} {cy}V{cy - 20}M{cx} {cy}l12 8")
    fx, fy = COUNCIL.at(-2.3, 0, 8.5)
    art += rect("#8a6a2f", fx, fy - 312, 6, 312) + disc("#d9b45a", fx + 3, fy - 316, 8)
    for k, colour in enumerate(("#c8202b", "#24468f", "#ee9b2c")):
        art += shape(
            colour,
            f"M{fx + 6} {fy - 304 + k * 26}q26 10 30 40l-6 {60 + k * 8}q-18-30-24-{74 + k * 6}z",
        )
    return art


def head_of_table() -> str:
    """Return the mayor at the head of the table, between two colleagues."""
    art = ""
    people = (
        (-1.02, "short", "#8d8d8a", "#4a4f5c", 0),
        (0, "bob", "#7a4a2a", "#8f2f3a", 0.14),
        (1.02, "bald", "#6b5a4a", "#3f5a4a", 0),
    )
    for x, style, hair, coat, up in people:
        at, size = COUNCIL.at(x, 1.26 + up, 7.5), COUNCIL.focus / 7.5 * 0.0027
        one = Look(hair=hair, style=style)
        chair = rect("#5d3a26", -74, 20, 148, 210, rx=16)
        art += placed(chair + bust(coat, deep=260) + front_head(one), at, size)
    return art


VOTERS = {
    (-1, 6.3): ("short", "#2b2020", "#33507d", True),
    (1, 6.3): ("bun", "#4a2a1c", "#a8642f", True),
    (-1, 5.1): ("long", "#3a2018", "#3f6b5f", True),
    (1, 5.1): ("short", "#9b9a9d", "#54465f", False),
    (-1, 3.9): ("bald", "#8d8d8a", "#7a4a3a", True),
    (1, 3.9): ("bob", "#2b1d1a", "#2f5d7a", True),
}


def councillor(side: int, z: float) -> str:
    """Return one member at the long side of the table; most raise a hand."""
    style, hair, coat, votes = VOTERS[side, z]
    at, size = COUNCIL.at(side * 1.75, 0.5, z), COUNCIL.focus / z * 0.0027
    chair = rect("#5d3a26", -108, -190, 26, 290, rx=8) + rect("#4a2d1d", -100, 70, 150, 26, rx=8)
    one = Look(hair=hair, style=style, skin="#e0ab82")
    arm = raised_arm(one, coat) if votes else resting_arm(one, coat)
    return placed(chair + at_table(one, coat) + arm, at, size, flip=side > 0)


def council_table() -> str:
    """Return the table with its papers, glasses and microphones."""
    art = COUNCIL.facing("#5d3a22", -1.25, 1.25, 0, 0.76, 2.75)
    art += COUNCIL.level("#a8733f", -1.25, 1.25, 0.78, 2.75, 6.9)
    art += COUNCIL.level("#2f6a5b", -0.8, 0.8, 0.785, 3.0, 6.7)
    for z in (6.2, 5.0, 3.8):
        for side in (-1, 1):
            x = side * 0.92
            art += COUNCIL.level("#fbf6e8", x - 0.2, x + 0.2, 0.79, z - 0.2, z + 0.16)
            (px, py), unit = COUNCIL.at(side * 0.56, 0.79, z + 0.1), COUNCIL.focus / z
            art += rect(
                "#d6e6ea",
                px - unit * 0.035,
                py - unit * 0.13,
                unit * 0.07,
                unit * 0.13,
                rx=2,
                opacity=0.85,
            )
            (mx, my), bend = COUNCIL.at(side * 0.66, 0.79, z - 0.25), side * unit * 0.12
            art += line(
                "#23262c",
                unit * 0.014,
                f"M{mx:.0f} {my:.0f}q0 {-unit * 0.16:.0f} {bend:.0f} {-unit * 0.24:.0f}",
            )
            art += disc("#23262c", mx + bend, my - unit * 0.25, unit * 0.026)
    (x, y), unit = COUNCIL.at(0, 0.79, 4.4), COUNCIL.focus / 440
    jug = shape("#bfe0e6", "M-9 0Q-14 -14 -6 -26V-34H6V-26Q14 -14 9 0Z")
    jug += shape("#8fc1d0", "M-11 -12Q0 -8 11 -12L9 0H-9Z")
    return art + placed(jug, (x, y), unit)


SCENES = {"library": library, "council": council}
