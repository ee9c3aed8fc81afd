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


def face7() -> str:
    """An older columnist with silver waves and a bright scarf."""
    one = Sitter(
        "#e3b591", "#c58f6c", "#c9c7c6", "#f1efec", "#5b4a63", "#d3dbe3", lips="#b0494c", wide=67
    )
    behind = shape(
        "#b0aeb0",
        "M200 54C122 50 100 112 108 174C112 216 122 240 142 250L258 250C278 240 288 216 292 174"
        "C300 112 278 50 200 54Z",
    )
    front = shape(
        one.hair,
        "M214 78C164 74 140 108 138 150C136 186 142 214 134 238C110 214 98 168 112 122"
        "C130 66 180 48 228 58C286 66 302 122 288 176C284 "
        "206 280 222 266 240C260 212 268 180 258 146"
        "C252 114 236 92 214 78Z",
    )
    front += line(
        one.gleam,
        5,
        "M204 68Q150 76 128 130M122 150Q116 186 126 "
        "210M236 72Q276 92 278 146M280 164Q280 190 272 210",
    )
    front += line(
        "#b98566",
        2.5,
        "M146 204q7 7 15 6M254 204q-7 7-15 6M162 236q-5 9-2 16M238 236q5 9 2 16M178 140q22-5 44 0",
    )
    scarf = shape(
        "#c8402f",
        "M128 306Q160 340 200 342Q240 340 272 306Q286 334 262 356Q200 392 138 356Q114 334 128 306Z",
    )
    scarf += shape(
        "#a83022", "M200 342Q240 340 272 306Q286 334 262 356Q236 372 208 376Q224 356 200 342Z"
    )
    scarf += shape("#c8402f", "M168 360L226 352Q236 380 232 404H172Z")
    scarf += shape("#a83022", "M206 356L226 352Q236 380 232 404H208Z")
    scarf += line(
        "#f0c65a", 4, "M142 330Q170 352 200 354M150 346Q176 364 206 364M182 376H226M180 390H228"
    )
    return portrait(one, behind=behind, front=front + scarf, brows=4)


def face8() -> str:
    """A man of about forty with a short beard and a blue jumper."""
    one = Sitter(
        "#d7a079", "#b57d57", "#2c211d", "#54423a", "#2f5f8f", "#e2d8c8", lips="#a25a4c", wide=69
    )
    front = shape(
        one.hair,
        "M129 176Q112 112 150 88Q162 58 216 64Q270 66 276 116Q284 146 271 176Q268 146 254 128"
        "Q226 134 196 122Q166 112 150 132Q136 148 129 176Z",
    )
    front += line(
        one.gleam, 5, "M160 92Q186 76 222 80M152 112Q176 96 204 100M238 86Q260 96 264 122"
    )
    front += shape(
        one.hair,
        "M131 178Q130 250 160 276Q180 294 200 294Q220 294 240 276Q270 250 269 178Q264 218 244 232"
        "Q222 224 200 228Q178 224 156 232Q136 218 131 178Z",
    )
    front += shape(
        "#1f1714",
        "M269 178Q270 250 240 276Q220 294 200 294Q232 270 240 232Q264 218 269 178Z",
        opacity=0.6,
    )
    front += shape(
        one.lips, "M180 248Q190 243 200 246Q210 243 220 248Q211 258 200 258Q189 258 180 248Z"
    )
    front += line("#7d3a35", 2, "M181 248Q200 253 219 248")
    front += line(one.gleam, 3, "M164 262Q176 278 192 284M150 236Q154 254 164 262")
    collar = shape(
        "#264f7a",
        "M148 304Q154 336 200 346Q246 336 252 304L240 290Q232 318 200 322Q168 318 160 290Z",
    )
    collar += line("#3f74a8", 4, "M152 310Q160 330 200 338Q240 330 248 310")
    ribs = "".join(f"M{x} {372 - abs(200 - x) * 0.1:.0f}V400" for x in range(70, 340, 26))
    return portrait(
        one, front=front, collar=collar + line("#264f7a", 3, ribs, opacity=0.7), brows=8
    )


def face9() -> str:
    """A young woman with short dark hair and glasses."""
    one = Sitter(
        "#f0c6a4", "#d59d79", "#3b2230", "#69415a", "#d08a4a", "#cfe0d8", lips="#c0504f", wide=64
    )
    behind = shape(
        one.hair,
        "M200 58C128 56 116 118 122 176Q124 214 138 "
        "226L262 226Q276 214 278 176C284 118 272 56 200 58Z",
    )
    front = shape(
        one.hair,
        "M138 206Q112 128 146 88Q180 52 232 64Q290 82 276 150Q274 184 264 206Q264 168 250 140"
        "Q240 120 226 104Q206 138 148 150Q140 176 138 206Z",
    )
    front += line(
        one.gleam, 5, "M214 80Q172 84 150 118M222 96Q198 122 158 132M240 82Q264 96 268 136"
    )
    for x in (169, 231):
        front += rect(
            "#ffffff",
            x - 27,
            168,
            54,
            42,
            rx=16,
            fill_opacity=0.16,
            stroke="#7a1f2b",
            stroke_width=5,
        )
    front += line("#7a1f2b", 5, "M196 186Q200 182 204 186M142 182L134 178M258 182L266 178")
    front += disc("#2f7a6b", 131, 226, 6) + disc("#2f7a6b", 269, 226, 6)
    collar = shape(one.shade, "M160 296Q200 366 240 296Z")
    collar += shape("#b5713a", "M146 304Q200 384 254 304L246 296Q200 360 154 296Z")
    return portrait(one, behind=behind, front=front, collar=collar)


FACES = {
    draw.__name__: draw for draw in (face1, face2, face3, face4, face5, face6, face7, face8, face9)
}
