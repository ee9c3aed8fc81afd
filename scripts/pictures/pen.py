"""The pen: SVG shapes, colours that fade, and a camera over flat ground."""

from __future__ import annotations

import io
import math
import random
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PIL import Image

W, H = 1600, 900
Point = tuple[float, float]


def tag(name: str, inner: str = "", /, **attributes: object) -> str:
    """Return one SVG element; `stroke_width` becomes `stroke-width`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def rect(fill: str, x: float, y: float, w: float, h: float, **more: object) -> str:
    """Return a filled rectangle."""
    return tag(
        "rect", fill=fill, x=f"{x:.1f}", y=f"{y:.1f}", width=f"{w:.1f}", height=f"{h:.1f}", **more
    )


def disc(fill: str, x: float, y: float, r: float, ry: float | None = None, **more: object) -> str:
    """Return a filled circle, or an ellipse when its second radius is given."""
    return tag(
        "ellipse",
        fill=fill,
        cx=f"{x:.1f}",
        cy=f"{y:.1f}",
        rx=f"{r:.1f}",
        ry=f"{ry or r:.1f}",
        **more,
    )


def points(written: str) -> list[Point]:
    """Return the points of `x,y x,y ...`."""
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in written.split())]


def poly(fill: str, corners: Iterable[Point] | str, **more: object) -> str:
    """Return a filled polygon; corners may be written out as SVG writes them."""
    if isinstance(corners, str):
        return tag("polygon", fill=fill, points=corners, **more)
    return tag(
        "polygon", fill=fill, points=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners), **more
    )


def shape(fill: str, d: str, **more: object) -> str:
    """Return a filled path."""
    return tag("path", fill=fill, d=d, **more)


def line(colour: str, width: float, d: str, **more: object) -> str:
    """Return a stroked path with round ends."""
    more = {"stroke_linecap": "round", "stroke_linejoin": "round"} | more
    return tag("path", fill="none", stroke=colour, stroke_width=f"{width:.1f}", d=d, **more)


def group(*parts: str, **more: object) -> str:
    """Return the parts as one group."""
    return tag("g", "".join(parts), **more)


def clipped(name: str, d: str, *parts: str) -> str:
    """Return the parts, seen only inside the path."""
    return tag("clipPath", shape("#000", d), id=name) + group(*parts, clip_path=f"url(#{name})")


def gradient(name: str, *colours: str, across: bool = False) -> str:
    """Return an even linear gradient, from the top down or from left to right."""
    last = len(colours) - 1
    stops = "".join(
        tag("stop", offset=f"{i / last:.3f}", stop_color=c) for i, c in enumerate(colours)
    )
    return tag("linearGradient", stops, id=name, x1=0, y1=0, x2=int(across), y2=int(not across))


def glow(name: str, colour: str, strength: float = 1) -> str:
    """Return a radial gradient that fades from the colour to nothing."""
    stops = (
        tag("stop", offset=at, stop_color=colour, stop_opacity=f"{strength * share:.2f}")
        for at, share in ((0, 1), (0.35, 0.42), (1, 0))
    )
    return tag("radialGradient", "".join(stops), id=name)


def sky(*colours: str) -> str:
    """Return the whole canvas, filled from the top down."""
    return gradient("sky", *colours) + rect("url(#sky)", 0, 0, W, H)


def ridge(
    seed: int,
    base: float,
    amp: float,
    colour: str,
    *,
    step: int = 40,
    peaks: Iterable[tuple[float, float, float]] = (),
) -> str:
    """Return a chain of hills down to the lower edge; a peak is (x, height, half width)."""
    chance, points = random.Random(seed), [(-80.0, float(H))]
    for x in range(-step, W + step * 2, step):
        y = base + amp * (math.sin(x / 210 + seed) + 0.5 * math.sin(x / 90 + seed * 2))
        y += chance.uniform(-amp, amp) * 0.25
        y -= sum(high * max(0, 1 - abs(x - at) / half) ** 1.25 for at, high, half in peaks)
        points.append((x, y))
    return poly(colour, [*points, (W + 80, H)])


@dataclass(frozen=True)
class Camera:
    """A point of view over flat ground: x to the right, y up, z away, in metres."""

    horizon: float
    height: float
    focus: float = 1000
    middle: float = W / 2

    def at(self, x: float, y: float, z: float) -> Point:
        """Return where the point stands on the canvas."""
        return self.middle + self.focus * x / z, self.horizon + self.focus * (self.height - y) / z

    def strip(
        self, centre: Callable[[float], float], left: float, right: float, depths: list[float]
    ) -> list[Point]:
        """Return the outline of a band on the ground that follows a curve into the depth."""
        near = [self.at(centre(z) + left, 0, z) for z in depths]
        return near + [self.at(centre(z) + right, 0, z) for z in reversed(depths)]


@dataclass(frozen=True)
class Room(Camera):
    """A view down a room, whose walls stand to both sides of the middle."""

    def upright(self, fill: str, x: float, low: float, high: float, near: float, far: float) -> str:
        """Return a rectangle on a wall, or along one, that runs into the depth."""
        corners = ((near, low), (far, low), (far, high), (near, high))
        return poly(fill, [self.at(x, up, z) for z, up in corners])

    def level(
        self, fill: str, left: float, right: float, up: float, near: float, far: float
    ) -> str:
        """Return a rectangle on the floor, a table or the ceiling."""
        corners = ((left, near), (right, near), (right, far), (left, far))
        return poly(fill, [self.at(x, up, z) for x, z in corners])

    def facing(
        self, fill: str, left: float, right: float, low: float, high: float, z: float
    ) -> str:
        """Return a rectangle that faces us."""
        corners = ((left, low), (right, low), (right, high), (left, high))
        return poly(fill, [self.at(x, up, z) for x, up in corners])

    def empty(self, half: float, tall: float, far: float, colours: tuple[str, ...]) -> str:
        """Return a bare room in five colours: ceiling, floor, both walls, end."""
        above, ground, left, right, end = colours
        art = self.level(above, -half, half, tall, 0.5, far)
        art += self.level(ground, -half, half, 0, 0.5, far)
        art += self.upright(left, -half, 0, tall, 0.5, far)
        art += self.upright(right, half, 0, tall, 0.5, far)
        return art + self.facing(end, -half, half, 0, tall, far)


def depths(near: float, far: float, count: int = 60) -> list[float]:
    """Return distances that lie evenly on the canvas."""
    return [1 / (1 / near + (1 / far - 1 / near) * i / count) for i in range(count + 1)]


def spin(point: Point, quarters: int) -> Point:
    """Return the point turned about the middle by so many right angles."""
    x, y = point
    for _ in range(quarters):
        x, y = -y, x
    return x, y


def svg(art: str, width: int, height: int) -> str:
    """Return a whole SVG document on a canvas of this size."""
    return tag("svg", art, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}")


def raster(document: str, width: int) -> Image.Image:
    """Return the document as pixels, this many across."""
    command = ["rsvg-convert", "--width", str(width), "--keep-aspect-ratio"]
    done = subprocess.run(command, input=document.encode(), capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("RGBA")
