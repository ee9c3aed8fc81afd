"""The fixed set of sizes that the layout uses: no address makes a new one."""

from articles.pixels.shapes import Crop

CROPS = {
    "16x9": Crop(16 / 9, (480, 800, 1280, 2000), first=800),
    "3x2": Crop(3 / 2, (240, 480, 720, 960), first=480),
    "1x1": Crop(1, (96, 192, 384), first=192),
    "full": Crop(None, (480, 800, 1280, 2000), first=800),
    "social": Crop(1200 / 630, (1200,), first=1200, formats=("jpeg",)),
}
