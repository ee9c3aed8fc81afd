"""People at their craft: the restorer in her church, the weaver at her loom."""

from __future__ import annotations

import math
import random

from scripts.pictures.pen import (
    H,
    W,
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
    back_head,
    limb,
    placed,
)


def fresco() -> str:
    """A church niche by lamplight: half the fresco is free, the restorer goes on."""
    art = gradient("wall", "#5f564f", "#857868", across=True) + rect("url(#wall)", 0, 0, W, H)
    art += church_wall()
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
    art += restorers_things()
    return art


def restorers_things() -> str:
    """Return the lamp on its stand, the pail, the pots of colour."""
    art = line("#2d2a29", 8, "M1256 668V330") + line("#2d2a29", 8, "M1226 668L1256 600 1288 668")
    art += poly("#2d2a29", "1290,286 1296,344 1216,372 1206,304")
    art += poly("#fff2c8", "1216,372 1206,304 1196,300 1206,378")
    art += rect("#4a4a52", 700, 622, 54, 46, rx=4) + line("#2d2a29", 3, "M700 626q27-44 54 0")
    for x, colour in ((800, "#b3432f"), (838, "#d9a441"), (876, "#2f5d84")):
        art += rect("#e8dfcd", x, 640, 28, 28, rx=3) + rect(colour, x, 640, 28, 9, rx=3)
    return art


def church_wall() -> str:
    """Return the blocks of the wall."""
    chance, art = random.Random(5), ""
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
    return art


def painting() -> str:
    """Return the fresco itself: a saint with a book under a starred vault."""
    art = rect("#27476b", 300, 0, 900, H)
    art += rect("#a8432f", 300, 780, 900, 120)
    art += rect("#d9a441", 300, 768, 900, 14)
    art += painted_stars()
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


def painted_stars() -> str:
    """Return the stars of the vault."""
    art = ""
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
    return art


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
    art += disc("#5a2f1d", 36, -428, 22)
    art += shape("#b3121d", "M-42 -412Q-6 -424 40 -396l4-14Q0 -440 -40 -426Z")
    return group(art, transform=f"translate({x:.1f} {y:.1f})")


def workshop() -> str:
    """At the loom: a weaver knots a carpet by the light of a side window."""
    art = gradient("room", "#e3d3b4", "#c3a982", across=True) + rect("url(#room)", 0, 0, W, 760)
    art += rect("#8a6240", 0, 760, W, 140) + rect("#6d4a2e", 0, 752, W, 10) + side_window()
    art += poly("#fff3cf", ((320, 140), (320, 490), (640, 900), (1240, 900)), opacity=0.22)
    art += rect("#e9dcc0", 480, 96, 940, 720) + warp() + carpet() + loom()
    return art + weaver() + wool()


def side_window() -> str:
    """Return the window at the left with a geranium."""
    art = rect("#f6efdf", 50, 110, 270, 400) + rect("#b5d9e4", 68, 128, 234, 364)
    art += clipped(
        "out",
        "M68 128h234v364H68z",
        disc("#a3bf8f", 240, 520, 190, 130),
        disc("#e6d3ae", 110, 470, 60, 60),
    )
    art += line("#f6efdf", 12, "M185 128v364M68 250h234", stroke_linecap="butt")
    art += rect("#d0bd98", 36, 506, 300, 18)
    art += rect("#b5532f", 76, 452, 64, 56, rx=5) + disc("#4f7a45", 108, 430, 50, 36)
    return art + "".join(disc("#d9353f", x, y, 13) for x, y in ((84, 412), (116, 396), (140, 424)))


def warp() -> str:
    """Return the threads of the warp, and the skeins that hang before them."""
    art = line("#c9b891", 2, "".join(f"M{x} 100V800" for x in range(510, 1400, 11)))
    for k, colour in enumerate(
        (
            "#b3222e",
            "#24507d",
            "#e0a93a",
            "#2f6a5b",
            "#f0e4cb",
            "#7a2f4a",
            "#b3222e",
            "#24507d",
            "#d9782f",
        )
    ):
        x = 1010 + k * 42
        tall = 90 + (k * 53) % 50
        art += rect(colour, x - 13, 112, 26, tall, rx=12)
        art += line("#00000022", 3, f"M{x - 4} 124v{tall - 26}M{x + 5} 124v{tall - 26}")
    return art


def knot(x: int, y: int) -> str:
    """Return the colour of one knot: borders, stepped medallions, small stars."""
    edge = min(x, 59 - x)
    if edge < 1 or edge == 8:
        return "#f0e4cb"
    if edge < 8:
        zigzag = abs((y + 40) % 8 - 4)
        return "#b3222e" if edge - 2 < zigzag else "#1f3f66"
    across, down = abs((x - 30) % 22 - 11), abs((y + 3) % 22 - 11)
    far = across + down
    if far > 13:
        return "#e0a93a" if (across - 11) ** 2 + (down - 11) ** 2 < 3 else "#8f1d2a"
    if far > 11:
        return "#f0e4cb"
    if far > 8:
        return "#1f3f66"
    if far > 6:
        return "#e0a93a"
    return "#f0e4cb" if far in (3, 4) and across and down else "#b3222e" if far > 2 else "#2f6a5b"


def carpet() -> str:
    """Return what is woven so far, row by row; the middle of the last rows is still open."""
    art, size = "", 14.8
    for y in range(26):
        x = 0
        while x < 60:
            start, colour = x, knot(x, y)
            while x < 60 and knot(x, y) == colour:
                x += 1
            art += rect(
                colour, 506 + start * size, 430 + y * size, (x - start) * size + 0.4, size + 0.4
            )
    for row, (left, right) in enumerate(((6, 30), (9, 27), (12, 25))):
        art += rect("#e9dcc0", 506 + left * size, 430 + row * size, (right - left) * size, size)
    return art + line(
        "#c9b891", 2, "".join(f"M{x} 430V474" for x in range(598, 940, 11)), opacity=0.9
    )


def loom() -> str:
    """Return the wooden frame with both rollers."""
    art = rect("#7a5230", 444, 50, 58, 800) + rect("#96683f", 444, 50, 22, 800)
    art += rect("#7a5230", 1400, 50, 58, 800) + rect("#96683f", 1400, 50, 22, 800)
    for y, thick in ((66, 50), (790, 60)):
        art += rect("#5f3f24", 410, y, 1084, thick, rx=22)
        art += rect("#8a5f38", 410, y + 5, 1084, thick * 0.35, rx=9)
    return (
        art
        + rect("#a5774a", 496, 352, 910, 14, rx=6)
        + line("#5f3f24", 10, "M430 850H516M1386 850H1472")
    )


def weaver() -> str:
    """Return the weaver from behind on her bench, both hands at the open rows."""
    she = Look(skin="#dba582", shade="#b9825f", hair="#8a8a8c", style="bun")
    art = limb("#35607a", 62, (628, 560), (544, 600), (584, 492))
    art += limb(she.skin, 30, (588, 474), (600, 452))
    art += limb(she.skin, 10, (598, 448), (612, 430)) + limb(she.skin, 10, (606, 456), (626, 444))
    art += limb("#2a4c62", 62, (812, 560), (896, 604), (850, 492))
    art += limb(she.shade, 30, (842, 474), (830, 456))
    art += line("#c9ccd0", 7, "M824 446L796 426") + line("#5f3f24", 12, "M842 458L824 447")
    art += shape(
        "#35607a", "M582 812Q566 600 616 540Q650 512 720 510Q790 512 824 540Q874 600 858 812Z"
    )
    art += shape("#2a4c62", "M730 510Q790 512 824 540Q874 600 858 812H760Q790 640 730 510Z")
    art += placed(back_head(she), (720, 420), 1.35)
    art += shape("#c9573f", "M664 500Q720 540 776 500L768 474Q720 500 672 474Z")
    art += line("#e9dcc0", 7, "M590 720Q720 752 850 720")
    art += shape("#7a2f3a", "M560 900Q560 800 590 770Q720 800 850 770Q882 800 882 900Z")
    art += rect("#6d4a2e", 500, 838, 440, 26, rx=4)
    art += rect("#5a3c24", 530, 864, 24, 36)
    art += rect("#5a3c24", 886, 864, 24, 36)
    return art


def wool() -> str:
    """Return a basket with balls of wool at the right."""
    art = ""
    for x, y, r, colour, dark in (
        (1400, 756, 50, "#b3222e", "#8a1722"),
        (1490, 748, 54, "#24507d", "#1a3d61"),
        (1556, 770, 46, "#e0a93a", "#b9822a"),
        (1450, 790, 44, "#2f6a5b", "#235045"),
    ):
        art += disc(colour, x, y, r)
        art += line(
            dark,
            4,
            f"M{x - r * 0.8:.0f} {y}Q{x} {y - r} {x + r * 0.8:.0f} "
            f"{y - 8}M{x - r * 0.6:.0f} {y - 26}Q{x} {y - 10} {x + r * 0.7:.0f} {y - 36}",
        )
    art += shape("#a5774a", "M1344 784H1616V900H1376Z")
    art += line("#7a5230", 6, "M1350 812H1610M1356 842H1610M1366 872H1610")
    return (
        art
        + disc("#d9782f", 1240, 862, 36)
        + line("#a8571c", 4, "M1210 862Q1240 832 1270 858")
        + line("#d9782f", 4, "M1204 874Q1120 890 1060 870T930 880")
    )


SCENES = {"fresco": fresco, "workshop": workshop}
