"""The site's mark: two peaks on the accent's blue, and the icons made of it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from scripts.pictures.pen import group, poly, raster, rect, svg

ICONS = Path(__file__).resolve().parents[2] / "static" / "icons"
ACCENT = "#0b4f8a"
MASKABLE = ("icon-maskable-512.png", 512)
SIZES = {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}


def mark(*, rounded: bool, scale: float = 1) -> str:
    """Return the mark as a document; square where the system cuts the corners.

    `scale` draws it smaller within its ground: what is cut to a circle keeps four fifths.
    """
    ground = rect(ACCENT, 0, 0, 400, 400, rx=72 if rounded else 0)
    art = poly("#ffffff", "30,300 118,186 158,238 240,104 370,300")
    art += poly("#9cc4e8", "240,104 370,300 272,300 292,240 252,190")
    art += poly("#9cc4e8", "118,186 158,238 132,272 122,236")
    art += rect("#ffffff", 30, 322, 340, 18)
    return svg(
        ground
        + group(
            art,
            transform=f"translate({200 * (1 - scale):g} {200 - 222 * scale:g}) scale({scale:g})",
        ),
        400,
        400,
    )


def preview() -> Image.Image:
    """Return the mark for looking at."""
    return raster(mark(rounded=True), 400)


def icons() -> None:
    """Write the site's icons: SVG, the sizes phones ask for, and favicon.ico."""
    ICONS.mkdir(parents=True, exist_ok=True)
    document = mark(rounded=True)
    (ICONS / "icon.svg").write_text(document + "\n", encoding="utf-8")
    small = raster(document, 256).resize((32, 32), Image.Resampling.LANCZOS)
    small.save(ICONS / "favicon.ico", sizes=[(32, 32)])
    for name, size in SIZES.items():
        image = raster(mark(rounded=False), size).convert("RGB")
        image.save(ICONS / name, optimize=True)
    name, size = MASKABLE
    raster(mark(rounded=False, scale=0.7), size).convert("RGB").save(ICONS / name, optimize=True)
