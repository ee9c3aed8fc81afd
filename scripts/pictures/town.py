"""The town: parliament, windows at night, the station café."""

from __future__ import annotations

import random

from scripts.pictures.pen import (
    H,
    W,
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


def columns() -> str:
    """Parliament in the clear light of an afternoon, the flag in the wind."""
    art = sky("#2b5274", "#5c86a6", "#c3d5dc")
    art += shape("#dfe8ea", "M40 330q20-60 96-46 44-66 120-24 70-12 86 70z", opacity=0.35)
    art += shape("#dfe8ea", "M1290 250q18-48 76-40 44-58 108-18 60-8 72 58z", opacity=0.35)
    for x, wide, tall in ((-40, 330, 150), (1330, 330, 150)):
        art += disc("#3f6650", x + wide / 2, 700, wide / 2, tall)
        art += disc("#335643", x + wide / 2 + 50, 716, wide / 2.4, tall - 30)
    art += rect("#d8ccb6", 0, 700, W, 200)
    art += line("#3b3f47", 7, "M800 156V26") + disc("#d6b25e", 800, 24, 8)
    for i, colour in enumerate(("#c8202b", "#24468f", "#ee9b2c")):
        y = 36 + i * 24
        art += shape(colour, f"M804 {y}q42-22 84 0t84 0v24.5q-42 22-84 0t-84 0z")
    art += poly("#e9dec8", "250,336 800,138 1350,336")
    art += poly("#d2c09d", "362,318 800,164 1238,318")
    art += poly("#bfab85", "800,164 1238,318 800,318")
    art += disc("#efe4cf", 800, 262, 40) + disc("#c9b58e", 800, 262, 27)
    art += rect("#f7efdf", 260, 336, 1080, 50) + rect("#d9cbb0", 260, 378, 1080, 12)
    art += rect("#8d7757", 310, 390, 980, 310) + rect("#6f5c42", 310, 390, 980, 46)
    for x in range(412, 1180, 122):
        art += rect("#5d4b35", x, 480, 44, 220)
    art += rect("#f3cf85", 778, 462, 44, 238)
    for x in range(344, 1290, 122):
        art += gradient(f"col{x}", "#fbf5e8", "#f1e7d4", "#cbb995", across=True)
        art += rect(f"url(#col{x})", x, 404, 58, 284)
        art += rect("#fbf5e8", x - 9, 390, 76, 16)
        art += rect("#e0d2b6", x - 9, 686, 76, 14)
    for k, colour in enumerate(("#f5ecdb", "#e8dcc4", "#d9caac", "#c9b795", "#b8a583")):
        art += rect(colour, 280 - k * 34, 700 + k * 18, 1040 + k * 68, 18)
    art += poly("#c6b799", "144,790 1456,790 1600,900 0,900")
    art += poly("#b3a284", "1340,700 1476,790 1600,830 1600,720", opacity=0.7)
    for x, coat in ((540, "#33475b"), (578, "#7a2f35"), (1010, "#33475b")):
        art += person(x, 824, 104, coat)
    return art


def person(x: float, y: float, tall: float, coat: str) -> str:
    """Return a small standing figure, feet at (x, y)."""
    art = line("#262b33", 11, "M-7 -40V0M7 -40V0")
    art += shape(coat, "M-17 -30L-15 -70Q0 -90 15 -70L17 -30Z")
    art += disc("#d9a986", 0, -89, 10.5) + disc("#2b2522", 0, -93, 10.5, 8)
    return group(art, transform=f"translate({x} {y}) scale({tall / 100})")


def windows() -> str:
    """Deep night over the city; in one near window somebody works."""
    chance = random.Random(4)
    art = sky("#0b1730", "#1c3554", "#45617d") + glow("moon", "#f8e7bd", 0.55)
    art += disc("url(#moon)", 330, 170, 250) + disc("#f8ebcb", 330, 170, 54)
    for _ in range(60):
        art += disc(
            "#dfe6ee",
            chance.uniform(0, W),
            chance.uniform(0, 300),
            chance.uniform(0.8, 2.2),
            opacity=0.7,
        )
    art += ridge(6, 380, 24, "#263f5b", peaks=((1240, 120, 420),))
    layers = (
        ("#1f3750", "#d9a857", 390, 0.24),
        ("#172b43", "#edbd68", 470, 0.3),
        ("#0f2036", "#ffd58a", 590, 0.34),
    )
    for wall, lit, base, share in layers:
        x = -30.0
        while x < W:
            wide, top = chance.randint(110, 220), base + chance.randint(-20, 110)
            art += rect(wall, x, top, wide, H)
            if chance.random() < 0.4:
                art += rect(wall, x + wide * 0.3, top - 24, 34, 26)
                art += rect(wall, x + wide * 0.7, top - 56, 4, 58)
            for wy in range(int(top) + 26, H, 44):
                for wx in range(int(x) + 18, int(x + wide) - 24, 36):
                    if chance.random() < share:
                        art += rect(lit, wx, wy, 16, 22, opacity=chance.choice((0.95, 0.7, 0.45)))
            x += wide + chance.randint(-14, 12)
    art += rect("#081322", 1010, 250, 620, H) + rect("#0d1c30", 996, 234, 640, 26)
    for row, y in enumerate((310, 610)):
        for column, x in enumerate((1060, 1250, 1440)):
            art += lit_room(x, y) if (row, column) == (0, 1) else rect("#16283f", x, y, 130, 210)
            art += line("#060e1a", 7, f"M{x + 65} {y}v210M{x} {y + 76}h130", stroke_linecap="butt")
            art += rect("#1a2c44", x - 10, y + 210, 150, 12)
    return art


def lit_room(x: float, y: float) -> str:
    """Return a window with a lamp and a reader behind it."""
    art = gradient("room", "#ffe2a0", "#f3b85a") + rect("url(#room)", 0, 0, 130, 210)
    art += rect("#a8672d", 0, 172, 130, 38)
    art += shape("#3a2a2a", "M2 172q2-54 30-58t32 58z")
    art += disc("#3a2a2a", 35, 100, 18)
    art += poly("#b3121d", ((88, 112), (112, 112), (122, 136), (78, 136)))
    art += line("#6d3d1c", 5, "M100 136v36M86 172h28")
    return group(art, transform=f"translate({x:.1f} {y:.1f})")


def cafe() -> str:
    """The blue hour on a country platform; the café is the only warm place."""
    art = sky("#1f2f52", "#4c5a86", "#b98c92", "#eab48b")
    art += ridge(4, 520, 24, "#54618a", peaks=((160, 130, 320), (420, 80, 240)))
    art += ridge(9, 580, 14, "#3a4669")
    art += gradient("floor", "#5a5a72", "#3a3c56") + rect("url(#floor)", 0, 680, W, H)
    art += rect("#3b3f5a", 430, 190, 1250, 492) + rect("#2c3049", 430, 620, 1250, 62)
    art += gradient("inside", "#fff0bf", "#fcd27e", "#e9a04e")
    art += rect("#242a42", 548, 262, 604, 344) + rect("url(#inside)", 564, 278, 572, 312)
    art += cafe_shelves()
    for x in (700, 1010):
        art += line("#6d4a2c", 4, f"M{x} 278v46")
        art += shape("#b3121d", f"M{x - 36} 350q4-30 36-32t36 32z")
        art += disc("#fffbe6", x, 352, 13, 7)
    art += seated(905, 590, "#3b2a35", "M-38 -176a16 16 0 1 0 32 0a16 16 0 1 0-32 0z", 1)
    art += seated(1078, 590, "#2a3a4c", "M40 -160q-34-34-66 0z", -1)
    art += cafe_table()
    art += shape("#5a3623", "M566 590V500H760V590Z")
    art += rect("#7a4d2f", 560, 490, 210, 14)
    art += shape("#3a2a30", "M640 492q-4-70 30-72t34 72z")
    art += disc("#3a2a30", 670, 398, 24)
    art += line("#242a42", 10, "M755 278V590M950 278V590", stroke_linecap="butt", opacity=0.9)
    for i in range(15):
        x = 530 + i * 43
        art += shape("#b3121d" if i % 2 == 0 else "#efe3cf", f"M{x + 14} 232h34l9 56q-22 22-44 0z")
    art += cafe_front()
    art += glow("spill", "#ffd587", 0.75)
    art += gradient("spilt", "#f6bd6c", "#f6bd6c00")
    art += poly("url(#spilt)", "560,682 1140,682 1330,900 380,900", opacity=0.75)
    art += poly("url(#spilt)", "1240,682 1364,682 1530,900 1310,900", opacity=0.75)
    art += disc("url(#spill)", 850, 440, 560, 400, opacity=0.28)
    art += station_clock()
    art += waiting(330, 800)
    art += rect("#e9c25a", 0, 838, W, 12, opacity=0.85) + rect("#262a42", 0, 868, W, 32)
    art += signal()
    return art


def signal() -> str:
    """Return the signal at the end of the platform."""
    art = rect("#1d233b", 92, 380, 12, 300)
    art += rect("#151a2e", 74, 300, 48, 96, rx=18)
    art += disc("#ff6a4d", 98, 330, 14)
    art += glow("stop", "#ff6a4d", 0.7)
    art += disc("url(#stop)", 98, 330, 80)
    art += disc("#26304c", 98, 368, 12)
    return art


def station_clock() -> str:
    """Return the clock that hangs from the roof."""
    art = line("#171c31", 7, "M1466 250h-50v22")
    art += disc("#171c31", 1416, 308, 40)
    art += disc("#fbf3df", 1416, 308, 33)
    art += line("#171c31", 5, "M1416 308V284M1416 308l17 10")
    return art


def cafe_front() -> str:
    """Return the door and the roof over the platform."""
    art = rect("#242a42", 1224, 262, 156, 420)
    art += rect("url(#inside)", 1240, 278, 124, 404)
    art += rect("#4a2f22", 1240, 520, 124, 162)
    art += line("#4a2f22", 10, "M1302 278v404", stroke_linecap="butt")
    art += poly("#262b45", "360,118 1700,96 1700,176 400,196")
    art += poly("#171c31", "400,196 1700,176 1700,190 400,212")
    for x in (470, 1466):
        art += rect("#171c31", x, 200, 18, 484)
        art += line("#171c31", 9, f"M{x + 9} 300Q{x + 20} 216 {x + 76} 206")
    return art


def cafe_table() -> str:
    """Return the table with two cups that steam."""
    art = rect("#6d3f26", 940, 520, 104, 10)
    art += rect("#6d3f26", 986, 530, 12, 60)
    art += rect("#fdf6e3", 958, 500, 22, 20, rx=3)
    art += rect("#fdf6e3", 1008, 500, 22, 20, rx=3)
    art += line("#fff", 4, "M966 492q-8-12 0-22t0-20M1020 492q-8-12 0-22", opacity=0.6)
    return art


def cafe_shelves() -> str:
    """Return the shelves behind the bar."""
    art = line("#b86f35", 5, "M600 360h200M600 420h200")
    for i, x in enumerate(range(612, 800, 30)):
        art += rect(
            ("#a34a2f", "#6e7d4a", "#8a5a33", "#b3121d")[i % 4],
            x,
            330 + (i % 2) * 4,
            16,
            28 - (i % 2) * 4,
        )
        art += rect(("#7a4a2b", "#a8672d", "#5d7d3d")[i % 3], x - 4, 390, 18, 28)
    return art


def seated(x: float, y: float, coat: str, hat: str, facing: int) -> str:
    """Return a guest at the table, dark against the light; facing is 1 (right) or -1."""
    art = shape(coat, "M-52 0Q-56 -118 0 -124Q54 -116 52 0Z")
    art += line(coat, 24, "M30 -88L52 -56L66 -74")
    art += disc(coat, 6, -150, 27, 32) + rect(coat, -12, -136, 26, 26) + shape(coat, hat)
    return group(art, transform=f"translate({x} {y}) scale({facing} 1)")


def waiting(x: float, y: float) -> str:
    """Return a traveller with a suitcase, lit from the right."""
    art = disc("#23263c", 30, 4, 110, 12, opacity=0.6)
    art += line("#1b2036", 26, "M-16 -110V-8M18 -110V-8")
    art += shape("#2a4560", "M-54 -84Q-56 -236 -26 -258Q0 -270 28 -258Q56 -236 54 -84Z")
    art += shape("#6f7f8c", "M22 -84Q34 -180 20 -262Q56 -240 54 -84Z")
    art += disc("#d9a07a", 4, -290, 25, 31)
    art += shape("#221c22", "M-27 -282Q-30 -330 2 -328Q34 -326 28 -306Q0 -312 -6 -270Z")
    art += shape("#b3121d", "M-28 -262q28 16 58-2l-2 20q-28 12-54 0z")
    art += rect("#7a4a2b", 58, -78, 76, 78, rx=6)
    art += rect("#a8672d", 118, -78, 16, 78, rx=6)
    art += line("#3a2418", 5, "M80 -80v-16h32v16")
    return group(art, transform=f"translate({x:.1f} {y:.1f})")


SCENES = {"columns": columns, "windows": windows, "cafe": cafe}
