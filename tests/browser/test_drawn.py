"""Pictures in every place: a file as large as it is drawn, the largest first, nothing moves."""

import json
import re

import pytest

from articles.images.sizes import CROPS
from tests.browser.conftest import manage

# What a browser has chosen for each picture that is seen, and how wide it needs to be: cut to fill
# its box, or laid into it.
LOOK = """async () => {
  const waiting = [...document.images].map((image) => {
    image.loading = "eager";
    return image.complete || new Promise((done) => { image.onload = image.onerror = done; });
  });
  await Promise.all(waiting);
  const seen = [...document.images].filter((image) => image.srcset && image.checkVisibility());
  return seen.map((image) => {
    const box = image.getBoundingClientRect();
    const across = box.height * image.naturalWidth / image.naturalHeight;
    const fit = getComputedStyle(image).objectFit;
    const drawn = fit === "cover" ? Math.max(box.width, across)
      : fit === "contain" ? Math.min(box.width, across) : box.width;
    const sources = [...image.parentElement.querySelectorAll("source")];
    const { srcset } = sources.find((one) => matchMedia(one.media).matches) ?? image;
    const offered = srcset.split(", ").map((one) => Number(one.split(" ")[1].slice(0, -1)));
    return {drawn, offered, address: image.currentSrc, sizes: image.sizes};
  });
}"""
PAGES = (
    *("home", "story: news", "story: photo_story", "story: opinion", "category", "author"),
    *("popular", "search: hits"),
)
# The worker makes most sizes, and does not run here: the rows say that all are there. Prints, by
# the key of a picture, what its row said before, and how wide the whole of it is to its height.
ALL_SIZES = """
import json
from articles.images.sizes import CROPS
from articles.models import Image
from newsroom.decoding.images.shapes import box, widths

said = {}
for image in Image.objects.exclude(renditions={}):
    said[image.key] = image.renditions, image.width / image.height
    image.renditions = {}
    for name, crop in CROPS.items():
        left, _top, right, _bottom = box(image.width, image.height, crop.ratio, (0.5, 0.5))
        image.renditions[name] = dict.fromkeys(crop.formats, widths(crop, right - left))
    Image.objects.filter(pk=image.pk).update(renditions=image.renditions)
print(json.dumps(said))
"""
AS_BEFORE = """
import json
from articles.models import Image

for key, (renditions, _shape) in json.loads({said!r}).items():
    Image.objects.filter(key=key).update(renditions=renditions)
"""
FILE = re.compile(r"/media/([^/]+)/(\w+)-(\d+)\.(avif|webp|jpeg)$")
# No file is wider than so many times what is drawn, the smallest of streams and faces apart, and
# those of whole pictures, which are hardly ever drawn smaller.
MOST = 2
SMALLEST = {"16x9": 0, "3x2": 160, "1x1": 96, "full": 320}


@pytest.fixture(scope="module")
def draw(kinds, server_environment):
    """Answer for every file of a picture that its row names: blank, in its own shape."""
    said = manage(server_environment, "shell", "-v0", "-c", ALL_SIZES).splitlines()[-1]
    shapes = {key: shape for key, (_renditions, shape) in json.loads(said).items()}

    def answer(route):
        key, crop, width, _kind = FILE.search(route.request.url).groups()
        height = int(width) / (CROPS[crop].ratio or shapes[key])
        blank = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"/>'
        route.fulfill(body=blank, content_type="image/svg+xml")

    yield answer
    manage(server_environment, "shell", "-v0", "-c", AS_BEFORE.format(said=said))


def fitting(offered: list[int], needed: float) -> int:
    """Return which of the widths a browser takes that knows how wide the picture is drawn.

    Chromium takes the smaller of two when that is nearer (by their geometric mean).
    """
    for place, (smaller, larger) in enumerate(zip(offered, offered[1:], strict=False)):
        if needed <= larger:
            return place if needed <= (smaller * larger) ** 0.5 else place + 1
    return len(offered) - 1


@pytest.mark.parametrize(
    "width, density",
    [
        *[(360, density) for density in (1, 2, 3)],
        *[(390, density) for density in (2, 3)],
        *[(width, density) for width in (768, 1440) for density in (1, 2)],
    ],
)
def test_files_are_as_large_as_pictures_are_drawn(open_page, kinds, draw, width, density):
    unfit, number = [], 0
    for kind in PAGES:
        page = open_page(width=width, device_scale_factor=density, service_workers="block")
        page.route(FILE, draw)
        page.goto(kinds["ru"][kind])
        for one in page.evaluate(LOOK):
            needed, offered = one["drawn"] * density, sorted(one["offered"])
            _key, crop, file, _kind = FILE.search(one["address"]).groups()
            chosen, number = offered.index(int(file)), number + 1
            # Rounded widths may lie at the edge of two; one step more is the most.
            is_near = fitting(offered, needed * 0.97) <= chosen <= fitting(offered, needed) + 1
            if not is_near or int(file) > max(needed * MOST, SMALLEST[crop]):
                unfit.append((kind, round(needed), int(file), one["sizes"]))
        page.close()

    assert unfit == []
    assert number > 60


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("kind", ["home", "story: news", "story: opinion", "category", "author"])
def test_one_picture_comes_first_and_those_below_wait(open_page, kinds, kind, width):
    page = open_page(width=width, java_script_enabled=True, service_workers="block")
    page.goto(kinds["ru"][kind])

    first = page.eval_on_selector_all(
        "img[fetchpriority=high]",
        "all => all.map((one) => one.getBoundingClientRect().top < innerHeight)",
    )
    hasty = page.eval_on_selector_all(
        "main img:not([loading=lazy])",
        "all => all.filter((one) => one.getBoundingClientRect().top > innerHeight * 1.5).length",
    )

    assert first == [True]
    assert hasty == 0
    assert page.locator("link[rel=preload][as=image]").count() == 0
    assert page.locator("main img:not([width]), main img:not([height])").count() == 0
