"""Things seen close, on a table."""

from __future__ import annotations

import math
import random

from scripts.pictures.pen import (
    Camera,
    H,
    W,
    disc,
    glow,
    gradient,
    group,
    line,
    points,
    poly,
    rect,
    sky,
    spin,
)


def chip() -> str:
    """A processor on its board, seen from above, lit from within."""
    art = gradient("board", "#0f2f38", "#143c44")
    art += rect("url(#board)", 0, 0, W, H)
    art += glow("core", "#6fe0cf", 0.55)
    art += wiring() + disc("url(#core)", 800, 450, 520, 470)
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


def wiring() -> str:
    """Return the copper from the processor's edges to the pads."""
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
    return traces + pads


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


# The position: each piece with its file and rank.
BLACK = "rook07 king67 rook57 pawn76 pawn66 pawn56 pawn06 pawn15 bishop25 queen35 pawn44"
WHITE = "king60 rook40 pawn71 pawn61 pawn01 pawn12 pawn43 rook00"


def standing(*, white: bool) -> list[tuple[int, str, int, bool]]:
    """Return rank, kind, file and colour of each piece of one side."""
    men = (WHITE if white else BLACK).split()
    return [(int(man[-1]), man[:-2], int(man[-2]), white) for man in men]


def board() -> str:
    """The last minutes of a game, seen from the edge of the table."""
    eye = Camera(horizon=232, height=3.0, focus=1350, middle=810)
    art = sky("#16292f", "#24444a", "#3b5b58") + glow("hall", "#f3c877", 0.5)
    art += hall_lights()
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
    men = [man for white in (False, True) for man in standing(white=white)]
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


def hall_lights() -> str:
    """Return the lamps of the hall, out of focus."""
    art = ""
    for x, y, r in (
        (210, 130, 150),
        (470, 70, 90),
        (1130, 90, 120),
        (1420, 160, 170),
        (820, 120, 70),
    ):
        art += disc("url(#hall)", x, y, r)
    return art


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


SCENES = {"chip": chip, "board": board}
