"""Faces of the people who make the newspaper, drawn as those of its authors."""

from __future__ import annotations

from scripts.pictures.pen import disc, group, line, rect, shape
from scripts.pictures.portraits import Sitter, portrait


def spectacles(colour: str, *, width: float = 4, round_: bool = False) -> str:
    """Return a pair of glasses over the eyes."""
    rim = {"fill_opacity": 0.16, "stroke": colour, "stroke_width": width}
    art = ""
    for x in (169, 231):
        if round_:
            art += disc("#ffffff", x, 189, 24, **rim)
        else:
            art += rect("#ffffff", x - 26, 171, 52, 35, rx=7, **rim)
    return art + line(colour, width, "M194 186Q200 181 206 186M144 184L132 180M256 184L268 180")


def stubble(one: Sitter, opacity: float) -> str:
    """Return the shadow of a beard along the jaw and over the lip."""
    left, right = 200 - one.wide, 200 + one.wide
    jaw = (
        f"M{left} 168Q{left} 226 {200 - one.wide * 0.62:.0f} 258Q176 284 200 284Q224 284 "
        f"{200 + one.wide * 0.62:.0f} 258Q{right} 226 {right} 168Q262 228 238 236Q220 226 200 232"
        f"Q180 226 162 236Q138 228 {left} 168ZM178 246Q190 240 200 243Q210 240 222 246Q212 263 "
        "200 263Q188 263 178 246Z"
    )
    return shape(one.hair, jaw, fill_rule="evenodd", opacity=opacity)


def face10() -> str:
    """A man with cropped, receding hair and square glasses."""
    one = Sitter(
        "#d8a782", "#b8825d", "#4b443f", "#857a72", "#3f4a52", "#d6ddcf", lips="#a35c50", wide=70
    )
    front = shape(
        one.hair,
        "M130 190Q114 116 150 88Q174 70 204 70Q240 70 260 96Q284 126 270 190Q266 160 258 142"
        "Q254 110 232 104Q216 120 200 118Q184 120 168 104Q148 110 142 142Q134 160 130 190Z",
    )
    front += line(one.gleam, 4, "M156 100Q174 84 202 82M134 150Q136 132 142 120")
    front += line("#9b9189", 3, "M134 162v18M266 160v20")
    front += line("#bb8a66", 2.5, "M176 142Q200 137 224 142")
    front += stubble(one, 0.3) + spectacles("#24272b", width=5)
    collar = shape("#f0ece2", "M158 302Q200 364 242 302L234 294Q200 336 166 294Z")
    collar += shape(
        "#2e373e", "M142 306Q152 352 196 372V400H204V372Q248 352 258 306L246 296Q200 352 154 296Z"
    )
    collar += shape("#55626c", "M142 306Q150 350 192 372L200 348Q166 336 154 298Z")
    collar += shape("#4a565f", "M258 306Q250 350 208 372L200 348Q234 336 246 298Z")
    collar += line("#d9dcd9", 4, "M176 366V396M224 366V390")
    return portrait(one, front=front, collar=collar, brows=7)


def face11() -> str:
    """A woman with a dark bob and one silver strand."""
    one = Sitter(
        "#ebc19e", "#cd9a77", "#2a2428", "#51464d", "#1f5148", "#e6d8c6", lips="#ad3f45", wide=66
    )
    behind = shape(
        one.hair,
        "M200 54C116 52 100 128 108 196Q110 246 120 274Q160 286 200 280Q240 286 280 274Q290 246 "
        "292 196C300 128 284 52 200 54Z",
    )
    front = shape(
        one.hair,
        "M170 80C150 96 138 136 136 172Q132 232 150 270Q124 284 114 262Q98 176 122 114Q148 60 "
        "206 60Q276 62 286 138Q300 210 286 262Q276 284 250 270Q268 226 264 170Q258 126 228 110"
        "Q190 98 170 80Z",
    )
    front += line("#d9d8da", 7, "M176 74Q148 94 136 140Q128 180 130 214")
    front += line(one.gleam, 5, "M196 74Q256 76 270 130M276 156Q282 200 276 240")
    front += line("#c99775", 2.5, "M164 238q-4 8-2 14M236 238q4 8 2 14")
    collar = shape(one.shade, "M162 300L200 372 238 300Z")
    collar += shape("#f4efe4", "M152 303L200 392 248 303 240 297 200 366 160 297Z")
    collar += shape("#17403a", "M146 304L128 330 150 346 142 358 190 400H200V388L154 303Z")
    collar += shape("#12332e", "M254 304L272 330 250 346 258 358 210 400H200V388L246 303Z")
    collar += disc("#e0b04a", 132, 362, 8) + disc("#c8402f", 132, 362, 3.5)
    return portrait(one, behind=behind, front=front, collar=collar, brows=5)


def face12() -> str:
    """A woman with fair hair in waves down to the shoulders."""
    one = Sitter(
        "#f3cfb2", "#dba788", "#a9763e", "#d8a868", "#7c3b4a", "#cddbe0", lips="#bd5450", wide=65
    )
    behind = shape(
        one.hair,
        "M200 54C112 52 100 126 106 184C92 214 112 232 100 262C88 294 108 324 140 330L260 330"
        "C292 324 312 294 300 262C288 232 308 214 294 184C300 126 288 52 200 54Z",
    )
    behind += shape("#8a5d2e", "M134 210H266V330H134Z")
    front = shape(
        one.hair,
        "M236 82C182 84 146 118 138 164C134 200 142 214 132 240C120 268 140 290 126 322C96 312 "
        "90 286 104 258C114 234 98 214 110 180C110 110 144 58 208 58C276 60 290 116 290 180C302 "
        "214 286 234 296 258C310 286 304 312 274 322C260 290 280 268 268 240C260 214 270 190 "
        "264 156C260 124 250 98 236 82Z",
    )
    front += line(
        one.gleam,
        5,
        "M214 74Q158 82 134 134M124 172Q126 196 118 218M116 262Q110 284 118 302M246 82Q272 104 "
        "276 146M282 190Q272 214 282 238M286 268Q290 288 282 304",
    )
    collar = shape(one.skin, "M160 299Q200 372 240 299Z")
    collar += line("#e0b04a", 2.5, "M164 304Q200 358 236 304") + disc("#e0b04a", 200, 334, 4.5)
    return portrait(one, behind=behind, front=front, collar=collar, brows=5)


def face13() -> str:
    """A young woman with a fringe and a long plait."""
    one = Sitter(
        "#e8b78f", "#c98e68", "#33211a", "#63453a", "#d9644a", "#d8e0cc", lips="#b24b48", wide=64
    )
    behind = disc(one.hair, 200, 164, 82, 100)
    front = shape(
        one.hair,
        "M130 214Q112 108 158 78Q200 54 244 78Q288 108 270 214Q272 178 262 150Q232 144 200 147"
        "Q168 144 138 150Q128 178 130 214Z",
    )
    front += line(
        one.gleam, 4, "M166 90Q152 112 150 138M194 80Q184 108 184 138M222 82Q218 108 220 138"
    )
    front += line(one.gleam, 4, "M250 96Q258 116 256 140")
    front += disc("#f3ead8", 132, 224, 5) + disc("#f3ead8", 268, 224, 5)
    plait = shape(one.hair, "M252 226Q276 216 282 244L288 268H258Z")
    for step, y in enumerate((262, 287, 312, 337)):
        wide = 18 - step
        plait += disc(one.hair, 272 - wide / 2, y, wide * 0.8, 17)
        plait += disc(one.hair, 272 + wide / 2, y + 3, wide * 0.8, 17)
        plait += line(one.gleam, 3.5, f"M{260 + step} {y - 6}Q270 {y} 271 {y + 10}")
        plait += line(one.gleam, 3.5, f"M{285 - step} {y - 3}Q276 {y + 2} 273 {y + 10}")
    plait += rect("#f0c65a", 260, 352, 24, 9, rx=3)
    plait += shape(one.hair, "M262 361H282Q288 384 274 398Q260 384 262 361Z")
    collar = shape(one.skin, "M158 300Q200 356 242 300Z")
    collar += line("#b64c35", 6, "M150 303Q200 366 250 303")
    collar += line("#f3ead8", 3, "M146 312Q200 380 254 312", stroke_dasharray="1 9")
    return portrait(one, behind=behind, front=front + plait, collar=collar, brows=6)


def face14() -> str:
    """A freckled woman with sandy curls and thin round glasses."""
    one = Sitter(
        "#f5d6c0", "#dfaf94", "#b98a5a", "#e3bd8d", "#2e4766", "#e4dcc9", lips="#bb5a55", wide=65
    )
    curls = (
        (122, 206, 19),
        (118, 176, 23),
        (124, 142, 26),
        (140, 110, 28),
        (166, 86, 29),
        (198, 76, 30),
        (230, 84, 29),
        (257, 106, 28),
        (274, 138, 26),
        (282, 174, 23),
        (279, 205, 19),
        (160, 114, 20),
        (190, 106, 22),
        (222, 108, 21),
        (246, 124, 17),
    )
    front = "".join(disc(one.hair, x, y, r) for x, y, r in curls)
    for x, y, _r in curls[:11]:
        front += line(one.gleam, 4, f"M{x - 11} {y + 3}q2-15 15-15")
    for x, y in ((150, 214), (160, 221), (170, 214), (230, 214), (240, 221), (250, 214)):
        front += disc("#c98d68", x, y, 1.8, opacity=0.8)
    front += spectacles("#8a6a2f", width=3.2, round_=True)
    front += line("#cf9d80", 2.5, "M164 240q-4 7-2 12M236 240q4 7 2 12")
    collar = shape("#dfe7ee", "M158 300L192 400H208L242 300Z")
    collar += line("#a9bccd", 3, "M200 352V400M186 340V384M214 340V384")
    collar += shape("#f7f9fb", "M156 298L200 346 176 376 144 310Z")
    collar += shape("#e6edf3", "M244 298L200 346 224 376 256 310Z")
    return portrait(one, front=front, collar=collar, brows=4)


def face15() -> str:
    """A woman with parted dark hair, grey at the temples, in a low knot."""
    one = Sitter(
        "#dfae88", "#bf8762", "#3a302f", "#8f8684", "#5d3f66", "#e5d5cb", lips="#a54a4d", wide=66
    )
    behind = disc(one.hair, 200, 158, 81, 94) + disc(one.hair, 256, 262, 34, 28)
    behind += line("#655856", 4, "M246 246Q276 244 282 264M250 262Q270 260 276 274")
    wing = shape(
        one.hair, "M202 84Q152 92 139 142Q136 176 128 208Q108 130 148 84Q172 64 202 64Z"
    ) + line(one.gleam, 4, "M182 84Q148 98 138 138M168 80Q134 104 128 152M130 164Q126 180 127 192")
    front = wing + group(wing, transform="translate(400 0) scale(-1 1)")
    front += line("#ba8662", 2.5, "M146 205q7 6 15 5M254 205q-7 6-15 5M163 238q-5 8-2 15")
    front += line("#ba8662", 2.5, "M237 238q5 8 2 15")
    for x in (131, 269):
        front += line("#c9a24a", 3, f"M{x} 210V226") + shape(
            "#2f7a6b", f"M{x} 224L{x + 7} 240 {x} 252 {x - 7} 240Z"
        )
    collar = shape(one.skin, "M160 299Q200 356 240 299Z")
    shawl = "M150 302Q120 318 106 352Q150 350 186 400H214Q250 350 294 352Q280 318 250 302"
    collar += shape("#8f6a97", f"{shawl}Q236 352 200 360Q164 352 150 302Z")
    collar += line("#c7a9cc", 3, "M148 318Q160 356 194 374M252 318Q240 356 206 374")
    return portrait(one, behind=behind, front=front, collar=collar, brows=5)


def face16() -> str:
    """A man in a flat cap, the strap of a camera over his shoulder."""
    one = Sitter(
        "#d39c72", "#b17a52", "#2a1f1b", "#57453c", "#6a7046", "#cfd9e2", lips="#a1584a", wide=68
    )
    front = shape(one.hair, "M132 128H150Q140 160 136 192Q130 204 128 186Q122 150 132 128Z")
    front += shape(one.hair, "M268 128H250Q260 160 264 192Q270 204 272 186Q278 150 268 128Z")
    front += stubble(one, 0.42)
    front += shape(
        "#5b6470",
        "M116 134Q108 82 168 66Q232 52 272 84Q294 104 286 136Q246 112 196 116Q150 120 116 134Z",
    )
    front += shape(
        "#4a525d", "M232 62Q262 68 272 84Q294 104 286 136Q268 124 246 120Q252 88 232 62Z"
    )
    front += shape(
        "#3d444d",
        "M112 140Q150 112 204 112Q256 112 290 140Q292 152 280 152Q206 122 122 154Q108 152 112 140Z",
    )
    front += line("#7f8995", 4, "M132 116Q142 90 178 78M150 122Q160 100 186 92")
    collar = shape("#f2ede2", "M158 301Q200 364 242 301L252 312Q200 396 148 312Z")
    collar += shape("#565b38", "M148 303L128 326 172 372 176 400H186L160 318Z")
    collar += shape("#4a4f30", "M252 303L272 326 228 372 224 400H214L240 318Z")
    for colour, width in (("#1d1d1f", 13), ("#c8402f", 3)):
        collar += line(colour, width, "M104 316Q158 352 232 408", stroke_linecap="butt")
    return portrait(one, front=front, collar=collar, brows=8)


def face17() -> str:
    """A young man with a brown forelock and round glasses, in a roll-neck."""
    one = Sitter(
        "#edc3a0", "#cf9b78", "#5a3a24", "#8e6341", "#6b4a33", "#d9d6e2", lips="#ad5f53", wide=66
    )
    front = shape(
        one.hair,
        "M134 186Q118 136 140 104Q134 76 168 66Q210 46 254 68Q290 92 272 140Q274 164 266 186"
        "Q262 158 252 138Q226 140 204 126Q184 114 178 104Q160 122 148 136Q138 160 134 186Z",
    )
    front += line(
        one.gleam, 5, "M160 84Q184 68 220 72M186 96Q212 114 246 114M246 78Q264 92 262 118"
    )
    front += spectacles("#2f2a2a", width=4.5, round_=True)
    neck = "M158 276Q200 296 242 276L252 318Q200 350 148 318Z"
    collar = shape("#f0e7d3", neck) + line("#d4c8ae", 3, "M160 290Q200 308 240 290")
    collar += line("#d4c8ae", 3, "M156 303Q200 324 244 303")
    collar += shape("#f0e7d3", "M148 312Q200 352 252 312L226 400H174Z")
    collar += shape("#593c28", "M146 305L126 334 148 346 138 358 176 400H192L158 318Z")
    collar += shape("#4c3321", "M254 305L274 334 252 346 262 358 224 400H208L242 318Z")
    return portrait(one, front=front, collar=collar, brows=6)


FACES = {
    draw.__name__: draw for draw in (face10, face11, face12, face13, face14, face15, face16, face17)
}
