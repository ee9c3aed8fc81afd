"""Paper on a desk: a drawn map, a newspaper's chart under a pencil."""

from __future__ import annotations

import math
import random

from scripts.pictures.pen import (
    H,
    Point,
    W,
    clipped,
    disc,
    gradient,
    group,
    line,
    poly,
    rect,
    shape,
)
from scripts.pictures.people import limb

LAKE = (
    "M930 250Q1010 196 1110 220Q1200 250 1190 330Q1170 "
    "420 1060 436Q960 440 916 380Q884 310 930 250Z"
)
RIVER = "M1000 432Q930 500 960 570T860 690T740 760T640 920"
STREAM = "M300 -20Q360 120 470 190T600 330T760 430T946 520"
ROUTE = "M310 668Q400 560 500 560T690 470T800 330T960 470T1200 560T1330 380"


def chart_of_land() -> str:
    """A map of a region that does not exist: a road in red, a pin at every stop."""
    art = rect("#7a5534", 0, 0, W, H)
    art += "".join(line("#6b4a2d", 3, f"M0 {y}H{W}", opacity=0.6) for y in range(60, H, 120))
    art += poly("#2b1a10", ((70, 60), (1562, 70), (1556, 872), (60, 862)), opacity=0.4)
    paper = "M50 40L1546 48 1540 850 44 842Z"
    land = rect("#f1e6c8", 0, 0, W, H) + hills() + woods() + waters() + fields() + ways() + grid()
    art += clipped("paper", paper, land, route(), folds())
    return art + pins() + compass_rose(1392, 700) + scale_bar(1120, 790) + pencil(230, 330)


def hills() -> str:
    """Return relief: rings of height and, on the high ground, drawn mountains."""
    art = ""
    for x, y, wide, tall, seed in (
        (300, 250, 330, 230, 1),
        (1360, 170, 300, 200, 2),
        (1240, 730, 270, 150, 3),
    ):
        for k, colour in enumerate(("#e9dcb0", "#e0cd9a", "#d6bc84", "#caa96f")):
            art += poly(
                colour,
                blob(x, y, wide * (1 - k * 0.2), tall * (1 - k * 0.2), seed),
                stroke="#b9a070",
                stroke_width=1.5,
            )
    for x, y, s in (
        (240, 250, 1.1),
        (310, 210, 1.5),
        (370, 270, 1.0),
        (1330, 170, 1.2),
        (1400, 140, 1.5),
        (1250, 740, 0.9),
    ):
        peak = poly("#8f7f68", "-46,40 -8,-36 0,-46 46,40")
        peak += poly("#b5a488", "-46,40 -8,-36 0,-46 -6,-6 4,14 -10,40")
        art += group(
            peak + poly("#ffffff", "-17,-18 -8,-36 0,-46 18,-12 8,-16 2,-4 -6,-16"),
            transform=f"translate({x} {y}) scale({s})",
        )
    return art


def blob(x: float, y: float, wide: float, tall: float, seed: int) -> list[Point]:
    """Return a closed wavy ring."""
    ring = [math.tau * k / 60 for k in range(60)]
    waves = [1 + 0.1 * math.sin(a * 3 + seed) + 0.06 * math.sin(a * 5 + seed * 2) for a in ring]
    return [
        (x + wide * w * math.cos(a), y + tall * w * math.sin(a))
        for a, w in zip(ring, waves, strict=True)
    ]


def woods() -> str:
    """Return the forests, tree by tree."""
    chance, art = random.Random(23), ""
    spots = [
        (chance.gauss(x, wide), chance.gauss(y, tall))
        for x, y, wide, tall, count in (
            (620, 170, 90, 44, 46),
            (480, 760, 100, 40, 40),
            (1080, 620, 60, 34, 26),
        )
        for _ in range(count)
    ]
    inside = [spot for spot in spots if 100 < spot[1] < 796]
    for x, y in sorted(inside, key=lambda spot: spot[1]):
        art += rect("#6b5038", x - 2, y, 4, 8)
        art += poly(
            chance.choice(("#5f8a5a", "#4f7a52", "#739a63")),
            ((x - 11, y + 3), (x, y - 24), (x + 11, y + 3)),
        )
    return art


def waters() -> str:
    """Return the lake, its shallows and its rivers."""
    art = line("#86b8cc", 12, STREAM) + line("#86b8cc", 15, RIVER)
    art += shape("#a9d0dc", LAKE, stroke="#a9d0dc", stroke_width=18) + shape("#6fa8c0", LAKE)
    art += shape(
        "#5a94b0",
        "M980 280Q1050 246 1110 270Q1150 300 1130 350Q1090 "
        "396 1020 390Q960 370 956 330Q956 300 980 280Z",
    )
    return (
        art
        + line("#d6ebf0", 3, "M1000 310h60M1040 340h70M1010 366h40")
        + poly("#e9dcb0", blob(1076, 300, 26, 16, 4))
    )


def fields() -> str:
    """Return ploughed land in its colours."""
    art = ""
    colours = ("#d9cf8a", "#c9c27a", "#e3d08f", "#bfc486")
    for k in range(12):
        x, y = 640 + (k % 4) * 64, 580 + (k // 4) * 46
        art += poly(
            colours[(k * 3) % 4], ((x, y), (x + 58, y - 6), (x + 62, y + 34), (x + 4, y + 40))
        )
        art += line(
            "#a89c5c", 1.5, f"M{x + 14} {y + 2}l4 36M{x + 28} {y}l4 36M{x + 42} {y - 2}l4 36"
        )
    return art


def ways() -> str:
    """Return roads, a railway and the towns."""
    art = ""
    for d in (
        "M44 620Q200 640 310 668T640 720T940 700T1330 640T1560 600",
        "M500 560Q520 400 440 300T420 40",
        "M800 330Q740 220 760 40",
        "M1200 560Q1260 660 1250 860",
        "M1330 380Q1420 300 1560 290",
    ):
        art += line("#b39a6a", 9, d) + line("#fbf4de", 6, d)
    railway = "M44 470Q300 520 560 640T900 560T1180 470T1560 440"
    art += line("#4a4540", 5, railway)
    art += line("#f1e6c8", 2.6, railway, stroke_dasharray="12 12", stroke_linecap="butt")
    for x, y, count in (
        (310, 668, 7),
        (500, 560, 4),
        (800, 330, 6),
        (1200, 560, 8),
        (1330, 380, 4),
        (640, 720, 3),
        (440, 300, 3),
    ):
        for k in range(count):
            a = k * 2.4
            art += rect(
                "#a8573f",
                x + 11 * math.sqrt(k + 1) * math.cos(a) - 6,
                y + 9 * math.sqrt(k + 1) * math.sin(a) - 5,
                12,
                10,
            )
    return art


def grid() -> str:
    """Return the net of degrees and the frame."""
    art = line("#8a7a5a", 1.5, "".join(f"M{x} 40V850" for x in range(200, 1560, 187)), opacity=0.4)
    art += line("#8a7a5a", 1.5, "".join(f"M40 {y}H1550" for y in range(140, 850, 176)), opacity=0.4)
    return art + map_frame()


def map_frame() -> str:
    """Return the chequered frame along the edge of the map."""
    art = line("#6b5a3c", 3, "M72 66L1520 72 1514 826 66 818Z")
    for k in range(0, 18, 2):
        art += rect("#6b5a3c", 74 + k * 80, 66, 80, 9) + rect("#6b5a3c", 74 + k * 80, 814, 80, 9)
    return art


def route() -> str:
    """Return the way taken."""
    return line("#ffffff", 13, ROUTE, opacity=0.7) + line(
        "#c8202b", 8, ROUTE, stroke_dasharray="22 15"
    )


def folds() -> str:
    """Return the creases of the folded paper and their light."""
    art = ""
    for k in range(4):
        left = 44 + k * 374
        art += gradient(
            f"fold{k}",
            "#00000000" if k % 2 else "#00000018",
            "#00000018" if k % 2 else "#00000000",
            across=True,
        )
        art += rect(f"url(#fold{k})", left, 40, 374, 820)
    art += line("#ffffff", 3, "M418 40V850M792 40V850M1166 40V850M44 446H1546", opacity=0.55)
    return art + line("#8a7a5a", 2, "M421 40V850M795 40V850M1169 40V850M44 449H1546", opacity=0.35)


def pins() -> str:
    """Return the pins of the route, the last one large."""
    art = ""
    for x, y, s, colour, dark in (
        (310, 668, 1, "#0b4f8a", "#083a66"),
        (500, 560, 0.8, "#0b4f8a", "#083a66"),
        (800, 330, 1, "#0b4f8a", "#083a66"),
        (1200, 560, 0.9, "#0b4f8a", "#083a66"),
        (1330, 380, 1.5, "#c8202b", "#951620"),
    ):
        pin = shape("#2b1a10", "M0 0Q50 -34 70 -30Q96 -22 70 -10Q40 2 0 0Z", opacity=0.3)
        pin += shape(colour, "M0 0Q-10 -34 -30 -58A38 38 0 1 1 30 -58Q10 -34 0 0Z")
        pin += shape(dark, "M0 0Q8 -40 14 -60Q26 -86 12 -112A38 38 0 0 1 30 -58Q10 -34 0 0Z")
        art += group(pin + disc("#ffffff", 0, -80, 15), transform=f"translate({x} {y}) scale({s})")
    return art


def compass_rose(x: float, y: float) -> str:
    """Return a compass rose."""
    art = disc("#f7efd8", 0, 0, 84) + disc("none", 0, 0, 74, stroke="#6b5a3c", stroke_width=3)
    for k in range(8):
        long = 66 if k % 2 == 0 else 38
        turn = f"rotate({k * 45})"
        red = k == 0
        art += poly("#c8202b" if red else "#6b5a3c", f"0,-{long} 11,-11 0,0", transform=turn)
        art += poly("#e8806f" if red else "#b5a37c", f"0,-{long} -11,-11 0,0", transform=turn)
    return group(art, transform=f"translate({x} {y})")


def scale_bar(x: float, y: float) -> str:
    """Return a scale without numbers."""
    return "".join(
        rect(
            "#6b5a3c" if k % 2 else "#f7efd8",
            x + k * 36,
            y,
            36,
            10,
            stroke="#6b5a3c",
            stroke_width=2,
        )
        for k in range(4)
    )


def pencil(x: float, y: float) -> str:
    """Return a pencil that lies across the corner of the map; its point is at (x, y)."""
    art = poly("#2b1a10", ((16, 20), (50, 12), (420, 16), (420, 48), (52, 40)), opacity=0.25)
    art += pencil_body(400)
    return group(art, transform=f"translate({x - 90} {y + 330}) rotate(62) translate(-200 0)")


def pencil_body(long: float) -> str:
    """Return a pencil along the x axis, its point at the origin."""
    art = poly("#e9c08a", ((0, 0), (52, -17), (52, 17)))
    art += poly("#33302e", ((0, 0), (17, -6), (17, 6)))
    art += rect("#e0a52f", 50, -17, long - 50, 12)
    art += rect("#f0c04a", 50, -6, long - 50, 12)
    art += rect("#b9801f", 50, 6, long - 50, 11)
    return art + rect("#c9ccd0", long, -17, 30, 34) + rect("#d9706a", long + 30, -17, 30, 34, rx=8)


def figures() -> str:
    """Morning at the editor's desk: a pencil on the tallest bar of the day."""
    art = gradient("desk", "#31505c", "#243d48") + rect("url(#desk)", 0, 0, W, H)
    art += poly("#14252d", ((196, 26), (1236, -40), (1330, 900), (270, 940)), opacity=0.5)
    art += group(newspaper(), transform="rotate(-4 700 450)") + cup(1400, 170) + glasses(96, 640)
    return art + writing_hand()


def newspaper() -> str:
    """Return a page with its name, a lead, columns of text and the chart."""
    art = rect("#f4efe2", 180, -60, 1040, 1060) + rect("#e9e2d0", 690, -60, 6, 1060, opacity=0.6)
    art += rect("#23262c", 380, -6, 640, 40, rx=3)
    art += rect("#23262c", 220, 52, 960, 4)
    art += rect("#8f8a7d", 220, 66, 960, 2)
    art += "".join(rect("#2b2f36", 226, y, wide, 17, rx=2) for y, wide in ((92, 300), (118, 250)))
    art += "".join(text_column(226, y, 150, rows) for y, rows in ((156, 15), (640, 17)))
    art += text_column(392, 156, 150, 15) + text_column(392, 640, 150, 17)
    art += rect("#a9c4cc", 226, 410, 316, 206)
    art += shape("#7f9f8f", "M226 616V550Q320 490 420 540T542 520V616Z")
    art += poly("#8fa3b3", ((330, 540), (400, 450), (470, 540))) + disc("#f6e3ae", 496, 456, 22)
    return (
        art
        + bars()
        + text_column(580, 690, 180, 14)
        + text_column(786, 690, 180, 14)
        + text_column(992, 690, 180, 14)
    )


def text_column(x: float, y: float, wide: float, rows: int) -> str:
    """Return lines of print, too small to read."""
    art = ""
    for k in range(rows):
        share = 0.55 if k % 6 == 5 else 1 - (k * 7 % 3) * 0.03
        art += rect("#b9b3a5", x, y + k * 15, wide * share, 6, rx=2)
    return art


def bars() -> str:
    """Return the bar chart: eight years, a rising line over them."""
    art = rect("#fbf8ef", 574, 92, 604, 570)
    art += rect("#23262c", 596, 112, 330, 15, rx=2)
    art += rect("#8f8a7d", 596, 138, 220, 9, rx=2)
    art += line("#d9d2c2", 2, "".join(f"M600 {y}H1154" for y in range(200, 600, 80)))
    tops = (520, 490, 500, 440, 400, 410, 330, 236)
    for k, top in enumerate(tops):
        x, last = 612 + k * 68, k == 7
        art += rect("#c8202b" if last else "#0b4f8a" if k % 2 else "#3f7aa6", x, top, 46, 600 - top)
        art += rect("#8f8a7d", x + 6, 612, 34, 8, rx=2)
    art += line(
        "#e0a52f",
        6,
        "M" + "L".join(f"{635 + k * 68} {top - 34 - k * 2}" for k, top in enumerate(tops)),
    )
    art += "".join(disc("#e0a52f", 635 + k * 68, top - 34 - k * 2, 8) for k, top in enumerate(tops))
    return art + line("#23262c", 4, "M600 170V600H1160")


def cup(x: float, y: float) -> str:
    """Return a cup of coffee from above."""
    art = disc("#14252d", x + 14, y + 18, 142, opacity=0.5)
    art += disc("#f0e6d2", x, y, 140)
    art += disc("#dccfb4", x, y, 104)
    art += line("#f7f1e3", 26, f"M{x + 78} {y + 66}q58 20 50 56")
    art += disc("#fbf6ea", x, y, 90)
    art += disc("#4a2a1a", x, y, 74)
    return (
        art
        + disc("#6b3f26", x - 6, y - 6, 62)
        + line("#a8713f", 6, f"M{x - 40} {y - 10}q34-40 74-10", opacity=0.8)
    )


def glasses(x: float, y: float) -> str:
    """Return a pair of glasses laid down at the edge."""
    lens = {"stroke": "#1b1a1a", "stroke_width": 10, "fill_opacity": 0.22}
    art = line(
        "#1b1a1a",
        9,
        f"M{x - 50} {y - 30}Q{x - 110} {y + 120} {x - 40} {y + 200}M{x + 150} "
        f"{y + 210}Q{x + 110} {y + 290} {x + 20} {y + 300}",
    )
    art += disc("#cfe6ee", x, y, 60, 56, **lens) + disc("#cfe6ee", x + 84, y + 142, 60, 56, **lens)
    return art + line("#1b1a1a", 9, f"M{x + 32} {y + 50}q26 8 22 40")


def writing_hand() -> str:
    """Return a right hand from the lower right; its pencil points at the last bar."""
    skin, dark, nail = "#e0a980", "#bd8258", "#f2cdb2"
    art = disc("#14252d", 1330, 600, 190, 110) + limb("#14252d", 150, (1700, 890), (1420, 720))
    art = group(art, opacity=0.3)
    art += limb(dark, 66, (1500, 500), (1440, 372), (1330, 330))
    art += limb(dark, 62, (1460, 440), (1380, 320), (1260, 296), (1204, 300))
    art += limb("#2f4a63", 220, (1760, 940), (1560, 736))
    art += limb("#243b50", 70, (1720, 990), (1520, 786))
    art += line("#f4efe4", 184, "M1506 682l16 16", stroke_linecap="butt")
    art += shape(
        skin,
        "M1372 372Q1440 350 1500 430Q1560 520 1580 620L1450 756Q1350 720 1290 620"
        "Q1250 560 1276 500Q1310 440 1372 372Z",
    )
    art += line(dark, 4, "M1440 392q26 14 34 44M1484 446q22 16 28 44M1420 720q-60-30-92-84")
    art += group(pencil_body(540), transform="translate(1066 224) rotate(38)")
    art += limb(skin, 66, (1394, 404), (1300, 318)) + limb(skin, 52, (1300, 318), (1196, 296))
    art += line(dark, 4, "M1316 296q-18 18-20 44M1236 276q-10 12-10 26")
    art += limb(nail, 18, (1186, 286), (1176, 284))
    art += limb(skin, 78, (1330, 580), (1248, 486)) + limb(skin, 56, (1242, 480), (1184, 364))
    art += limb(nail, 18, (1188, 352), (1182, 340)) + line(dark, 4, "M1262 452q-26 8-38 30")
    return art


SCENES = {"map": chart_of_land, "chart": figures}
