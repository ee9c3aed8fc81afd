"""People at their craft."""

from __future__ import annotations

import math
import random

from scripts.pictures.pen import H, W, clipped, disc, glow, gradient, group, line, poly, rect, shape


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


SCENES = {"fresco": fresco}
