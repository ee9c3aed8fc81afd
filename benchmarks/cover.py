"""What a cover costs a reader with a phone of 390 points at two pixels a point, and how it looks.

    make bench ARGS=cover

The demo's drawings and photographs out of a package of Debian (elsewhere their lines are left out)
are cut and encoded as the library does it. Likeness is SSIM of the brightness (Wang and others,
2004), against the picture itself at that size and against its JPEG.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

import numpy  # noqa: E402  once the apps are loaded
import PIL.Image  # noqa: E402
from django.conf import settings  # noqa: E402

from articles.images.renditions import ENCODERS  # noqa: E402
from articles.images.sizes import CROPS  # noqa: E402
from benchmarks import table  # noqa: E402
from newsroom.decoding.images.shapes import box  # noqa: E402

PHONE, PIXELS = 390, 2
PACKAGE = "mate-backgrounds"
MOST_KILOBYTES, LEAST_LIKENESS = 60, 0.95


def main() -> None:
    folder = settings.BASE_DIR / "articles" / "demo" / "pictures"
    names = sorted(one for one in folder.iterdir() if not one.stem.startswith("face"))
    rows = measured("the demo's drawings", (PIL.Image.open(one) for one in names))
    with photographs() as found:
        rows += measured("photographs", (PIL.Image.open(one) for one in found))
    print(table.dumps(rows))


def measured(what: str, pictures: Iterator[PIL.Image.Image]) -> list[table.Row]:
    """Return for AVIF and WebP the bytes of the heaviest picture and the likeness of the worst."""
    bytes_of, likeness, to_jpeg = {}, {}, {}
    for picture in pictures:
        cut = cover(picture.convert("RGB"))
        jpeg = decoded(encoded(cut, "jpeg"))
        for kind in ("avif", "webp"):
            data = encoded(cut, kind)
            bytes_of.setdefault(kind, []).append(len(data) / 1024)
            likeness.setdefault(kind, []).append(ssim(cut, decoded(data)))
            to_jpeg.setdefault(kind, []).append(ssim(jpeg, decoded(data)))
    place = f"cover on a {PHONE} px phone at {PIXELS}x"
    rows = []
    for kind in bytes_of:
        about = f"{place}, {kind.upper()}, {what}"
        rows += [
            table.at_most(f"{about}: heaviest", max(bytes_of[kind]), MOST_KILOBYTES, "KB"),
            table.at_least(f"{about}: SSIM, least like", min(likeness[kind]), LEAST_LIKENESS),
            table.at_least(f"{about}: SSIM against JPEG", min(to_jpeg[kind]), LEAST_LIKENESS),
        ]
    return rows


def cover(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Return a cover as the phone gets it: the least width that fills the screen."""
    crop = CROPS["16x9"]
    width = next(one for one in crop.widths if one >= PHONE * PIXELS)
    part = box(*picture.size, crop.ratio, (0.5, 0.5))
    height = round(width * (part[3] - part[1]) / (part[2] - part[0]))
    return picture.resize((width, height), PIL.Image.Resampling.LANCZOS, box=part, reducing_gap=2)


def encoded(picture: PIL.Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, **ENCODERS[kind])
    return out.getvalue()


def decoded(data: bytes) -> PIL.Image.Image:
    return PIL.Image.open(io.BytesIO(data))


@contextmanager
def photographs() -> Iterator[list[Path]]:
    """Lend photographs that Debian packs for the backgrounds of desktops; none elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        if shutil.which("apt-get") and shutil.which("dpkg-deb"):
            options = {"cwd": folder, "stdout": sys.stderr, "check": False}
            subprocess.run(["apt-get", "download", PACKAGE], **options)
            for package in Path(folder).glob("*.deb"):
                subprocess.run(["dpkg-deb", "-x", package, "."], **options)
        yield sorted(Path(folder).rglob("nature/*.jpg"))


def ssim(one: PIL.Image.Image, other: PIL.Image.Image) -> float:
    """Return the mean structural similarity of two pictures of a size, 1 for the same."""
    a, b = (numpy.asarray(picture.convert("L"), dtype=float) for picture in (one, other))
    mean_a, mean_b = smooth(a), smooth(b)
    variance_a, variance_b = smooth(a * a) - mean_a**2, smooth(b * b) - mean_b**2
    together = smooth(a * b) - mean_a * mean_b
    bright, contrast = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * mean_a * mean_b + bright) * (2 * together + contrast)
    largest = (mean_a**2 + mean_b**2 + bright) * (variance_a + variance_b + contrast)
    return float((likeness / largest).mean())


def smooth(values: numpy.ndarray, radius: int = 5, sigma: float = 1.5) -> numpy.ndarray:
    """Return the means around each point, weighed by a bell curve; without the edges."""
    steps = numpy.arange(-radius, radius + 1)
    weights = numpy.exp(-(steps**2) / (2 * sigma**2))
    weights /= weights.sum()
    rows, columns = values.shape
    down = sum(w * values[i : rows - 2 * radius + i] for i, w in enumerate(weights))
    return sum(w * down[:, i : columns - 2 * radius + i] for i, w in enumerate(weights))


if __name__ == "__main__":
    main()
