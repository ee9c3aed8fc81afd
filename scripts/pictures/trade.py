"""Food and who sells it: the market at noon, the bakery at night."""

from __future__ import annotations

import random

from scripts.pictures.pen import (
    H,
    W,
    clipped,
    disc,
    glow,
    gradient,
    line,
    poly,
    rect,
    shape,
)
from scripts.pictures.people import Look, back_head, bust, front_head, limb, placed


def market() -> str:
    """Noon at the market: a stall of fruit, the seller holds out a pomegranate."""
    art = gradient("haze", "#bfdbe2", "#f0e6cc") + rect("url(#haze)", 0, 0, W, H)
    art += far_stalls() + rect("#d9c4a0", 0, 620, W, 280)
    art += rect("#7d5a3a", 150, 150, 20, 620) + rect("#7d5a3a", 1434, 150, 20, 620)
    art += poly("#5d4a3a", ((170, 200), (1434, 200), (1434, 470), (170, 470)), opacity=0.32)
    art += seller() + scales(1290, 214)
    for row, (y, kinds) in enumerate(CRATES):
        wide = 1200 + row * 130
        left, step = 802 - wide / 2, wide / len(kinds)
        art += rect("#6d4a2c", left - 10, y + 40, wide + 20, 60)
        for k, kind in enumerate(kinds):
            art += crate(left + k * step, y, step - 8, kind, random.Random(row * 10 + k))
    art += rect("#8a6238", 80, 866, 1444, 40) + rect("#6d4a2c", 80, 866, 1444, 10)
    return art + awning() + customer()


CRATES = (
    (548, ("lemon", "apple", "grape", "plum", "apricot")),
    (664, ("apricot", "pomegranate", "green", "tomato", "aubergine")),
    (776, ("melon", "peach", "apple", "pomegranate", "lemon")),
)
# The radius of a fruit, its colours, and its shine.
FRUIT = {
    "apple": (24, ("#c8302b", "#b3222a", "#d9473a"), "#f2a08c"),
    "green": (24, ("#8fb54a", "#7da33c", "#a3c25c"), "#dbe8a8"),
    "lemon": (22, ("#f0c93c", "#e6b92c", "#f5d65c"), "#fdf0b0"),
    "apricot": (21, ("#f0a040", "#e88c30", "#f5b35a"), "#fbdca0"),
    "peach": (26, ("#f0a57a", "#e88a66", "#f5bd92"), "#fde0c8"),
    "plum": (20, ("#5a3a6b", "#4a2d5c", "#6b4a80"), "#a58fbc"),
    "grape": (13, ("#7fa04a", "#6d8f3c", "#93b35c"), "#d3e0a0"),
    "tomato": (23, ("#d9412f", "#c8332a", "#e65a40"), "#f7b09a"),
    "aubergine": (25, ("#3f2748", "#4d3058", "#35203d"), "#8a6a98"),
    "pomegranate": (31, ("#b3283a", "#a01f33", "#c43a48"), "#e88a8a"),
    "melon": (52, ("#4f7d3f", "#466f38", "#5a8a48"), "#9cbf7c"),
}


def crate(x: float, y: float, wide: float, kind: str, chance: random.Random) -> str:
    """Return a wooden crate heaped with one kind of fruit."""
    r, colours, shine = FRUIT[kind]
    art = rect("#4a3322", x + 4, y - 6, wide - 8, 60)
    rows = max(2, round(88 / (r * 1.25)))
    for row in reversed(range(rows)):
        across = wide - 20 - row * r * 0.9
        count = max(2, int(across / (r * 1.86)))
        for k in range(count):
            at_x = x + wide / 2 + (k - (count - 1) / 2) * across / count + chance.uniform(-2, 2)
            art += fruit(kind, at_x, y + 30 - row * r * 1.1, r, chance.choice(colours), shine)
    art += rect("#c99a5e", x, y + 36, wide, 62, rx=3) + rect("#a87b45", x, y + 66, wide, 5)
    return art + rect("#b58850", x, y + 36, 16, 62) + rect("#b58850", x + wide - 16, y + 36, 16, 62)


def fruit(kind: str, x: float, y: float, r: float, colour: str, shine: str) -> str:
    """Return one fruit with the light from the upper left."""
    art = disc("#2b1a12", x + 2, y + 3, r, opacity=0.28) + disc(colour, x, y, r)
    art += disc(shine, x - r * 0.34, y - r * 0.36, r * 0.3, r * 0.2, opacity=0.75)
    if kind == "pomegranate":
        art += poly(
            colour,
            (
                (x - 9, y - r + 5),
                (x - 12, y - r - 9),
                (x - 4, y - r - 3),
                (x, y - r - 11),
                (x + 4, y - r - 3),
                (x + 12, y - r - 9),
                (x + 9, y - r + 5),
            ),
        )
    if kind == "melon":
        art += "".join(
            line(
                "#2f5a2c",
                6,
                f"M{x + k * 8:.0f} {y - r + 8:.0f}Q{x + k * 30:.0f} "
                f"{y:.0f} {x + k * 8:.0f} {y + r - 8:.0f}",
            )
            for k in (-1, 0, 1)
        )
    if kind in ("apple", "green", "tomato"):
        art += line("#4a5a2a", 3, f"M{x:.0f} {y - r + 4:.0f}l3-8")
    return art


def far_stalls() -> str:
    """Return the market behind, pale in the sun."""
    art = ""
    for x, colour in ((-60, "#d9b09a"), (380, "#c9d3bd"), (820, "#e0cf9f"), (1260, "#c3b3c3")):
        art += rect("#c9b8a0", x + 20, 330, 360, 300)
        art += poly(colour, ((x, 330), (x + 60, 250), (x + 340, 250), (x + 400, 330)))
        art += "".join(
            disc("#b59a80", x + dx, 420, 26, 32)
            + shape("#b08f78", f"M{x + dx - 52} 560q0-104 52-104t52 104z")
            for dx in (100, 270)
        )
        art += rect("#bfa584", x + 10, 520, 380, 110)
    return art


def awning() -> str:
    """Return the striped awning over the stall."""
    art, step = "", 100
    for k in range(14):
        x, low = 200 + k * 86, 102 + k * step
        colour, dark = ("#2f7a6b", "#24604f") if k % 2 else ("#f6eedb", "#dccfae")
        art += poly(colour, ((x, 24), (x + 86, 24), (low + step, 190), (low, 190)))
        art += shape(dark, f"M{low} 190h{step}v30q-50 44-{step} 0z")
    return art


def seller() -> str:
    """Return the seller behind the stall."""
    man = Look(skin="#d39c74", shade="#b07a54", hair="#4a4440", style="cap", cloth="#5a4a3a")
    art = bust("#f0e9da", "#d8cdb6", 300)
    art += shape("#2f5a4a", "M-48 74L-30 70L-24 130H24L30 70L48 74L60 300H-60Z")
    art += front_head(man, smile=True)
    art += shape("#4a4440", "M0 26Q-18 18 -26 32Q-12 36 0 32Q12 36 26 32Q18 18 0 26Z")
    art += limb("#e4dac6", 44, (68, 104), (98, 190), (60, 262)) + disc(man.skin, 52, 262, 20)
    art += limb("#f0e9da", 44, (-66, 106), (-124, 178), (-196, 132))
    art += limb(man.skin, 26, (-206, 126), (-222, 116))
    art += limb(man.skin, 11, (-226, 118), (-262, 112))
    art += limb(man.skin, 11, (-222, 108), (-240, 88))
    pomegranate = fruit("pomegranate", -256, 84, 30, "#b3283a", "#e88a8a")
    return placed(art + pomegranate, (850, 322), 1.2)


def scales(x: float, y: float) -> str:
    """Return scales that hang from the awning, some grapes in the pan."""
    art = line("#5a6068", 4, f"M{x} {y - 40}v40")
    art += disc("#d9d3c4", x, y + 44, 46)
    art += disc("#f6f2e6", x, y + 44, 37)
    art += line("#b3121d", 5, f"M{x} {y + 44}l20-18")
    art += line("#5a6068", 3, f"M{x} {y + 90}v20M{x} {y + 110}l-70 70M{x} {y + 110}l70 70")
    chance = random.Random(3)
    art += "".join(
        fruit(
            "grape",
            x + chance.uniform(-40, 40),
            y + 176 + chance.uniform(-22, 6),
            12,
            "#6b4a80",
            "#b8a3cc",
        )
        for _ in range(16)
    )
    return art + shape("#b9bfc4", f"M{x - 84} {y + 178}h168q-16 34-84 34t-84-34z")


def customer() -> str:
    """Return a customer with a basket, seen from behind at the left, an arm stretched out."""
    she = Look(skin="#e3b08a", shade="#c48f6a", hair="#6b3a22", style="bun")
    art = bust("#d9573a", "#b8432a", 460)
    art += limb("#d9573a", 46, (64, 108), (132, 176), (226, 126))
    art += limb(she.skin, 26, (238, 118), (258, 106))
    art += limb(she.skin, 11, (262, 104), (290, 98)) + limb(she.skin, 11, (258, 98), (272, 80))
    art += limb("#b8432a", 48, (-66, 112), (-104, 214), (-60, 232)) + disc(she.shade, -44, 236, 20)
    art += line("#8a5a2c", 11, "M-136 290q10-100 84-100t84 100")
    art += disc("#5d8a45", -100, 276, 44, 30)
    art += disc("#7fa35c", -30, 272, 40, 26)
    art += disc("#d9412f", -64, 268, 20)
    art += shape("#b98246", "M-150 282H46L26 400H-130Z")
    art += line("#8a5a2c", 5, "M-146 308H42M-140 338H36")
    return placed(art + back_head(she), (330, 500), 1.42)


def bakery() -> str:
    """Lavash out of the tonir: the baker lifts the sheet, the fire lights her from below."""
    art = gradient("dark", "#2b1d1a", "#4a2f22", "#6b4028") + rect("url(#dark)", 0, 0, W, H)
    art += brick_wall() + shelf_of_bread() + glow("fire", "#ffb45c", 0.85)
    art += rect("#7a4c2e", 0, 700, W, 200) + disc("url(#fire)", 760, 720, 760, 460, opacity=0.8)
    art += baker() + tonir() + sheet_of_lavash()
    return art + kneading_board() + stack() + steam()


def brick_wall() -> str:
    """Return old bricks, few of them in the light."""
    chance, art = random.Random(14), ""
    for row in range(12):
        for column in range(-1, 14):
            if chance.random() < 0.5:
                x, y = column * 128 + (row % 2) * 64, row * 58
                colour = chance.choice(("#54352a", "#4d3026", "#5f3c2c"))
                art += rect(colour, x + 3, y + 3, 122, 52, rx=3, opacity=0.55)
    return art


def shelf_of_bread() -> str:
    """Return a shelf with loaves and a window into the night."""
    art = rect("#6b4a30", 1080, 300, 420, 18) + rect("#6b4a30", 1080, 470, 420, 18)
    for x, y in ((1100, 300), (1240, 300), (1380, 300), (1160, 470), (1320, 470)):
        art += shape("#c98a45", f"M{x} {y}q-8-66 54-68t56 68z")
        art += shape("#e0a860", f"M{x + 10} {y - 16}q2-44 44-46-22 16-20 44z")
        art += line("#8a5526", 4, f"M{x + 34} {y - 54}l10 30M{x + 58} {y - 60}l10 32")
    art += rect("#5d3f2a", 90, 110, 300, 300) + rect("#1b2a48", 108, 128, 264, 264)
    art += disc("#f3e6c0", 300, 190, 24)
    art += shape("#24365a", "M108 392V330Q200 270 260 310T372 290V392Z")
    return art + line("#5d3f2a", 12, "M240 128v264M108 260h264", stroke_linecap="butt")


def baker() -> str:
    """Return the baker on her knees behind the tonir; both arms are stretched out."""
    she = Look(skin="#e9aa76", shade="#c27c4c", hair="#3a2a22", style="scarf", cloth="#f3e6cf")
    art = shape(
        "#7a2f3a", "M570 720Q560 500 640 456Q700 430 760 430Q820 430 880 456Q960 500 950 720Z"
    )
    art += shape("#5f2230", "M570 720Q560 500 640 456Q660 446 680 442Q620 560 650 720Z")
    art += shape("#efe0c4", "M668 720L690 520H830L852 720Z")
    art += line("#efe0c4", 14, "M694 524Q690 470 716 438M826 524Q830 470 804 438")
    art += placed(front_head(she, asleep=True, smile=True), (760, 322), 1.66)
    for side in (-1, 1):
        art += limb(
            "#8f3a46", 76, (760 + side * 138, 508), (760 + side * 250, 610), (760 + side * 262, 590)
        )
        art += limb(she.skin, 50, (760 + side * 262, 590), (760 + side * 262, 520))
    return art


def tonir() -> str:
    """Return the round mouth of the clay oven in the floor, fire in it."""
    art = disc("#8a5a3a", 760, 800, 420, 118)
    art += disc("#b5774a", 760, 790, 408, 108)
    art += disc("#6b3a20", 760, 792, 352, 84)
    art += gradient("ember", "#5a2412", "#e8741f", "#ffd27a")
    art += clipped(
        "mouth",
        "M408 792A352 84 0 0 1 1112 792A352 84 0 0 1 408 792Z",
        rect("url(#ember)", 400, 700, 720, 180),
        disc("#fff0b8", 760, 872, 240, 46, opacity=0.85),
    )
    return art


def sheet_of_lavash() -> str:
    """Return the sheet between both hands, blistered, glowing where the fire shines through."""
    chance = random.Random(18)
    d = (
        "M506 500Q640 540 760 536Q880 540 1014 500Q1040 "
        "600 1016 690Q1000 770 940 786Q900 750 850 792"
        "Q790 812 740 780Q680 806 640 788Q590 760 560 782Q500 740 500 650Q484 570 506 500Z"
    )
    inside = gradient("bread", "#f3dcae", "#efcb8c", "#f0a850")
    inside += rect("url(#bread)", 400, 480, 720, 360)
    for _ in range(70):
        x, y, r = chance.uniform(500, 1020), chance.uniform(520, 790), chance.uniform(6, 20)
        inside += disc(
            chance.choice(("#d9a05a", "#c98a45", "#b87636")), x, y, r, r * 0.72, opacity=0.75
        )
        inside += disc("#8a4f22", x + r * 0.2, y + r * 0.1, r * 0.4, r * 0.28, opacity=0.6)
    inside += shape("#d99f58", "M620 536Q640 660 610 800H570Q600 660 590 530Z", opacity=0.45)
    inside += shape("#d99f58", "M880 536Q870 660 910 800H950Q910 660 920 530Z", opacity=0.45)
    art = clipped("lavash", d, inside)
    art += line("#fff0c8", 5, "M506 500Q640 540 760 536Q880 540 1014 500", opacity=0.8)
    return art + grip(510, 506, 1) + grip(1010, 506, -1)


def grip(x: float, y: float, side: int) -> str:
    """Return a hand that holds an edge: four fingers before it."""
    skin, dark = "#e9aa76", "#b87145"
    art = disc(skin, 2, -14, 40, 32)
    for k in range(4):
        at = -28 + k * 19
        art += line(dark, 21, f"M{at + 2} -14L{at + 5} {30 - abs(k - 1) * 5}")
        art += line(skin, 18, f"M{at} -16L{at + 3} {28 - abs(k - 1) * 5}")
    art += line(dark, 18, "M36 -20Q56 -8 54 12") + line(skin, 15, "M35 -22Q54 -10 52 9")
    return placed(art, (x, y), 1.12, flip=side < 0)


def kneading_board() -> str:
    """Return a floured board with balls of dough, near at the left."""
    art = poly("#a5713f", ((-20, 760), (330, 760), (400, 900), (-20, 900)))
    art += poly("#f0e2c4", ((-20, 772), (316, 772), (372, 890), (-20, 890)), opacity=0.5)
    for x, y in ((70, 770), (176, 772), (280, 776), (40, 836), (160, 842), (290, 846)):
        art += disc("#c9a878", x + 5, y + 14, 48, 30)
        art += disc("#f6e8cc", x, y, 47, 38)
        art += disc("#fff8e6", x + 10, y - 10, 24, 15)
    return art + line("#7d5330", 30, "M20 892L330 880") + line("#a5713f", 16, "M-30 896L380 874")


def stack() -> str:
    """Return the lavash already baked, folded on a cloth."""
    art = poly("#b3222e", ((1170, 880), (1230, 800), (1600, 800), (1640, 900), (1180, 900)))
    art += line("#f3ede0", 6, "M1190 872L1240 812H1600", opacity=0.8)
    for k in range(8):
        y, shift = 866 - k * 18, (k * 37) % 24 - 12
        art += shape(
            ("#e8c48a", "#f0d3a0")[k % 2],
            f"M{1250 + shift} {y}q-14-12 4-22q160-12 300 0q18 10 2 22q-150 10-306 0z",
        )
        art += line("#b9803f", 3, f"M{1256 + shift} {y}q150 10 296 0", opacity=0.7)
    for x in (1290, 1370, 1450, 1520):
        art += disc("#c98a45", x, 722, 18, 6, opacity=0.8)
    return art


def steam() -> str:
    """Return a little steam over the bread."""
    return line(
        "#fff3d6",
        9,
        "M1330 690q-24-40 4-76t0-70M1440 690q-24-36 "
        "4-70t0-64M640 470q-16-26 2-50M890 470q16-26-2-50",
        opacity=0.22,
    )


SCENES = {"market": market, "bakery": bakery}
