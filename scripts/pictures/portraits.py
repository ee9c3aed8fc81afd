"""Faces of authors and columnists, the light from the left."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scripts.pictures.pen import clipped, disc, line, poly, rect, shape


@dataclass(frozen=True)
class Sitter:
    """The colours of one face; shade is the skin away from the light, at the right."""

    skin: str
    shade: str
    hair: str
    gleam: str
    coat: str
    ground: str
    lips: str = "#b5594f"
    wide: float = 68


def portrait(
    one: Sitter, *, behind: str = "", front: str = "", collar: str = "", brows: float = 5
) -> str:
    """Return a head and shoulders, the light from the left."""
    w = one.wide
    head = (
        f"M{200 - w} 168Q{200 - w} 92 200 92Q{200 + w} 92 {200 + w} 168Q{200 + w} 226 "
        f"{200 + w * 0.62:.0f} 258Q224 284 200 284Q176 284 {200 - w * 0.62:.0f} 258Q{200 - w} "
        f"226 {200 - w} 168Z"
    )
    art = rect(one.ground, 0, 0, 400, 400) + disc("#ffffff", 130, 130, 210, opacity=0.16) + behind
    art += shape(one.coat, "M36 400C40 336 92 318 150 304L200 330 250 304C308 318 360 336 364 400Z")
    art += shape("#000000", "M200 330L250 304C308 318 360 336 364 400H216Z", opacity=0.14)
    art += shape(one.shade, "M164 244H236V306Q222 336 200 338Q178 336 164 306Z") + collar
    for side in (-1, 1):
        art += disc(one.skin if side < 0 else one.shade, 200 + side * (w + 1), 190, 12, 20)
    art += shape(one.skin, head)
    art += clipped(
        "head",
        head,
        shape(one.shade, "M224 80H300V300H196Q244 262 238 200Q232 130 224 80Z", opacity=0.75),
    )
    art += disc("#d4736a", 158, 222, 15, 10, opacity=0.13)
    art += disc("#d4736a", 242, 222, 15, 10, opacity=0.13)
    for x in (170, 230):
        art += disc("#fffaf2", x, 188, 12.5, 7.5)
        art += disc("#33241c", x, 188, 6.6)
        art += disc("#ffffff", x - 2, 185.6, 1.9)
        art += line("#33241c", 3.2, f"M{x - 14} 188Q{x} 175 {x + 14} 187")
        art += line(one.hair, brows, f"M{x - 17} 168Q{x} 157 {x + 17} 167")
    art += line(one.shade, 4.5, "M203 190Q210 214 213 222Q206 229 194 226")
    art += shape(
        one.lips, "M178 248Q190 242 200 245Q210 242 222 248Q212 261 200 261Q188 261 178 248Z"
    )
    return art + line("#7d3a35", 2, "M177 248Q200 254 223 248") + front


def face1() -> str:
    """A young woman with long dark hair."""
    one = Sitter(
        "#edbd99", "#d39b77", "#2b1d1a", "#4b342c", "#2f5570", "#c9d7de", lips="#b84a4a", wide=64
    )
    behind = shape(
        one.hair,
        "M200 58C110 54 104 140 108 210C112 270 96 310 84 336Q140 372 200 340Q260 372 318 336"
        "C304 308 288 270 292 210C296 140 290 54 200 58Z",
    )
    front = shape(
        one.hair,
        "M224 82C170 82 142 130 132 206Q116 140 138 104Q164 62 208 66Q268 68 278 128Q284 170 "
        "268 210Q266 128 224 82Z",
    )
    front += line(one.gleam, 5, "M206 78Q160 92 142 150M232 78Q262 92 270 140")
    front += disc("#e0b04a", 130, 220, 5)
    front += disc("#e0b04a", 270, 220, 5)
    collar = shape(one.shade, "M160 300L200 360 240 300Z")
    collar += shape("#f3ede0", "M150 304L200 372 250 304 236 298 200 346 164 298Z")
    return portrait(one, behind=behind, front=front, collar=collar)


def face2() -> str:
    """An older man with a grey beard and glasses."""
    one = Sitter(
        "#dba884", "#be8763", "#8d8d8a", "#c6c6c2", "#4a3a32", "#e6d9c4", lips="#a4604f", wide=70
    )
    front = shape(
        "#a7a7a3",
        "M128 182Q116 120 148 94Q176 66 214 72Q268 78 276 130Q280 160 272 184Q266 140 244 122"
        "Q200 130 156 120Q134 142 128 182Z",
    )
    front += shape(
        "#b4b4b0",
        "M131 198Q134 292 200 312Q266 292 269 198Q258 226 238 236Q200 226 162 236Q142 226 131 198Z",
    )
    front += shape("#94948f", "M269 198Q266 292 200 312Q238 280 240 236Q258 226 269 198Z")
    front += line("#d2d2ce", 4, "M160 262Q168 286 186 296M184 276Q190 292 200 300")
    front += shape(one.lips, "M182 249Q200 244 218 249Q210 259 200 259Q190 259 182 249Z")
    front += shape(
        "#c3c3bf", "M200 236Q178 228 158 250Q182 250 200 244Q218 250 242 250Q222 228 200 236Z"
    )
    for x in (169, 231):
        front += disc(
            "#ffffff", x, 189, 25, 23, fill_opacity=0.16, stroke="#2b2a2a", stroke_width=5
        )
    front += line("#2b2a2a", 5, "M194 186Q200 181 206 186M144 184L132 180M256 184L268 180")
    front += line("#b98a68", 2.5, "M170 142Q200 136 230 142M176 130Q200 126 224 130")
    collar = shape("#e9e4d8", "M146 304L200 352 254 304 244 292 200 330 156 292Z")
    collar += poly("#7a2f35", "190,344 210,344 218,400 182,400")
    return portrait(one, front=front, collar=collar, brows=7)


def face3() -> str:
    """A woman with auburn hair in a bun."""
    one = Sitter(
        "#f1cdae", "#d9a685", "#8a3f1f", "#b3612f", "#6b2f3a", "#d5dfd0", lips="#bb5247", wide=65
    )
    behind = disc(one.hair, 212, 56, 42, 36)
    behind += line(one.gleam, 5, "M184 50Q200 28 228 34M190 66Q214 46 240 54")
    behind += disc(one.hair, 200, 160, 82, 92)
    front = shape(
        one.hair,
        "M126 196Q112 110 156 84Q200 62 246 84Q290 112 274 196Q270 148 240 122Q214 104 190 "
        "104Q150 130 140 152Q130 168 126 196Z",
    )
    front += line(one.gleam, 5, "M150 110Q170 88 204 84M232 90Q256 104 264 134")
    front += line("#3a7d74", 5, "M130 214v12M271 214v12")
    front += disc("#3a7d74", 130, 230, 6)
    front += disc("#3a7d74", 271, 230, 6)
    collar = shape("#efe3cf", "M144 306Q200 380 256 306L246 298Q200 356 154 298Z")
    return portrait(one, behind=behind, front=front, collar=collar)


def face4() -> str:
    """A young man with dark curls."""
    one = Sitter(
        "#d8a27a", "#b9815a", "#231a18", "#4a3730", "#c99a3c", "#bccbd6", lips="#a5594b", wide=67
    )
    curls = (
        (131, 146, 20),
        (136, 118, 28),
        (154, 92, 29),
        (184, 76, 30),
        (216, 74, 31),
        (246, 88, 30),
        (264, 114, 28),
        (268, 148, 23),
        (176, 104, 26),
        (208, 102, 28),
        (238, 112, 24),
        (152, 122, 20),
    )
    front = "".join(disc(one.hair, x, y, r) for x, y, r in curls)
    for x, y in ((146, 104), (178, 82), (214, 80), (242, 98), (164, 118), (202, 108)):
        front += line(one.gleam, 4, f"M{x - 12} {y + 4}q2-16 16-16")
    collar = shape("#f3efe6", "M152 302Q200 380 248 302L236 292Q200 338 164 292Z")
    collar += line("#9a7226", 4, "M120 318Q140 360 140 400M280 318Q260 360 260 400")
    return portrait(one, front=front, collar=collar, brows=8)


def face5() -> str:
    """A woman with short grey hair."""
    one = Sitter(
        "#eac3a6", "#cf9d7e", "#9b9a9d", "#d5d4d4", "#33506b", "#e3d3c8", lips="#b3554f", wide=66
    )
    behind = shape(
        "#85848a",
        "M200 62C130 60 112 124 119 184Q121 204 136 212L264 212Q279 204 281 184C288 124 270 "
        "60 200 62Z",
    )
    front = shape(
        one.hair,
        "M126 214Q108 120 150 86Q196 54 250 82Q292 110 276 206Q272 160 252 132Q206 138 166 "
        "110Q156 146 138 160Q130 184 126 214Z",
    )
    front += line(
        one.gleam,
        5,
        "M170 104Q200 122 246 122M150 96Q176 76 208 76M140 120Q132 150 132 178M222 78Q256 88 "
        "268 122",
    )
    front += line(
        "#c79676", 2.5, "M146 204q6 6 14 6M254 204q-6 6-14 6M164 238q-4 8-2 14M236 238q4 8 2 14"
    )
    front += "".join(disc("#f7f3ea", x, 221, 6) for x in (130, 271))
    pearls = "".join(
        disc("#f7f3ea", 200 + 44 * math.sin(a / 10), 296 + 36 * math.cos(a / 10), 5.5)
        for a in range(-13, 14, 3)
    )
    collar = shape(one.skin, "M160 300Q200 380 240 300Z") + pearls
    return portrait(one, behind=behind, front=front, collar=collar, brows=4)


def face6() -> str:
    """A man with a moustache."""
    one = Sitter(
        "#d9a67f", "#b98259", "#3a2a22", "#5f4739", "#2f4a3d", "#d9d3bf", lips="#a45d4e", wide=70
    )
    front = shape(
        one.hair,
        "M128 186Q112 116 146 92Q150 66 204 68Q262 66 274 110Q286 140 272 186Q268 150 258 134"
        "Q220 116 172 124Q146 130 140 146Q132 160 128 186Z",
    )
    front += line(one.gleam, 5, "M152 100Q176 80 214 82M146 116Q166 104 190 102")
    front += line("#8f8780", 3, "M131 168v16M269 166v18")
    front += shape(
        one.hair, "M200 234Q176 226 158 252Q180 258 200 246Q220 258 242 252Q224 226 200 234Z"
    )
    front += line(one.gleam, 3, "M194 240Q180 238 170 248M206 240Q220 238 230 248")
    collar = shape("#f4efe4", "M146 306L184 362 200 340 216 362 254 306 240 292 200 334 160 292Z")
    collar += poly("#8a5a2b", "188,332 212,332 217,400 183,400")
    return portrait(one, front=front, collar=collar, brows=8)


FACES = {
    "face1": face1,
    "face2": face2,
    "face3": face3,
    "face4": face4,
    "face5": face5,
    "face6": face6,
}
