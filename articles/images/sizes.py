"""The fixed set of sizes that the layout uses: no address makes a new one."""

from newsroom.decoding.images.shapes import Crop

# Raised with every change of widths, shapes or encoders: the worker then makes the pictures of an
# older recipe again (remaking.py).
RECIPE = 1
# What the layout draws, at one, two and three pixels a point, and little more
# (tests/browser/test_drawn.py holds pages against it).
_WIDE = (320, 480, 640, 800, 960, 1280, 1600, 2000)
CROPS = {
    "16x9": Crop(16 / 9, _WIDE, first=800),
    "3x2": Crop(3 / 2, (160, 240, 320, 480, 640, 800, 1200), first=480),
    "1x1": Crop(1, (96, 192, 288, 384), first=192),
    "full": Crop(None, _WIDE, first=800),
    "social": Crop(1200 / 630, (1200,), first=1200, formats=("jpeg",)),
}
