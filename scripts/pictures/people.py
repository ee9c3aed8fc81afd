"""People in a scene: heads from three sides, arms and hands; a head is 100 units tall."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.pictures.pen import Point, disc, group, line, shape


@dataclass(frozen=True)
class Look:
    """The colours of one person, and how the hair is worn (a key of FRONT and SIDE)."""

    skin: str = "#e3b08a"
    shade: str = "#c48f6a"
    hair: str = "#33241f"
    style: str = "short"
    cloth: str = "#c0392f"


FACE = "M-36 -8Q-36 -48 0 -48Q36 -48 36 -8Q36 24 20 42Q10 50 0 50Q-10 50 -20 42Q-36 24 -36 -8Z"
HALF = "M8 -48Q36 -46 36 -8Q36 24 20 42Q10 50 0 50L-2 50Q18 30 17 0Q16 -26 8 -48Z"
PROFILE = (
    "M-14 66V28Q-38 20 -40 -8Q-40 -50 2 -50Q34 -50 38 -20Q39 -12 37 -7L48 10Q50 16 43 17"
    "Q45 22 42 25Q45 29 41 33Q42 46 32 49Q22 51 14 44V66Z"
)
CHEEK = "M-14 66V28Q-38 20 -40 -8Q-40 -34 -24 -44Q-26 -6 -8 20Q2 36 14 44V66Z"
SHORT = "M-39 2Q-46 -58 2 -60Q44 -58 39 2Q36 -18 28 -26Q0 -20 -24 -30Q-36 -18 -39 2Z"
# What lies behind the head, and before it.
FRONT = {
    "short": ("", SHORT),
    "bald": ("", "M-38 6Q-42 -10 -36 -22Q-32 -10 -34 6ZM38 6Q42 -10 36 -22Q32 -10 34 6Z"),
    "long": (
        "M0 -60C-58 -60 -50 0 -52 62Q-30 76 0 70Q30 76 52 62C50 0 58 -60 0 -60Z",
        "M8 -50Q-34 -38 -36 16Q-48 -20 -36 -42Q-18 -64 8 -60Q48 -56 37 16Q36 -30 8 -50Z",
    ),
    "bob": (
        "M0 -60C-56 -60 -48 0 -46 34Q-24 44 0 40Q24 44 46 34C48 0 56 -60 0 -60Z",
        "M-37 12Q-46 -56 0 -60Q46 -56 37 12Q38 -16 28 -26Q-4 -24 -26 -30Q-36 -16 -37 12Z",
    ),
    "bun": ("M-20 -66a20 20 0 1 1 40 0a20 20 0 1 1-40 0Z", SHORT),
    "plaits": (
        "M-44 -8Q-62 30 -48 78L-34 78Q-38 30 -28 0ZM44 -8Q62 30 48 78L34 78Q38 30 28 0Z",
        "M0 -48Q-34 -38 -38 8Q-48 -58 0 -60Q48 -58 38 8Q34 -38 0 -48Z",
    ),
    "cap": ("", "M-40 -14Q-44 -60 0 -62Q44 -60 40 -14Q0 -30 -40 -14Z"),
    "scarf": (
        "M0 -64C-62 -62 -54 20 -36 56L36 56C54 20 62 -62 0 -64Z",
        "M0 -64C-62 -62 -56 20 -26 54Q-40 0 -28 -24Q-14 -42 0 -42Q14 -42 28 -24Q40 0 26 54"
        "C56 20 62 -62 0 -64Z",
    ),
}
SIDE = {
    "short": ("", "M-26 26Q-50 10 -44 -20Q-40 -60 4 -60Q40 -58 38 -26Q10 -26 2 -30Q4 -6 -8 -4Z"),
    "bald": ("", "M-26 30Q-48 14 -41 -18Q-28 -18 -16 -8L-12 -2Q-22 8 -26 30Z"),
    "long": (
        "",
        "M4 -60Q42 -58 38 -28Q16 -28 10 -42Q6 0 -6 20Q-8 56 -20 74L-56 66Q-46 30 -48 -10"
        "Q-46 -60 4 -60Z",
    ),
    "bob": ("", "M4 -60Q42 -58 38 -26Q18 -28 8 -40Q6 4 -4 38L-42 34Q-50 10 -46 -14Q-44 -60 4 -60Z"),
    "bun": (
        "M-60 -30a21 21 0 1 1 42 0a21 21 0 1 1-42 0Z",
        "M-26 26Q-48 10 -44 -20Q-40 -60 4 -60Q40 -58 38 -28Q14 -30 6 -42Q4 -4 -10 0Z",
    ),
    "plaits": (
        "",
        "M4 -60Q42 -58 38 -26Q16 -28 8 -42Q4 -2 -10 6L-14 24Q-16 60 -26 86L-40 80Q-34 40 -36 18"
        "Q-50 0 -46 -20Q-42 -60 4 -60Z",
    ),
    "cap": ("", "M-43 -10Q-46 -60 0 -61Q38 -60 40 -26L64 -20Q66 -14 58 -13L36 -16Q0 -22 -43 -10Z"),
    "scarf": (
        "",
        "M4 -62Q44 -60 40 -30Q20 -34 14 -20Q4 10 18 46L12 70L-30 66Q-56 20 -50 -18Q-44 -62 4 -62Z",
    ),
}
COVERED = ("cap", "scarf")


def front_head(one: Look, *, asleep: bool = False, smile: bool = False) -> str:
    """Return a head that looks at us, its middle at the origin."""
    behind, before = FRONT[one.style]
    crown = one.cloth if one.style in COVERED else one.hair
    art = shape(crown, behind) if behind else ""
    if one.style == "cap":
        art += disc(one.hair, 0, -14, 39, 30)
    art += shape(one.shade, "M-15 34H15V62Q0 74 -15 62Z")
    art += disc(one.skin, -37, 4, 6, 11) + disc(one.shade, 37, 4, 6, 11)
    art += shape(one.skin, FACE) + shape(one.shade, HALF, opacity=0.7)
    for x in (-15, 15):
        if asleep:
            art += line("#33241c", 2.6, f"M{x - 7} 3Q{x} 8 {x + 7} 3")
        else:
            art += disc("#33241c", x, 2, 3.4, 4.2)
        art += line(one.hair, 3, f"M{x - 8} -9Q{x} -14 {x + 8} -9")
    art += line(one.shade, 2.6, "M1 4Q5 16 5 18Q1 21 -3 19")
    art += line("#8e4a42", 3, "M-10 31Q0 38 11 31" if smile else "M-9 32Q0 34 10 32")
    art += shape(crown, before)
    if one.style == "cap":
        art += shape("#000000", "M-40 -14Q0 -34 40 -14Q0 -20 -40 -14Z", opacity=0.3)
    return art


def side_head(one: Look, *, down: bool = False) -> str:
    """Return a head in profile that looks right, its middle at the origin."""
    behind, before = SIDE[one.style]
    crown = one.cloth if one.style in COVERED else one.hair
    art = shape(crown, behind) if behind else ""
    if one.style == "cap":
        art += shape(one.hair, SIDE["short"][1])
    art += shape(one.skin, PROFILE) + shape(one.shade, CHEEK, opacity=0.7)
    if down:
        art += line("#33241c", 2.6, "M22 -2Q28 2 33 -1")
    else:
        art += disc("#33241c", 28, -4, 3, 4.4)
    art += line(one.hair, 3, "M20 -16Q27 -20 34 -16") + line("#8e4a42", 2.6, "M33 27L42 26")
    if one.style != "scarf":
        art += disc(one.skin, -10, 6, 7, 11) + line(one.shade, 2.4, "M-8 0Q-14 4 -9 12")
    return art + shape(crown, before)


def back_head(one: Look) -> str:
    """Return a head seen from behind, its middle at the origin."""
    crown = one.cloth if one.style in COVERED else one.hair
    art = disc(one.shade, -37, 6, 6, 11) + disc(one.skin, 37, 6, 6, 11)
    art += shape(one.shade, "M-15 24H15V62H-15Z")
    if one.style == "bald":
        art += shape(one.skin, FACE)
        art += shape(one.hair, "M-38 0Q0 14 38 0Q36 36 16 40H-16Q-36 36 -38 0Z")
        return art
    if one.style in ("long", "bob", "scarf", "plaits"):
        art += shape(crown, FRONT[one.style][0])
    if one.style == "bun":
        art += disc(crown, 0, -58, 22)
    art += disc(crown, 0, -10, 41, 47)
    if one.style == "cap":
        art += disc(one.hair, 0, 16, 34, 26)
        art += shape(crown, "M-41 6Q-44 -60 0 -61Q44 -60 41 6Q0 14 -41 6Z")
    return art


def bust(cloth: str, dark: str = "", deep: float = 180) -> str:
    """Return shoulders and chest below a head at the origin; the dark half lies at the right."""
    art = shape(cloth, f"M-84 {deep}Q-88 84 -44 68L-15 58H15L44 68Q88 84 84 {deep}Z")
    return art + shape(dark, f"M12 60L44 68Q88 84 84 {deep}H30Z") if dark else art


def limb(colour: str, width: float, *joints: Point) -> str:
    """Return an arm or a leg through its joints."""
    return line(colour, width, "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in joints))


def walker(
    one: Look,
    coat: str,
    legs: str,
    *,
    heads: float = 5,
    bag: str = "",
    gloves: str = "",
    shoes: str = "#2b2522",
) -> str:
    """Return somebody who walks to the right, feet at the origin; so many heads tall."""
    hip, neck = -(heads - 2.75) * 100, -(heads - 1.1) * 100
    art = limb(coat, 44, (4, neck + 34), (44, neck + 96), (74, hip - 14))
    art += disc(gloves or one.shade, 78, hip - 4, 19)
    art += limb(legs, 50, (-6, hip), (-12, hip * 0.5), (-66, -34))
    art += limb(shoes, 34, (-72, -22), (-50, -8))
    art += limb(legs, 54, (6, hip), (44, hip * 0.52), (62, -28))
    art += limb(shoes, 34, (62, -16), (94, -16))
    if bag:
        art += shape(bag, f"M-40 {neck + 22}q-66-8-70 46v86q4 26 70 18z")
        art += shape("#000000", f"M-40 {neck + 100}h-70v54q4 26 70 18z", opacity=0.16)
    art += shape(
        coat,
        f"M-50 {hip + 34}Q-62 {neck + 40} -26 {neck + 4}Q6 {neck - 8} 30 {neck + 6}"
        f"Q60 {neck + 44} 54 {hip + 34}Z",
    )
    art += shape(
        "#000000",
        f"M-50 {hip + 34}Q-62 {neck + 40} -26 {neck + 4}Q-20 {neck + 90} -14 {hip + 34}Z",
        opacity=0.15,
    )
    art += placed(side_head(one), (4, neck - 58), 1)
    shoulder = (-8, neck + 38)
    joints = (shoulder, (-44, neck + 104), (-58, hip - 6))
    hand = (-60, hip + 4)
    if bag:
        joints, hand = (shoulder, (-26, neck + 122), (28, neck + 110)), (40, neck + 104)
    art += limb(coat, 44, *joints) + group(limb("#000000", 44, *joints), opacity=0.12)
    return art + disc(gloves or one.skin, *hand, 19)


def at_table(one: Look, coat: str, *, down: bool = False) -> str:
    """Return somebody who sits at a table at the right, in profile; the origin is the hip."""
    art = shape(coat, "M-76 90Q-90 -130 -40 -206Q0 -226 30 -196Q70 -120 56 90Z")
    art += shape("#000000", "M-76 90Q-90 -130 -40 -206Q-30 -100 -30 90Z", opacity=0.2)
    return art + placed(side_head(one, down=down), (22, -272), 1, turn=18 if down else 4)


def resting_arm(one: Look, coat: str) -> str:
    """Return the arm of somebody at a table, laid on it; drawn after the table."""
    art = limb(coat, 46, (0, -170), (24, -60), (112, -66))
    return art + limb(one.skin, 26, (122, -68), (146, -66))


def raised_arm(one: Look, coat: str) -> str:
    """Return the arm of somebody at a table who votes with an open hand."""
    art = limb(coat, 44, (8, -172), (96, -166), (112, -286))
    art += limb(one.skin, 30, (114, -306), (115, -322))
    for x, y in ((102, -350), (112, -358), (121, -356), (130, -346)):
        art += limb(one.skin, 9, (x, -326), (x, y))
    return art + limb(one.skin, 9, (106, -312), (92, -330))


def placed(art: str, at: Point, size: float, *, turn: float = 0, flip: bool = False) -> str:
    """Return the art at a point: so many times its size, turned, seen in a mirror."""
    scale = f"{-size if flip else size:.3f} {size:.3f}"
    where = f"translate({at[0]:.1f} {at[1]:.1f}) rotate({turn:.1f}) scale({scale})"
    return group(art, transform=where)
