"""Draw the demo newsroom's pictures and the site's icons.

Flat editorial illustrations: few colours, one light, large shapes, and in each another
hour and another distance. Every picture is an SVG made here, rasterised by rsvg-convert
(Debian's librsvg2-bin) and saved by Pillow:

    python -m scripts.pictures                 # everything
    python -m scripts.pictures lake face2      # only these
    python -m scripts.pictures --preview DIR   # small PNG files in DIR instead

Scenes are drawn on a canvas of 1600 x 900, portraits and the mark on 400 x 400. A new one is
a function that returns SVG, named in the SCENES of its module.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PIL import Image

from scripts.pictures import (
    country,
    crafts,
    desk,
    halls,
    landscapes,
    mark,
    night,
    portraits,
    portraits_newsroom,
    roads,
    rooms,
    stadium,
    streets,
    tables,
    town,
    trade,
)
from scripts.pictures.pen import H, W, raster, svg

PICTURES = Path(__file__).resolve().parents[2] / "articles" / "demo" / "pictures"
MODULES = (
    landscapes,
    roads,
    town,
    crafts,
    tables,
    country,
    stadium,
    night,
    streets,
    rooms,
    halls,
    trade,
    desk,
)
SCENES = {key: draw for module in MODULES for key, draw in module.SCENES.items()}
FACES = portraits.FACES | portraits_newsroom.FACES


def picture(key: str, width: int | None = None) -> Image.Image:
    """Return one picture by its key: at full width or the one given."""
    if key in FACES:
        return raster(svg(FACES[key](), 400, 400), width or 800).convert("RGB")
    return raster(svg(SCENES[key](), W, H), width or 2000).convert("RGB")


def show(key: str, folder: Path) -> None:
    """Write a small PNG file to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    width = 400 if key in FACES else 900
    image = mark.preview() if key == "icons" else picture(key, width)
    image.save(folder / f"{key}.png")


def write(key: str) -> None:
    """Write the picture, or the icons, where the site finds them."""
    if key == "icons":
        return mark.icons()
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = PICTURES / f"{key}.webp"
    picture(key).save(file, quality=90, method=6)
    print(f"{file.name}: {file.stat().st_size / 1024:.0f} KB")


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.pictures", description=__doc__.partition("\n")[0]
    )
    known = [*SCENES, *FACES, "icons"]
    parser.add_argument("keys", nargs="*", metavar="KEY", help=f"of {', '.join(known)}")
    parser.add_argument("--preview", type=Path, help="write PNG files of 900 px to this folder")
    options = parser.parse_args()
    if unknown := set(options.keys) - set(known):
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    for key in options.keys or known:
        if options.preview:
            show(key, options.preview)
        else:
            write(key)


if __name__ == "__main__":
    main()
