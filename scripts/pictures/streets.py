"""Streets in the morning: children at the crossing, a village under snow."""

from __future__ import annotations

import random

from scripts.pictures.pen import (
    H,
    Room,
    W,
    disc,
    gradient,
    group,
    line,
    poly,
    rect,
    ridge,
    shape,
    sky,
)
from scripts.pictures.people import Look, front_head, limb, placed, side_head, walker

ROAD = Room(horizon=330, height=2.1, focus=1100)


def crossing() -> str:
    """A bright morning: four children cross, a woman with a paddle holds the cars."""
    art = sky("#8fc1d6", "#cfe3e2", "#f6ecd2")
    art += ridge(4, 320, 12, "#a9bcc0", peaks=((860, 150, 420),))
    art += rect("#c9bda6", 0, 330, W, H)
    art += "".join(block(*one) for one in BLOCKS)
    for side in (-1, 1):
        art += ROAD.level("#d8cdb6", side * 5.2, side * 9, 0, 2.4, 90)
    art += ROAD.level("#5c6068", -5.2, 5.2, 0, 2.4, 90)
    for side in (-1, 1):
        art += ROAD.level("#b8ac96", side * 5.2, side * 5.5, 0, 2.4, 90)
    art += "".join(street_tree(side, z) for z in (44, 34, 26, 20, 15.5) for side in (-1, 1))
    for z in (11, 15, 19.5, 26, 34, 46):
        art += ROAD.level("#d9d6cc", -0.09, 0.09, 0, z, z + 2)
    art += coach(-2.7, 17.5) + car(-2.7, 10.4)
    for k in range(-5, 6):
        art += ROAD.level("#f0ece0", k * 0.94 - 0.26, k * 0.94 + 0.26, 0, 4.45, 7.0)
    art += warden(-3.25, 6.7) + procession()
    return art + group(ROAD.level("#3a4250", -9, 9, 0, 2.4, 4.2), opacity=0.14)


# A building: its side, where it begins and ends in the depth, its height, wall and shade.
BLOCKS = (
    (-1, 48, 90, 9, "#d9a58c", "#c08a72"),
    (1, 48, 90, 8, "#cfae86", "#b8956b"),
    (-1, 30, 48, 11, "#e2c9a0", "#c7ab80"),
    (1, 30, 48, 12, "#d99f86", "#bd8069"),
    (-1, 17, 30, 8.5, "#cf9079", "#b2735d"),
    (1, 17, 30, 9, "#e6d3ae", "#c9b48c"),
    (-1, 6, 17, 10.5, "#e3b894", "#c79a76"),
    (1, 6, 17, 10.5, "#d1a27f", "#b38562"),
)


def block(side: int, near: float, far: float, tall: float, light: str, dark: str) -> str:
    """Return a house front along the street, the sun on the left row."""
    wall, trim = (dark, light) if side < 0 else (light, "#f6ecd8")

    def panel(fill: str, near: float, far: float, low: float, high: float) -> str:
        return ROAD.upright(fill, side * 9, low, high, near, far)

    art = panel(wall, near, far, 0, tall) + panel(trim, near, far, tall - 0.5, tall)
    art += panel("#7d6a5a", near, far, 0, 0.7)
    step = (far - near) / 5
    for k in range(5):
        a, b = near + step * (k + 0.25), near + step * (k + 0.75)
        for low in range(4, int(tall) - 2, 3):
            art += panel(trim, a - 0.1, b + 0.1, low - 0.15, low + 1.75)
            art += panel("#4f6b7c" if side < 0 else "#7fa0ae", a, b, low, low + 1.6)
        art += panel("#4a4240" if k % 2 else "#8a4a3a", a - 0.2, b + 0.2, 0.7, 2.7)
        art += panel("#b3121d" if k % 2 else "#2f6a5b", a - 0.3, b + 0.3, 2.7, 3.1)
    return art


def street_tree(side: int, z: float) -> str:
    """Return a plane tree at the kerb, the first leaves yellow."""
    chance = random.Random(int(z * 10) + side)
    (x, y), unit = ROAD.at(side * 6.6, 0, z), ROAD.focus / z
    art = disc("#7d776c", x + unit * 0.5, y, unit * 1.2, unit * 0.12, opacity=0.5)
    art += rect("#6b5546", x - unit * 0.14, y - unit * 2.4, unit * 0.28, unit * 2.4)
    for colour, spread in (("#6d8a45", 1.15), ("#8aa552", 0.95), ("#b9b455", 0.7)):
        for _ in range(5):
            at = (
                x + unit * chance.uniform(-spread, spread * 0.7),
                y - unit * chance.uniform(2.6, 4.4),
            )
            art += disc(colour, *at, unit * 0.75 * spread, unit * 0.6 * spread)
    return art


def car(x: float, z: float) -> str:
    """Return a car that waits, its face to us."""
    at, unit = ROAD.at(x, 0, z), ROAD.focus / z / 100
    art = disc("#3a3d44", 0, 2, 118, 12)
    art += rect("#22252b", -88, -34, 34, 36, rx=8) + rect("#22252b", 54, -34, 34, 36, rx=8)
    art += shape("#2f5f86", "M-66 -96Q-58 -146 -44 -150H44Q58 -146 66 -96Z")
    art += shape("#cfe0e6", "M-56 -98Q-50 -138 -40 -141H40Q50 -138 56 -98Z")
    art += shape("#a9c4cf", "M0 -98L30 -141H40Q50 -138 56 -98Z")
    art += disc("#4a3a36", -26, -112, 11, 13) + shape("#4a3a36", "M-44 -97q4-8 18-8t18 8z")
    art += shape(
        "#3f7aa6",
        "M-92 -30V-70Q-88 -94 -66 -98H66Q88 -94 92 -70V-30Q90 -20 76 -20H-76Q-90 -20 -92 -30Z",
    )
    art += shape("#2f5f86", "M-92 -46H92V-30Q90 -20 76 -20H-76Q-90 -20 -92 -30Z")
    art += rect("#22303c", -46, -66, 92, 20, rx=5) + rect("#f0ece0", -26, -42, 52, 13, rx=2)
    art += "".join(
        disc("#fff3c4", s * 70, -62, 15, 12) + disc("#ffffff", s * 70, -63, 8, 7) for s in (-1, 1)
    )
    return placed(art, at, unit * 1.04)


def coach(x: float, z: float) -> str:
    """Return a bus that waits behind the car."""
    at, unit = ROAD.at(x, 0, z), ROAD.focus / z / 100
    art = rect("#22252b", -110, -40, 40, 42, rx=6) + rect("#22252b", 70, -40, 40, 42, rx=6)
    art += rect("#e3ac3a", -126, -290, 252, 262, rx=16) + rect("#c98f2c", -126, -92, 252, 64, rx=10)
    art += rect("#3a5264", -108, -250, 216, 142, rx=8) + rect("#4d687b", -108, -250, 100, 142, rx=8)
    art += rect("#22303c", -70, -282, 140, 24, rx=4) + rect("#fff3c4", -112, -78, 34, 22, rx=6)
    return placed(art + rect("#fff3c4", 78, -78, 34, 22, rx=6), at, unit)


def warden(x: float, z: float) -> str:
    """Return the woman who stops the traffic, her back half to the cars."""
    look = Look(hair="#4a2f24", style="bob")
    at, unit = ROAD.at(x, 0, z), ROAD.focus / z / 100
    art = disc("#3a3d44", 10, 0, 60, 8, opacity=0.5)
    art += limb("#2b3546", 22, (-14, -90), (-16, -8)) + limb("#2b3546", 22, (14, -90), (16, -8))
    art += limb("#23262c", 14, (-18, -4), (-28, -2)) + limb("#23262c", 14, (18, -4), (28, -2))
    art += line("#7a5a3a", 6, "M-92 -82V-232")
    art += disc("#b3121d", -92, -240, 32)
    art += disc("#ffffff", -92, -240, 24)
    art += disc("#b3121d", -92, -240, 18)
    art += limb("#2f4a63", 19, (-28, -136), (-56, -112), (-90, -126))
    art += disc(look.skin, -92, -128, 9)
    art += shape("#d9e04a", "M-36 -76L-34 -138Q-28 -150 0 -152Q28 -150 34 -138L36 -76Z")
    art += shape("#bcc338", "M8 -152Q28 -150 34 -138L36 -76H12Z")
    art += rect("#f6f6ee", -35, -106, 70, 10)
    art += line("#f6f6ee", 7, "M-18 -150V-78M18 -150V-78", stroke_linecap="butt")
    art += limb("#2f4a63", 19, (30, -136), (62, -134), (96, -140)) + disc(look.skin, 104, -140, 9)
    art += placed(front_head(look, smile=True), (0, -178), 0.3)
    return placed(art, at, unit)


def procession() -> str:
    """Return the children on the crossing with their long shadows."""
    children = (
        (-1.0, 5.4, 4.9, "short", "#2f6a8f", "#3a3f4c", "#d9573a", "#2b2020", "#d9a27a"),
        (0.0, 5.6, 4.5, "plaits", "#e0a93a", "#8a4a6b", "#2f7a6b", "#4a2f20", "#efc4a0"),
        (1.0, 5.3, 5.2, "bob", "#b3405a", "#3d4a63", "#33507d", "#2b1d1a", "#e6b48e"),
        (2.15, 5.6, 4.6, "cap", "#f0e6d2", "#4f6a45", "#8a5a33", "#33241f", "#d9a27a"),
    )
    art = ""
    for x, z, heads, style, coat, legs, bag, hair, skin in children:
        at, size = ROAD.at(x, 0, z), ROAD.focus / z * 0.27 / 100
        one = Look(skin=skin, shade="#bf8a64", hair=hair, style=style, cloth="#c8202b")
        px, py = at
        art += poly(
            "#3a4250",
            ((px - 24, py), (px + 26, py + 4), (px + 190, py + 46), (px + 130, py + 48)),
            opacity=0.4,
        )
        art += placed(walker(one, coat, legs, heads=heads, bag=bag), at, size)
    return art


LANE = Room(horizon=372, height=2.6, focus=1000, middle=860)


def snowfall() -> str:
    """A village street in heavy snow: early light, a child pulls a sledge home."""
    chance = random.Random(19)
    art = sky("#a9b8ca", "#c3cdd9", "#dde2e8")
    art += ridge(4, 350, 20, "#b3bfce", peaks=((1020, 150, 420), (300, 90, 360)))
    art += gradient("snow", "#d3dbe6", "#e6ebf1", "#f6f8fa") + rect("url(#snow)", 0, 380, W, H)
    art += flakes(chance, 160, 1, 2.4, 0.8)
    for z in (60, 44, 31, 21, 13.5, 7.6):
        art += cottage(-1, z, chance) + cottage(1, z + 1.6, chance)
        art += flakes(chance, 36, 1.6, 3.4, 0.7)
    art += lane()
    art += shoveller(2.1, 13) + sledge(-0.75, 6.3)
    art += shape("#f8fafc", "M-20 900V800Q200 760 420 900Z")
    art += shape("#eef2f6", "M1620 900V790Q1400 770 1240 900Z")
    art += fence()
    return art + flakes(chance, 190, 2.4, 6, 0.85) + flakes(chance, 46, 6, 13, 0.7)


def lane() -> str:
    """Return the trodden way between the banks of snow, with the runs of a sledge."""
    art = LANE.level("#c3cedc", -2.3, 2.3, 0, 3.2, 80)
    art += LANE.level("#d3dce7", -1.9, 1.9, 0, 3.2, 80)
    for left in (-1.09, -0.59):
        art += LANE.level("#b3c0d1", left, left + 0.08, 0, 3.2, 6.2)
    return art


WALLS = (("#8c7a6c", "#a5907e"), ("#7d7f86", "#969aa2"), ("#94705c", "#ad8670"))


def cottage(side: int, z: float, chance: random.Random) -> str:
    """Return a house beside the lane under a thick roof of snow; its gable looks at us."""
    near, far, inner, outer = z, z + 5.5, side * 4.2, side * 10.5
    top, eaves, high = (inner + outer) / 2, 2.9, 5.2
    wall, gable = chance.choice(WALLS)
    lip, drip = near - 0.3, inner - side * 0.5
    front = [LANE.at(x, up, near) for x, up in ((inner, 0), (outer, 0), (outer, eaves))]
    front += [LANE.at(top, high, near), LANE.at(inner, eaves, near)]
    art = LANE.upright(wall, inner, 0, eaves, near, far) + poly(gable, front)
    art += cottage_windows(inner, outer, near)
    slope = ((drip, eaves - 0.2, lip), (top, high + 0.2, lip), (top, high + 0.2, far))
    art += poly("#eef2f6", [LANE.at(*p) for p in (*slope, (drip, eaves - 0.2, far))])
    edge = ((drip, -0.25), (top, high - eaves), (outer + side * 0.5, -0.25))
    rim = [LANE.at(x, eaves + up, lip) for x, up in edge]
    rim += [LANE.at(x, eaves + up + 0.55, lip) for x, up in reversed(edge)]
    art += poly("#fbfcfd", rim)
    drift = ((inner - side * 0.9, 0, near), (outer, 0, near - 0.4), (outer, 0.7, near - 0.4))
    art += poly("#f4f7f9", [LANE.at(*p) for p in (*drift, (inner, 0.5, near))])
    art += smoke(top - side * 1.2, high, z)
    return art + poly("#ccd5df", front, opacity=f"{min(0.55, z / 90):.2f}")


def cottage_windows(inner: float, outer: float, near: float) -> str:
    """Return the windows of the wall and of the gable, most of them lit."""
    art = ""
    for k in (0.14, 0.58):
        art += LANE.upright("#ffdc92", inner, 1.1, 2.2, near + 5.5 * k, near + 5.5 * (k + 0.24))
    for k, glass in ((0.24, "#ffcf7d"), (0.62, "#5d6d7d")):
        left, right = inner + (outer - inner) * k, inner + (outer - inner) * (k + 0.16)
        art += LANE.facing("#f3ede2", left, right, 1.05, 2.35, near)
        art += LANE.facing(glass, left, right, 1.15, 2.25, near)
    return art


def smoke(x: float, y: float, z: float) -> str:
    """Return a chimney and what rises from it."""
    (px, py), unit = LANE.at(x, y - 0.6, z + 2), LANE.focus / (z + 2)
    art = rect("#7a6258", px - unit * 0.25, py - unit * 1.3, unit * 0.5, unit * 1.3)
    art += rect("#fbfcfd", px - unit * 0.3, py - unit * 1.42, unit * 0.6, unit * 0.18)
    for k in range(4):
        art += disc(
            "#eef1f5",
            px + unit * k * 0.4,
            py - unit * (1.8 + k * 0.6),
            unit * (0.3 + k * 0.14),
            opacity=0.55 - k * 0.1,
        )
    return art


def sledge(x: float, z: float) -> str:
    """Return a girl in a red hood who pulls her brother on a sledge."""
    at, size = LANE.at(x, 0, z), LANE.focus / z * 0.27 / 100
    girl = Look(skin="#efc4a0", shade="#cf9a76", style="scarf", cloth="#c8202b")
    boy = Look(skin="#e3b08a", shade="#c48f6a", style="scarf", cloth="#2f5f86")
    art = disc("#b3c0d1", -160, 6, 380, 22)
    art += line(
        "#6b4a30", 12, "M-480 -8H-250Q-214 -12 -208 -44M-470 -64H-232M-440 -8v-52M-290 -8v-52"
    )
    art += line("#4a3a30", 5, "M-214 -40Q-110 -60 -60 -196")
    art += limb("#3a4a5f", 50, (-410, -92), (-300, -104), (-262, -84))
    art += limb("#2b2522", 36, (-252, -96), (-250, -80))
    art += shape("#4f86ad", "M-462 -74Q-474 -226 -420 -250Q-366 -244 -356 -74Z")
    art += shape("#3d6f94", "M-462 -74Q-474 -226 -420 -250Q-430 -150 -424 -74Z")
    art += placed(side_head(boy), (-408, -306), 0.96)
    art += limb("#4f86ad", 40, (-416, -216), (-380, -150), (-320, -136))
    art += disc("#e9c25a", -312, -134, 20) + line("#e9c25a", 26, "M-444 -246Q-410 -232 -376 -250")
    art += walker(girl, "#c8202b", "#3a3f4c", heads=4.8, gloves="#f3ede0", shoes="#4a3326")
    return placed(art + line("#f3ede0", 26, "M-30 -372Q4 -352 38 -372"), at, size)


def shoveller(x: float, z: float) -> str:
    """Return an old man who clears the way, in the middle distance."""
    at, size = LANE.at(x, 0, z), LANE.focus / z * 0.25 / 100
    man = Look(skin="#c99a7a", shade="#ab7c5c", hair="#9a9a98", style="cap", cloth="#4a4038")
    art = disc("#b3c0d1", 40, 6, 220, 20) + line("#8a6238", 16, "M-40 -300L170 -40")
    art += shape("#5f6d7c", "M140 -90L236 -10L214 20L120 -52Z") + disc("#fbfcfd", 200, -36, 56, 30)
    art += limb("#33404f", 56, (-20, -260), (-44, -140), (-70, -16))
    art += limb("#3f4d5e", 58, (0, -260), (56, -150), (40, -16))
    art += limb("#2b2522", 38, (-66, -12), (-40, -12)) + limb("#2b2522", 38, (46, -12), (74, -12))
    art += shape("#5b6b4e", "M-76 -232Q-92 -400 -20 -470Q40 -480 62 -436Q66 -330 40 -226Z")
    art += placed(side_head(man), (62, -516), 1, turn=20)
    art += limb("#6d7d5c", 48, (20, -420), (20, -320), (86, -236)) + disc("#b3121d", 92, -226, 24)
    art += limb("#6d7d5c", 46, (-10, -420), (-56, -330), (-10, -268))
    art += disc("#b3121d", -4, -260, 24)
    return placed(art, at, size, flip=True)


def fence() -> str:
    """Return a picket fence in the near corner, every post with its cap of snow."""
    art = ""
    for k in range(7):
        x, y, tall = 1300 + k * 52, 812 - k * 4, 120 + k * 9
        art += rect("#6d5f56", x, y - tall + 30, 22, tall + 80)
        art += rect("#85756a", x, y - tall + 30, 9, tall + 80)
        art += disc("#ffffff", x + 11, y - tall + 28, 17, 12)
    return line("#5f534b", 14, "M1290 762L1640 726M1290 826L1640 812") + art


def flakes(chance: random.Random, count: int, small: float, large: float, strength: float) -> str:
    """Return falling snow."""
    art = "".join(
        disc("#ffffff", chance.uniform(0, W), chance.uniform(0, H), chance.uniform(small, large))
        for _ in range(count)
    )
    return group(art, opacity=strength)


SCENES = {"crossing": crossing, "snowfall": snowfall}
