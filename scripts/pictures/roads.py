"""Roads and rails: the train in its valley, the lorry on the pass."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from scripts.pictures.pen import (
    Camera,
    H,
    Point,
    W,
    depths,
    disc,
    glow,
    gradient,
    poly,
    rect,
    ridge,
    shape,
    sky,
)


def rail() -> str:
    """An autumn valley at midday: the line comes round the bend, and the train with it."""
    chance, eye = random.Random(8), Camera(horizon=340, height=7.5)

    def track(z: float) -> float:
        return -4 + 42 * math.sin((z - 12) / 52)

    art = sky("#9cc3d3", "#d3e2df", "#f3ead2")
    art += ridge(2, 280, 26, "#a9b7bf", peaks=((420, 190, 360), (820, 110, 260)))
    art += shape(
        "#f4f1e8", "M356 128L392 92 424 78 470 108 512 150 470 140 440 168 410 134 384 158Z"
    )
    art += ridge(6, 320, 24, "#b08a5e", peaks=((1300, 150, 420),))
    art += ridge(3, 350, 14, "#c48a43", peaks=((120, 110, 320),))
    art += gradient("meadow", "#c9a54f", "#a7924a", "#7d7a3f") + rect("url(#meadow)", 0, 366, W, H)
    river = depths(9, 240)
    art += poly("#7fb0bd", eye.strip(lambda z: track(z) * 0.55 - 16 - z * 0.05, -5, 2, river))
    art += track_bed(eye, track)
    things: list[tuple[float, str]] = []
    for _ in range(230):
        z = 1 / chance.uniform(1 / 190, 1 / 17)
        x = chance.uniform(-1.1, 1.1) * z
        seen, beside = eye.at(x, 0, z)[0], abs(x - track(z))
        if beside > 9 and (z > 75 or (z > 25 and not 560 < seen < 1440)):
            things.append((z, tree(eye, x, z, chance)))
    things += train(eye, track)
    return art + "".join(art for _, art in sorted(things, reverse=True))


def track_bed(eye: Camera, track: Callable[[float], float]) -> str:
    """Return ploughed strips along the line, its bed, sleepers and rails."""
    way = depths(8.5, 230, 90)
    art = ""
    for k in range(9):
        left = 6 + k * 5.2
        art += poly("#d3b463", eye.strip(track, left, left + 2.6, way), opacity=0.55)
    art += poly("#8a7358", eye.strip(track, -3.4, 3.4, way))
    art += poly("#a89274", eye.strip(track, -2.5, 2.5, way))
    for step in range(170):
        z = 9 + step * 0.75
        art += poly(
            "#5d4a3a",
            [
                *(eye.at(track(z) + s, 0, z) for s in (-1.5, 1.5)),
                *(eye.at(track(z) + s, 0, z + 0.3) for s in (1.5, -1.5)),
            ],
        )
    for side in (-0.8, 0.8):
        art += poly("#e8e2d4", eye.strip(track, side - 0.07, side + 0.07, way))
    return art


def tree(eye: Camera, x: float, z: float, chance: random.Random) -> str:
    """Return a round autumn tree, lit from the left."""
    (px, py), unit = eye.at(x, 0, z), eye.focus / z
    tall, wide = unit * chance.uniform(4.4, 6.6), unit * chance.uniform(1.5, 2.2)
    dark, light = chance.choice(
        (
            ("#a8552a", "#c87334"),
            ("#b97a25", "#dba23c"),
            ("#8e3f2a", "#b35a35"),
            ("#7d7a3c", "#9b9a4c"),
        )
    )
    art = rect("#5b4030", px - unit * 0.16, py - tall * 0.4, unit * 0.32, tall * 0.4)
    art += disc(dark, px, py - tall * 0.6, wide, tall * 0.4)
    return art + disc(light, px - wide * 0.2, py - tall * 0.66, wide * 0.72, tall * 0.3)


def train(eye: Camera, track: Callable[[float], float]) -> list[tuple[float, str]]:
    """Return the carriages with their distances; the first is the nearest."""
    cars, z = [], 21.5
    for number in range(5):
        x, slope = track(z), (track(z + 0.5) - track(z)) / 0.5
        length = math.hypot(1, slope)
        end_z = z + 15 / length
        cars.append((z, carriage(eye, (x, z), (track(end_z), end_z), first=number == 0)))
        z = end_z + 0.8 / length
    return cars


def carriage(eye: Camera, front: Point, back: Point, *, first: bool) -> str:
    """Return one carriage as a box between two points of the track."""
    (fx, fz), (bx, bz) = front, back
    long = math.hypot(bx - fx, bz - fz)
    nx, nz = (bz - fz) / long * 1.5, -(bx - fx) / long * 1.5
    side = 1 if -(fx * nx + fz * nz) > 0 else -1

    def corner(along: float, across: float, up: float) -> Point:
        x, z = fx + (bx - fx) * along, fz + (bz - fz) * along
        return eye.at(x + nx * across * side, up, z + nz * across * side)

    def panel(fill: str, start: float, end: float, low: float, high: float) -> str:
        return poly(
            fill,
            (
                corner(start, 1, low),
                corner(end, 1, low),
                corner(end, 1, high),
                corner(start, 1, high),
            ),
        )

    art = panel("#3b3a3c", 0.02, 0.98, 0.15, 1.0)
    art += panel("#9c2b2c", 0, 1, 0.8, 2.1)
    art += panel("#f1e6d0", 0, 1, 2.1, 4.0)
    for i in range(8):
        art += panel("#34505f", 0.05 + i * 0.118, 0.13 + i * 0.118, 2.3, 3.4)
    art += poly(
        "#d8ccb4",
        [
            corner(a, s, 4.0 if abs(s) == 1 else 4.4)
            for a, s in ((0, 1), (0, 0.6), (0, -0.6), (0, -1), (1, -1), (1, -0.6), (1, 0.6), (1, 1))
        ],
    )
    return art + cab(corner) if first else art


def cab(corner: Callable[[float, float, float], Point]) -> str:
    """Return the driver's end of a carriage whose corners the function knows."""

    def face(fill: str, left: float, right: float, low: float, high: float) -> str:
        return poly(
            fill,
            (
                corner(0, left, low),
                corner(0, right, low),
                corner(0, right, high),
                corner(0, left, high),
            ),
        )

    art = face("#2f2e31", -0.95, 0.95, 0.15, 0.9)
    art += face("#7d2022", -1, 1, 0.8, 2.1)
    art += face("#d9cbb0", -1, 1, 2.1, 4.0)
    art += poly(
        "#d9cbb0", [corner(0, s, up) for s, up in ((-1, 4), (-0.6, 4.4), (0.6, 4.4), (1, 4))]
    )
    art += face("#22343f", -0.82, 0.82, 2.35, 3.5)
    art += face("#fff1bf", -0.8, -0.5, 1.3, 1.65)
    art += face("#fff1bf", 0.5, 0.8, 1.3, 1.65)
    art += face("#fff1bf", -0.16, 0.16, 3.7, 3.95)
    return art


def snow_pass() -> str:
    """Dusk on the mountain pass: a lorry feels its way down between the poles."""
    chance, eye = random.Random(17), Camera(horizon=420, height=4.4)

    def road(z: float) -> float:
        return -2 + 26 * math.sin((z - 16) / 30) * min(1, z / 60)

    art = sky("#24385c", "#5c6f98", "#c5a3a4", "#e9c0a0")
    art += ridge(4, 400, 20, "#7c88a8", peaks=((330, 270, 380), (1240, 330, 420)))
    art += snowy_peaks()
    art += ridge(7, 440, 22, "#5f7096", peaks=((80, 190, 420), (1500, 210, 460)))
    art += gradient("snow", "#a9b4d0", "#c9d2e4", "#e9edf4") + rect("url(#snow)", 0, 440, W, H)
    art += shape("#b9c3dc", "M0 430Q330 410 560 470Q300 520 0 640Z")
    art += shape("#93a1c4", "M1600 420Q1250 430 1080 480Q1320 540 1600 700Z")
    way = depths(6.3, 150, 90)
    art += poly("#8592b3", eye.strip(road, -4.4, 4.4, way))
    art += poly("#566183", eye.strip(road, -3.6, 3.6, way))
    for side in (-2.6, -1.2, 1.2, 2.6):
        art += poly("#75819f", eye.strip(road, side - 0.22, side + 0.22, way))
    art += glow("beam", "#ffe9b0", 0.9)
    things = [*snow_poles(eye, road), (20.5, lorry(eye, road, 20.5))]
    art += "".join(drawn for _, drawn in sorted(things, reverse=True))
    art += shape("#f4f6fa", "M0 760Q240 700 420 900H0Z")
    art += shape("#dfe5f0", "M1600 740Q1330 730 1240 900H1600Z")
    for _ in range(150):
        art += disc(
            "#ffffff",
            chance.uniform(0, W),
            chance.uniform(0, H),
            chance.uniform(1.5, 5),
            opacity=f"{chance.uniform(0.35, 0.85):.2f}",
        )
    return art


def snowy_peaks() -> str:
    """Return the snow on both mountains, lit from the left."""
    art = shape("#dfe0ea", "M216 256L330 128 452 262 410 250 372 296 330 236 286 290 262 246Z")
    art += shape(
        "#dfe0ea", "M1086 226L1240 66 1390 232 1340 214 1296 290 1240 196 1180 284 1146 218Z"
    )
    art += shape("#b3b8cf", "M1240 66L1390 232 1340 214 1296 290 1252 214Z")
    art += shape("#b3b8cf", "M330 128L452 262 410 250 372 296 338 248Z")
    return art


def snow_poles(eye: Camera, road: Callable[[float], float]) -> list[tuple[float, str]]:
    """Return the poles along the road with their distances."""
    poles = []
    for z in (9, 13, 18, 25, 34, 46, 62, 84):
        for side in (-5, 5) if z > 9 else (-5,):
            (x, y), unit = eye.at(road(z) + side, 0, z), eye.focus / z
            pole = rect("#b3121d", x - unit * 0.06, y - unit * 2.1, unit * 0.12, unit * 2.1)
            pole += rect("#f3efe6", x - unit * 0.06, y - unit * 1.7, unit * 0.12, unit * 0.4)
            poles.append(
                (
                    z,
                    pole
                    + rect("#f3efe6", x - unit * 0.06, y - unit * 0.9, unit * 0.12, unit * 0.4),
                )
            )
    return poles


def lorry(eye: Camera, road: Callable[[float], float], z: float) -> str:
    """Return a lorry that comes towards us with its lights on."""
    middle = road(z) + 0.3

    def box(
        fill: str,
        left: float,
        right: float,
        low: float,
        high: float,
        at: float = 0,
        shift: float = 0,
    ) -> str:
        ends = ((left, low), (right, low), (right, high), (left, high))
        return poly(fill, [eye.at(middle + shift + x, up, z + at) for x, up in ends])

    (x, y), unit = eye.at(middle, 0, z), eye.focus / z
    art = disc("#3d476a", x, y, unit * 2, unit * 0.2)
    turn = 1.3 + (road(z + 7) - road(z)) * 0.5

    def flank(fill: str, low: float, high: float) -> str:
        near, far = (middle + 1.3, z + 1.5), (middle + turn, z + 7)
        ends = ((near, low), (near, high), (far, high), (far, low))
        return poly(fill, [eye.at(x, up, depth) for (x, depth), up in ends])

    art += flank("#1f2638", 0.25, 0.8) + flank("#8f93a6", 0.8, 4) + flank("#c8412f", 1.5, 2.1)
    art += box("#e8e4da", -1.3, 1.3, 0.8, 4, 1.5) + box("#c9c6c2", -1.3, 1.3, 3.75, 4, 1.5)
    art += box("#20242e", -1.25, -0.8, 0, 0.7) + box("#20242e", 0.8, 1.25, 0, 0.7)
    art += box("#c8412f", -1.25, 1.25, 0.45, 3.1) + box("#9c2f24", -1.25, 1.25, 0.45, 1.3)
    art += box("#1d2c47", -1.08, 1.08, 1.75, 2.85)
    art += box("#3b5078", -1.08, -0.2, 1.75, 2.85)
    art += box("#2b2f3b", -0.7, 0.7, 0.6, 1.2)
    art += box("#ffd98a", -0.9, -0.65, 3.12, 3.25)
    art += box("#ffd98a", 0.65, 0.9, 3.12, 3.25)
    art += box("#20242e", -1.5, -1.3, 1.7, 2.5)
    art += box("#20242e", 1.3, 1.5, 1.7, 2.5)
    return art + headlights(eye, middle, z)


def headlights(eye: Camera, middle: float, z: float) -> str:
    """Return both lamps of the lorry and their beams on the road."""
    art, unit = "", eye.focus / z
    for side in (-0.95, 0.95):
        lx, ly = eye.at(middle + side, 0.95, z)
        beam = (
            (lx - unit * 0.2, ly),
            (lx + unit * 0.2, ly),
            (lx + unit * (1.6 + side), ly + unit * 5),
            (lx - unit * (2.2 - side), ly + unit * 5),
        )
        art += gradient(f"beam{side}", "#ffe9b0", "#ffe9b000")
        art += poly(f"url(#beam{side})", beam, opacity=0.5)
        art += disc("url(#beam)", lx, ly, unit * 2) + disc("#fffbe9", lx, ly, unit * 0.24)
    return art


SCENES = {"rail": rail, "pass": snow_pass}
