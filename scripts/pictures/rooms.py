"""Rooms by day: a music lesson, a doctor's visit."""

from __future__ import annotations

from scripts.pictures.pen import W, clipped, disc, gradient, group, line, poly, rect, shape
from scripts.pictures.people import Look, back_head, bust, front_head, limb, placed, side_head


def classroom() -> str:
    """A music lesson in a village school: the teacher plays, the class listens."""
    art = gradient("wall", "#f0e2c4", "#e2cda3") + rect("url(#wall)", 0, 0, W, 690)
    art += rect("#7f9a86", 0, 470, W, 220) + rect("#6a8572", 0, 462, W, 10)
    art += rect("#b98a57", 0, 690, W, 220)
    for x in range(-8, 10):
        art += line("#a67a4a", 3, f"M{800 + x * 92} 690L{800 + x * 210} 900")
    art += "".join(school_window(x) for x in (40, 250)) + blackboard() + piano(1250, 690)
    for x in (140, 350):
        art += poly(
            "#fff3cf", ((x - 90, 410), (x + 90, 410), (x + 560, 900), (x + 260, 900)), opacity=0.2
        )
    art += violinist(880, 742)
    pupils = (
        (150, 742, "plaits", "#5a3423", "#b3405a"),
        (304, 756, "short", "#2b1d1a", "#2f6a8f"),
        (650, 744, "bob", "#8a4a26", "#dcae4a"),
        (1180, 752, "short", "#6b4a33", "#4f7a55"),
        (1460, 744, "plaits", "#2b1d1a", "#7a4a7d"),
    )
    for x, y, style, hair, cloth in pupils:
        one = Look(hair=hair, style=style)
        art += placed(bust(cloth, deep=220) + back_head(one), (x, y), 0.94)
    for x in (-60, 540, 1080):
        art += rect("#c79557", x, 852, 480 if x < 1000 else 600, 20, rx=4)
        art += rect("#9a6e3d", x + 20, 872, 440, 40)
    return art


def school_window(x: float) -> str:
    """Return a tall window: poplars, a hill, the light of the morning."""
    art = rect("#f8f3e6", x - 14, 76, 188, 346) + rect("#bfe0ea", x, 90, 160, 318)
    art += clipped(
        f"pane{x}",
        f"M{x} 90h160v318h-160z",
        disc("#a9c79a", x + 120, 420, 170, 120),
        disc("#86ab7c", x + 10, 430, 120, 90),
        disc("#6f9a6a", x + 46, 330, 17, 110),
        disc("#6f9a6a", x + 84, 350, 15, 96),
    )
    art += line("#f8f3e6", 9, f"M{x + 80} 90v318M{x} 196h160", stroke_linecap="butt")
    art += rect("#d9c9a4", x - 24, 420, 208, 16) + rect("#b5532f", x + 22, 386, 44, 36, rx=4)
    return (
        art
        + disc("#4f7a45", x + 44, 370, 34, 26)
        + disc("#d9573a", x + 36, 352, 9)
        + disc("#d9573a", x + 58, 364, 8)
    )


def blackboard() -> str:
    """Return the blackboard with five lines and a melody."""
    art = rect("#8a5f36", 524, 96, 716, 330) + rect("#28463c", 540, 112, 684, 298)
    art += rect("#2f5146", 540, 112, 684, 90) + rect("#a5774a", 524, 426, 716, 14)
    art += line("#e8efe6", 3, "".join(f"M580 {y}H1184" for y in range(206, 303, 24)), opacity=0.85)
    art += line(
        "#e8efe6",
        5,
        "M624 328q-20 4-18-14q6-14 20-6M622 326L614 190q8-28 20-14q6 26-22 56"
        "q-28 30-10 52q30 20 40-6q2-24-22-24q-18 4-14 20",
    )
    notes = (
        (700, 302, 1),
        (756, 278, 1),
        (812, 254, 1),
        (1060, 254, -1),
        (1110, 278, 1),
        (1160, 230, -1),
    )
    for x, y, up in notes:
        art += disc("#e8efe6", x, y, 14, 10, transform=f"rotate(-20 {x} {y})")
        art += line("#e8efe6", 4, f"M{x + 12 * up} {y}V{y - 74 * up}")
    return art + rect("#f3f1ea", 560, 416, 30, 9, rx=3) + rect("#e9c25a", 604, 417, 24, 8, rx=3)


def piano(x: float, y: float) -> str:
    """Return an upright piano with a vase and a metronome."""
    art = rect("#4f2f20", x, y - 236, 330, 240, rx=4) + rect("#6a412c", x, y - 236, 330, 26, rx=4)
    art += rect("#5d3826", x + 22, y - 196, 286, 64) + rect("#3a2117", x - 14, y - 112, 350, 26)
    art += rect("#f6f0e2", x - 6, y - 122, 336, 12)
    art += "".join(
        rect("#231a17", x + 4 + k * 22, y - 124, 9, 8) for k in range(15) if k % 7 not in (2, 6)
    )
    art += rect("#fbf6ea", x + 104, y - 206, 60, 80) + rect("#f1e9d6", x + 166, y - 206, 60, 80)
    art += line(
        "#9a948a",
        2,
        "".join(f"M{x + 112} {y - v}h44M{x + 174} {y - v}h44" for v in (190, 176, 162, 148)),
    )
    art += poly(
        "#8a5f36", ((x + 40, y - 236), (x + 52, y - 300), (x + 72, y - 300), (x + 84, y - 236))
    )
    art += line("#e9c25a", 4, f"M{x + 62} {y - 242}L{x + 74} {y - 290}")
    art += shape("#3f7aa6", f"M{x + 250} {y - 236}q-14-40 4-58h24q18 18 4 58z")
    for dx, dy, colour in ((254, 330, "#d9573a"), (278, 344, "#e9c25a"), (238, 318, "#f3ede0")):
        art += line("#5d7d3d", 4, f"M{x + 266} {y - 290}L{x + dx} {y - dy}")
        art += disc(colour, x + dx, y - dy, 14)
    return art


def violinist(x: float, y: float) -> str:
    """Return the teacher, turned a little to her left, the violin under her chin."""
    she = Look(skin="#e8b892", shade="#c68f6a", hair="#4a2a1c", style="bun")
    art = disc("#8a6238", 0, 0, 150, 16, opacity=0.6)
    art += limb("#2b2522", 26, (-34, -6), (-54, -4)) + limb("#2b2522", 26, (34, -6), (56, -4))
    art += limb("#e0b08c", 30, (-30, -120), (-34, -20)) + limb("#c68f6a", 30, (30, -120), (34, -20))
    art += shape("#7a2f3d", "M-74 -90Q-62 -230 -52 -288H52Q64 -230 78 -90Q0 -70 -74 -90Z")
    art += shape("#5f2330", "M10 -288H52Q64 -230 78 -90Q50 -80 24 -79Q36 -180 10 -288Z")
    art += shape(
        "#f0e6d2", "M-54 -276Q-70 -400 -46 -424Q-20 -440 0 -440Q24 -440 48 -424Q70 -400 54 -276Z"
    )
    art += shape("#d6c6a6", "M12 -440Q30 -438 48 -424Q70 -400 54 -276H16Q30 -360 12 -440Z")
    art += placed(front_head(she), (4, -494), 0.98, turn=9)
    art += violin(30, -420)
    art += limb("#f0e6d2", 34, (50, -404), (118, -350), (150, -404))
    art += limb(she.skin, 22, (150, -406), (150, -430))
    art += limb(she.skin, 13, (142, -436), (160, -452))
    art += limb(she.shade, 9, (152, -424), (166, -440))
    art += limb("#f0e6d2", 36, (-44, -402), (-132, -322), (-84, -300))
    art += line("#5d3a22", 5, "M-72 -302L150 -512") + line("#f6f0e2", 2.5, "M-66 -300L152 -504")
    art += limb(she.skin, 24, (-74, -298), (-58, -306))
    art += limb(she.skin, 11, (-58, -310), (-44, -322))
    return placed(art, (x, y), 1)


def violin(x: float, y: float) -> str:
    """Return a violin, its chin rest at (x, y) and its neck to the right."""
    art = rect("#2b1d16", 92, -6, 76, 12, rx=4) + disc("#2b1d16", 172, -2, 10)
    art += shape(
        "#b5652c",
        "M0 -30Q26 -40 42 -24Q50 -16 58 -22Q76 -34 100 -20Q112 0 100 20Q76 34 58 22"
        "Q50 16 42 24Q26 40 0 30Q-18 0 0 -30Z",
    )
    art += shape(
        "#964d1d",
        "M-6 12Q8 26 30 20Q44 8 58 14Q80 26 104 10Q100 26 76 28Q66 28 58 22Q50 16 42 24"
        "Q26 40 0 30Q-4 22 -6 12Z",
    )
    art += line("#2b1d16", 3, "M44 -14q6 4 2 10M44 8q6 4 2 10")
    art += rect("#2b1d16", 0, -7, 30, 14, rx=5)
    art += line("#efe3cf", 1.6, "M20 -3H168M20 3H168")
    return group(art, transform=f"translate({x} {y}) rotate(-12)")


def clinic() -> str:
    """A country doctor listens to a small patient; the mountain looks in at the window."""
    art = gradient("wall", "#dcebe4", "#c3dcd2") + rect("url(#wall)", 0, 0, W, 720)
    art += rect("#f3f1e8", 0, 720, W, 20) + rect("#c9b592", 0, 738, W, 170)
    for x in range(-60, W, 180):
        art += line("#b8a37f", 3, f"M{x} 740l-70 160")
    art += clinic_window() + eye_chart(1440, 120) + measure(150) + cupboard(230, 150)
    art += poly("#fffbe6", ((640, 450), (1090, 450), (1330, 900), (690, 900)), opacity=0.28)
    art += couch() + small_patient() + doctor()
    return art


def clinic_window() -> str:
    """Return the window: a mountain in clear morning light, roofs, a bare tree."""
    d = "M640 80H1090V440H640Z"
    art = rect("#fbfaf4", 618, 58, 494, 404) + gradient("air", "#8fc4dc", "#d9ecef", "#f6f0de")
    view = rect("url(#air)", 640, 80, 450, 360)
    view += shape("#8fa9bc", "M600 380L760 250 850 170 892 150 930 176 1010 268 1140 370V460H600Z")
    view += shape(
        "#f8fafb",
        "M806 210L850 170 892 150 930 176 974 226 940 218 916 246 888 206 856 240 836 212Z",
    )
    view += shape("#7fa07a", "M600 400Q760 340 900 372T1120 350V460H600Z")
    for x, y, wall in ((676, 386, "#e6d3ae"), (752, 398, "#d99f86"), (1004, 388, "#efe3c8")):
        view += rect(wall, x, y, 60, 60)
        view += poly("#b4532f", ((x - 8, y), (x + 30, y - 26), (x + 68, y)))
        view += rect("#6d8394", x + 12, y + 14, 14, 16)
    view += "".join(disc("#5f8a62", x, 410, 11, 40) for x in (850, 878, 1070))
    art += clipped("view", d, view)
    art += line("#fbfaf4", 13, "M865 80V440M640 200H1090", stroke_linecap="butt")
    art += shape("#f4e3b5", "M600 46Q640 240 606 478H560V46Z", opacity=0.95)
    art += shape("#e6cf97", "M560 46H580Q610 240 574 478H560Z")
    art += shape("#f4e3b5", "M1130 46Q1090 240 1124 478H1170V46Z", opacity=0.95)
    art += line("#a5774a", 12, "M548 44H1182") + rect("#efeadc", 604, 462, 522, 18)
    return art


def eye_chart(x: float, y: float) -> str:
    """Return a chart for children: shapes in place of letters."""
    art = rect("#fdfcf6", x - 76, y, 152, 250, rx=3) + rect("#b5532f", x - 76, y, 152, 14)
    for row, (count, r) in enumerate(((1, 24), (2, 18), (3, 12), (4, 8), (5, 5))):
        at = y + (56, 112, 158, 196, 226)[row]
        for k in range(count):
            px = x + (k - (count - 1) / 2) * r * 2.9
            sign = (
                disc("#2b3540", px, at, r)
                if (k + row) % 2
                else rect("#2b3540", px - r, at - r, 2 * r, 2 * r)
            )
            art += sign + rect("#fdfcf6", px - r * 0.2, at - r * 0.2, r * 1.5, r * 0.4)
    return art


def measure(x: float) -> str:
    """Return a giraffe on the wall that tells how tall one is."""
    art = shape(
        "#e9b95a",
        f"M{x - 50} 720V560Q{x - 60} 500 {x} 500L{x + 6} 240Q{x + 10} 200 {x + 44} 196L{x + 84} 226"
        f"Q{x + 84} 244 {x + 44} 244L{x + 46} 560V720H{x + 14}V600H{x - 18}V720Z",
    )
    for dx, dy, r in (
        (-20, 540, 15),
        (22, 560, 13),
        (24, 480, 11),
        (28, 420, 12),
        (24, 360, 10),
        (30, 304, 9),
        (-34, 600, 10),
        (30, 640, 9),
    ):
        art += disc("#b9782f", x + dx, dy, r, r * 0.8)
    art += disc("#2b2522", x + 48, 214, 5)
    art += line("#b9782f", 7, f"M{x + 26} 198l-6-30M{x + 42} 194l2-30")
    return art + line(
        "#7d9a8c",
        3,
        "".join(f"M{x + 60} {y}h{34 if k % 2 else 20}" for k, y in enumerate(range(260, 720, 46))),
    )


def cupboard(x: float, y: float) -> str:
    """Return a glass cupboard with its bottles."""
    art = rect("#f6f4ec", x + 60, y, 210, 250, rx=3) + rect("#a9c9c4", x + 74, y + 14, 182, 222)
    for row in range(3):
        shelf = y + 82 + row * 74
        art += rect("#f6f4ec", x + 74, shelf, 182, 7)
        for k in range(5):
            colour = ("#8a5a33", "#f3ede0", "#3f7aa6", "#d9573a", "#e9c25a")[(k + row * 2) % 5]
            tall = 30 + (k * 7 + row * 11) % 22
            art += rect(colour, x + 84 + k * 34, shelf - tall, 22, tall, rx=4)
            art += rect("#fdfcf6", x + 84 + k * 34, shelf - tall * 0.6, 22, 9)
    return art + rect("#f6f4ec", x + 160, y + 8, 10, 234)


def couch() -> str:
    """Return the examination couch with a bear on it."""
    art = disc("#a8936c", 1160, 826, 380, 18, opacity=0.6)
    art += rect("#8c9aa3", 900, 664, 20, 160)
    art += rect("#8c9aa3", 1430, 664, 20, 160)
    art += rect("#a9b5bd", 900, 740, 550, 12)
    art += rect("#2f6a73", 850, 616, 650, 56, rx=18) + rect("#3d7f88", 850, 616, 650, 26, rx=13)
    art += rect("#fbf8ee", 1000, 612, 400, 40, rx=4, opacity=0.95)
    art += shape("#3d7f88", "M1340 620Q1360 540 1440 540Q1500 544 1496 624Z")
    bear = disc("#a8713f", 0, -40, 40, 44)
    bear += disc("#c99560", 0, -34, 22, 26)
    bear += disc("#a8713f", 0, -100, 34, 31)
    bear += disc("#a8713f", -26, -124, 12)
    bear += disc("#a8713f", 26, -124, 12)
    bear += disc("#c99560", 0, -92, 15, 12)
    bear += disc("#2b2020", -12, -106, 4)
    bear += disc("#2b2020", 12, -106, 4)
    bear += disc("#2b2020", 0, -97, 5, 4)
    bear += limb("#a8713f", 22, (-30, -60), (-48, -30)) + limb("#a8713f", 22, (30, -60), (48, -30))
    bear += limb("#a8713f", 26, (-20, -10), (-42, -6)) + limb("#a8713f", 26, (20, -10), (42, -6))
    return art + placed(bear, (1130, 618), 0.95)


def small_patient() -> str:
    """Return the child on the edge of the couch, legs hanging, face to the doctor."""
    child = Look(skin="#efc4a0", shade="#d39f7c", hair="#6b3f24", style="plaits")
    art = limb("#3d5f8a", 50, (950, 604), (866, 612), (858, 716))
    art += limb("#fbf8ee", 26, (858, 730), (856, 752))
    art += limb("#c8202b", 30, (856, 766), (828, 770))
    art += limb("#4a6f9c", 52, (964, 606), (886, 616), (884, 722))
    art += limb("#fbf8ee", 26, (884, 738), (882, 758))
    art += limb("#d9353f", 32, (882, 772), (852, 778))
    art += shape("#f0c24a", "M914 632Q902 520 926 470Q956 450 990 470Q1018 540 1006 632Z")
    art += shape("#d6a531", "M966 632Q976 520 960 456Q980 460 990 470Q1018 540 1006 632Z")
    art += placed(side_head(child), (950, 398), 1.1, turn=-4, flip=True)
    return (
        art
        + limb("#f0c24a", 40, (972, 492), (1012, 556), (994, 600))
        + disc(child.skin, 990, 612, 19)
    )


def doctor() -> str:
    """Return the doctor on her stool, the stethoscope on the child's chest."""
    she = Look(skin="#dba582", shade="#b9825f", hair="#8d8d90", style="bun")
    art = disc("#a8936c", 600, 836, 190, 18, opacity=0.6) + rect("#6d7a83", 536, 690, 16, 130)
    art += rect("#6d7a83", 490, 814, 110, 14, rx=7) + rect("#2f6a73", 470, 664, 150, 30, rx=14)
    art += limb("#26303c", 56, (560, 640), (716, 660), (690, 800))
    art += limb("#1f1b1a", 34, (690, 818), (734, 824))
    art += limb("#303c4a", 58, (556, 646), (690, 672), (652, 806))
    art += limb("#2b2522", 36, (652, 824), (700, 830))
    art += limb("#e6e8e4", 50, (588, 448), (664, 540), (770, 530)) + disc(she.shade, 790, 526, 21)
    art += shape(
        "#fbfcfa",
        "M486 660Q466 480 520 426Q570 404 612 432Q640 500 636 640L740 656Q752 700 700 716L500 706Z",
    )
    art += shape("#dfe5e2", "M486 660Q466 480 520 426Q540 418 548 420Q530 540 560 710L500 706Z")
    art += shape("#7fb3a6", "M590 428Q620 432 622 470L634 520Q606 480 590 428Z")
    art += placed(side_head(she), (572, 350), 1.24, turn=7)
    art += line("#23303a", 7, "M566 372Q560 440 612 470Q660 500 640 560Q640 600 720 570T872 520")
    art += limb("#fbfcfa", 54, (566, 460), (626, 572), (800, 536))
    art += line("#d3dad7", 3, "M600 560Q640 596 700 572")
    art += limb(she.skin, 32, (824, 530), (852, 524)) + limb(she.skin, 13, (850, 514), (884, 508))
    art += limb(she.skin, 13, (852, 528), (890, 522))
    art += disc("#c9d2d6", 900, 518, 17)
    art += disc("#8c9aa3", 904, 518, 10, 13)
    return art


SCENES = {"classroom": classroom, "clinic": clinic}
