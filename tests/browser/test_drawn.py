"""Pictures in every place: a file as large as it is drawn, the largest first, nothing moves."""

import re

import pytest

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
    const ratio = image.getAttribute("width") / image.getAttribute("height");
    const across = box.height * ratio;
    const fit = getComputedStyle(image).objectFit;
    const drawn = fit === "cover" ? Math.max(box.width, across)
      : fit === "contain" ? Math.min(box.width, across) : box.width;
    const srcset = (image.parentElement.querySelector("source") ?? image).srcset;
    const offered = srcset.split(", ").map((one) => Number(one.split(" ")[1].slice(0, -1)));
    return {drawn, offered, address: image.currentSrc, sizes: image.sizes};
  });
}"""
PAGES = ("home", "story: news", "story: photo_story", "category", "author", "popular")


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
    [(360, 1), (360, 2), (390, 2), (390, 3), (768, 1), (768, 2), (1440, 1), (1440, 2)],
)
def test_files_are_as_large_as_pictures_are_drawn(open_page, kinds, width, density):
    unfit = []
    for kind in PAGES:
        page = open_page(width=width, device_scale_factor=density, service_workers="block")
        page.goto(kinds["ru"][kind])
        found = page.evaluate(LOOK)
        for one in found:
            needed, offered = one["drawn"] * density, sorted(one["offered"])
            chosen = offered.index(int(re.search(r"-(\d+)\.\w+$", one["address"])[1]))
            # Rounded widths may lie at the edge of two; one step more is the most.
            if not fitting(offered, needed * 0.97) <= chosen <= fitting(offered, needed) + 1:
                unfit.append((kind, round(needed), offered[chosen], one["sizes"]))
        page.close()

    assert unfit == []


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
