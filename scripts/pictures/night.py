"""After sunset: the last bus, the observatory."""

from __future__ import annotations

import random

from scripts.pictures.pen import (
    H,
    Room,
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
from scripts.pictures.people import Look, bust, front_head, limb, placed

AISLE = Room(horizon=300, height=1.72, focus=900)
# Who sits where: x and z in metres, the hair, its colour, the coat, asleep?
RIDERS = (
    (-0.93, 1.9, "scarf", "#33241f", "#6d4a5e", True),
    (-0.45, 1.9, "short", "#2b2020", "#2f5d7a", False),
    (0.47, 1.9, "long", "#3a2018", "#a8472f", False),
    (0.93, 1.9, "cap", "#8d8d8a", "#4d5a48", True),
    (-0.93, 2.75, "bob", "#5a2f1d", "#8a6a3a", False),
    (0.45, 2.75, "bald", "#8d8d8a", "#4a4f6b", False),
    (-0.45, 3.6, "bun", "#2b1d1a", "#3f6b5f", False),
    (0.93, 3.6, "short", "#4a3428", "#7a3a44", True),
    (-0.93, 4.5, "cap", "#2b2020", "#3a4a63", False),
    (0.45, 4.5, "plaits", "#5a3a26", "#b0863c", False),
)


def bus() -> str:
    """The last bus at night: tired faces, one of them lit by a telephone."""
    art = rect("#1a2140", 0, 0, W, H) + coach_body()
    rows = sorted({rider[1] for rider in RIDERS} | {5.4}, reverse=True)
    for z in rows:
        for x in (-0.93, -0.45, 0.45, 0.93):
            art += seat(x, z)
        art += "".join(rider(*one) for one in RIDERS if one[1] == z)
        if z == 3.6:
            art += pole(-0.24, z)
    return art + pole(0.06, 1.75) + tint()


def coach_body() -> str:
    """Return walls, windows, ceiling and floor, down to the rear window."""
    chance = random.Random(27)
    near, far = 0.7, 6.2
    art = AISLE.empty(1.25, 2.3, far, ("#5a5e86", "#3a3f5f", "#6c7298", "#6c7298", "#6b7093"))
    art += AISLE.level("#4a5074", -0.22, 0.22, 0, near, far)
    art += AISLE.level("#fff3cf", -0.5, 0.5, 2.29, near, far)
    art += AISLE.level("#6f7297", -0.06, 0.06, 2.29, near, far)
    (left, top), (right, low) = AISLE.at(-0.9, 2.12, far), AISLE.at(0.9, 1.2, far)
    art += rect("#0e1530", left, top, right - left, low - top, rx=10)
    for _ in range(16):
        colour = chance.choice(("#ff6a4d", "#ffd58a", "#ff8a5c", "#e9e2ff"))
        x, y = chance.uniform(left + 16, right - 16), chance.uniform(low - 60, low - 16)
        art += disc(colour, x, y, 5, opacity=0.8)
    for x in (-1.25, 1.25):
        art += AISLE.upright("#7d82a6", x, 1.95, 2.3, near, far)
        for a, b in ((0.72, 1.5), (1.58, 2.35), (2.45, 3.3), (3.4, 4.3), (4.4, 5.2), (5.3, 6.1)):
            art += AISLE.upright("#0c1431", x, 0.85, 1.88, a, b) + bokeh(x, a, b, chance)
    return art


def bokeh(x: float, near: float, far: float, chance: random.Random) -> str:
    """Return the lights of the town behind one window."""
    art = ""
    for _ in range(15):
        z, up = chance.uniform(near + 0.06, far - 0.06), chance.uniform(0.98, 1.72)
        (px, py), unit = AISLE.at(x, up, z), AISLE.focus / z
        colour = chance.choice(("#ffd58a", "#ffb45c", "#ff6a4d", "#8fd0e8", "#f3ecff"))
        r = unit * chance.uniform(0.012, 0.05)
        art += disc(colour, px, py, r * 0.8, r, opacity=chance.choice((0.35, 0.6, 0.9)))
    return art


def seat(x: float, z: float) -> str:
    """Return the back of a seat with its headrest."""
    at, size = AISLE.at(x, 0.45, z), AISLE.focus / z / 100
    art = rect("#27305c", -23, -84, 46, 100, rx=9) + rect("#33407a", -20, -81, 40, 60, rx=7)
    return placed(art + rect("#d9b45a", -16, -84, 32, 9, rx=4), at, size)


def rider(x: float, z: float, style: str, hair: str, coat: str, sleeps: bool) -> str:
    """Return one passenger in a seat, seen from the front."""
    one = Look(skin="#dba987", shade="#b5825f", hair=hair, style=style, cloth="#8f3d4a")
    at, size = AISLE.at(x, 1.2, z), AISLE.focus / z * 0.0025
    turn = (9 if x < 0 else -9) * (1 if abs(x) > 0.6 else -1) if sleeps else 0
    head = placed(front_head(one, asleep=sleeps), (0, 0), 1, turn=-turn)
    art = bust(coat, darker(coat), 440) + head
    art += limb(coat, 44, (-66, 100), (-76, 230), (-30, 330))
    art += limb(darker(coat), 44, (66, 100), (76, 230), (30, 330))
    return placed(art + telephone(one) if style == "long" and z < 2 else art, at, size)


def telephone(one: Look) -> str:
    """Return hands with a telephone, and the light of it on the face."""
    art = glow("screen", "#cfeaff", 0.5) + disc("url(#screen)", 0, 70, 120, 150)
    art += rect("#12162a", -26, 116, 52, 92, rx=8) + rect("#dff2ff", -21, 122, 42, 80, rx=4)
    art += limb("#c25f44", 40, (-84, 262), (-54, 222)) + limb("#a04a33", 40, (84, 262), (54, 222))
    for side in (-1, 1):
        art += limb(one.skin, 26, (side * 42, 206), (side * 30, 168))
        art += limb(one.skin, 18, (side * 34, 176), (side * 16, 186))
    return art


def darker(colour: str) -> str:
    """Return the colour in shadow."""
    return "#" + "".join(f"{int(int(colour[k : k + 2], 16) * 0.78):02x}" for k in (1, 3, 5))


def pole(x: float, z: float) -> str:
    """Return a yellow pole to hold on to."""
    (px, top), (_, low) = AISLE.at(x, 2.3, z), AISLE.at(x, 0, z)
    wide = AISLE.focus / z * 0.035
    return rect("#e9b93c", px - wide / 2, top, wide, low - top) + rect(
        "#f7d874", px - wide / 2, top, wide * 0.35, low - top
    )


def tint() -> str:
    """Return the dusk that lies over the seats, darker towards us."""
    art = gradient("shade", "#0c143100", "#0c143100", "#0c143118", "#0c1431b0")
    art += rect("url(#shade)", 0, 0, W, H)
    return art


def telescope() -> str:
    """A clear night on the mountain: the dome is open, one red lamp on the terrace."""
    chance = random.Random(40)
    art = sky("#050b1f", "#0c1d3e", "#1d3f61", "#3f6a7c")
    art += milky_way(chance)
    art += ridge(6, 640, 22, "#1b3550", peaks=((180, 190, 420), (660, 110, 300), (1500, 160, 380)))
    art += shape(
        "#8fa7b8", "M96 506L180 458 268 516 236 512 206 540 178 506 150 538 128 512Z", opacity=0.45
    )
    art += ridge(2, 720, 16, "#11263d")
    art += shape("#0a1929", "M-20 900V830Q420 760 640 744L1420 744Q1540 760 1640 800V900Z")
    art += dome(1030, 600, 250) + small_dome(470, 778) + watcher(640, 752)
    return art + shape("#06101c", "M-20 900V862Q300 800 700 850T1640 838V900Z")


def milky_way(chance: random.Random) -> str:
    """Return the stars, and the bright band across them."""
    art = glow("haze", "#b9c9e8", 0.34) + glow("warm", "#f0cfc0", 0.26)
    band = ""
    for k in range(13):
        name = "warm" if k in (6, 7, 8) else "haze"
        band += disc(f"url(#{name})", k * 160 - 960, chance.uniform(-24, 24), 220, 110)
    for _ in range(16):
        band += disc(
            "#0b1a38",
            chance.uniform(-700, 700),
            chance.gauss(0, 16),
            chance.uniform(30, 90),
            9,
            opacity=0.28,
        )
    for _ in range(700):
        r = chance.choice((0.8, 1, 1.2, 1.6))
        band += disc("#e6ecf8", chance.uniform(-1000, 1000), chance.gauss(0, 58), r, opacity=0.8)
    art += group(band, transform="translate(560 300) rotate(-34)")
    for _ in range(330):
        colour = chance.choice(("#ffffff", "#dfe8ff", "#ffe9cf"))
        art += disc(
            colour,
            chance.uniform(0, W),
            640 * chance.random(),
            chance.uniform(0.8, 2.4),
            opacity=0.85,
        )
    for x, y in ((240, 120), (820, 90), (1390, 210), (1180, 60), (90, 380)):
        art += disc("url(#haze)", x, y, 22) + disc("#ffffff", x, y, 3.6)
    return art + line("#ffffff", 3, "M1330 96L1440 142", opacity=0.75)


def dome(x: float, y: float, r: float) -> str:
    """Return the great dome with its shutter open and the telescope inside."""
    art = glow("inside", "#ff9d6b", 0.85)
    art += gradient("wall", "#7f96a8", "#4d6377", "#25384c", across=True)
    art += rect("url(#wall)", x - r * 0.94, y, r * 1.88, 150)
    art += rect("#1b2c3f", x - r * 0.94, y + 128, r * 1.88, 22)
    art += dome_shell(x, y, r)
    art += rect("#9fb3c1", x - r - 10, y - 10, r * 2 + 20, 20, rx=4)
    art += rect("#33495e", x, y - 10, r + 10, 20, rx=4)
    art += rect("#2a1a1c", x + 116, y + 56, 52, 94) + rect("#ffb27a", x + 122, y + 62, 40, 88)
    art += disc("url(#inside)", x + 142, y + 110, 130, 110)
    for k in (-190, -120, -50, 20):
        art += rect("#20344a", x + k, y + 52, 30, 44, rx=2)
    return art + poly(
        "#ff9d6b",
        ((x + 118, y + 150), (x + 166, y + 150), (x + 220, y + 240), (x + 110, y + 240)),
        opacity=0.2,
    )


def dome_shell(x: float, y: float, r: float) -> str:
    """Return the shell with its ribs; the telescope shows in the open shutter."""
    cap = f"M{x - r} {y}A{r} {r} 0 0 1 {x + r} {y}Z"
    art = gradient("shell", "#b4c6d3", "#7890a4", "#2f455b", across=True)
    art += shape("url(#shell)", cap)
    ribs = "".join(
        line(
            "#56708a",
            2.5,
            f"M{x} {y - r}Q{x + k * r * 0.36:.0f} {y - r * 0.86:.0f} {x + k * r * 0.4:.0f} {y}",
            opacity=0.5,
        )
        for k in (-2.2, -1.7, 0.9, 1.5, 2.1)
    )
    slit = (
        f"M{x - 150} {y - 22}Q{x - 158} {y - r * 0.7} {x - 96} {y - r - 6}L{x + 24} "
        f"{y - r - 6}Q{x - 34} {y - r * 0.66} {x - 26} {y - 22}Z"
    )
    inside = rect("#1a1420", x - r, y - r - 20, r * 2, r * 2)
    inside += disc("url(#inside)", x - 70, y + 10, 260, 220)
    inside += telescope_tube(x - 92, y - 90)
    return art + clipped(
        "cap",
        cap,
        ribs,
        shape("#3d556b", slit, stroke="#3d556b", stroke_width=18),
        clipped("slit", slit, inside),
    )


def telescope_tube(x: float, y: float) -> str:
    """Return the telescope, pointing up to the left from (x, y)."""
    art = rect("#c9d2da", -30, -112, 60, 190, rx=4) + rect("#8796a6", 8, -112, 22, 190)
    art += rect("#e6ebef", -37, -128, 74, 26, rx=4) + rect("#5c6b7c", -34, 40, 68, 16)
    art += "".join(rect("#5c6b7c", -30, up, 60, 6) for up in (-72, -20))
    return group(art, transform=f"translate({x} {y}) rotate(-24)")


def small_dome(x: float, y: float) -> str:
    """Return the little dome farther off."""
    art = shape("#2c4258", "M-46 0V-34A46 46 0 0 1 46 -34V0Z")
    art += shape("#45607a", "M-46 -34A46 46 0 0 1 0 -80V-34Z")
    return group(art + rect("#5d7a92", -50, -38, 100, 7), transform=f"translate({x} {y})")


def watcher(x: float, y: float) -> str:
    """Return an astronomer who looks up, a red lamp in her hand."""
    art = disc("url(#inside)", 26, -40, 80, 60)
    art += limb("#0a1424", 13, (-7, -50), (-9, 0)) + limb("#0a1424", 13, (9, -50), (11, 0))
    art += shape("#1f3a55", "M-22 -42Q-24 -108 -2 -114Q24 -108 22 -42Z")
    art += shape("#b9543d", "M14 -44Q20 -90 12 -112Q24 -106 22 -42Z", opacity=0.7)
    art += limb("#1f3a55", 11, (12, -98), (30, -72), (34, -56)) + disc("#ff6b4a", 36, -46, 7)
    art += disc("#c98f6c", -3, -128, 12, 13)
    art += shape("#2a1d22", "M-8 -142q18-4 20 14t-14 14q-2-14-10-18z")
    return group(art, transform=f"translate({x} {y})")


SCENES = {"bus": bus, "telescope": telescope}
