"""Wide land in daylight: the lake, the fields, the mountain, the vineyard."""

from __future__ import annotations

import random

from scripts.pictures.pen import (
    Camera,
    H,
    Point,
    W,
    depths,
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
    art += lesser_peak()
    art += greater_peak()
    art += ridge(5, 650, 16, "#8b93a3") + ridge(8, 712, 14, "#66768a")
    art += shape("#4a5f73", "M900 800Q1010 716 1120 704L1330 704Q1440 724 1560 800Z")
    art += monastery(1170, 706, "#33485b", "#5d7284")
    art += ridge(2, 790, 10, "#3b5266") + ridge(4, 846, 12, "#26394a")
    return art


def greater_peak() -> str:
    """Return the greater peak with its snow."""
    art = shape(
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
    return art


def lesser_peak() -> str:
    """Return the lesser peak, left."""
    art = shape(
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


def vineyard() -> str:
    """Late afternoon between the rows: low sun from the left, a house at the end."""
    chance, eye = random.Random(3), Camera(horizon=392, height=3.1, middle=980)
    art = sky("#8fb7bd", "#d7d8b4", "#f6e3ae") + glow("sun", "#fff6d8")
    art += disc("url(#sun)", 330, 300, 330) + disc("#fff8e2", 330, 300, 62)
    art += ridge(7, 350, 22, "#a9b39a", peaks=((1180, 110, 420),)) + ridge(4, 386, 12, "#869a6e")
    art += rect("#c9a066", 0, 398, W, H)
    art += vintners_house()
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
    return art + near_leaves(eye, bushes, chance)


def vintners_house() -> str:
    """Return the house between its cypresses."""
    art = rect("#efe3c8", 1130, 346, 96, 54)
    art += poly("#b4532f", "1116,350 1150,316 1214,316 1240,350")
    art += rect("#d6c4a0", 1190, 350, 36, 50) + rect("#6a4a33", 1150, 368, 18, 32)
    for x, tall in ((1064, 110), (1092, 92), (1262, 124), (1288, 98), (700, 70), (722, 86)):
        art += disc("#4c6b46", x, 402 - tall / 2, 10, tall / 2)
        art += disc("#6f8d53", x - 3, 402 - tall / 2, 5, tall / 2.2)
    return art


def near_leaves(eye: Camera, bushes: list[Point], chance: random.Random) -> str:
    """Return leaves and grapes before the nearest bushes."""
    art = ""
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


SCENES = {"lake": lake, "wheat": wheat, "mountain": mountain, "vineyard": vineyard}
