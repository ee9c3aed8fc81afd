"""What pages weigh on the wire: a reader on a slow phone pays for each kilobyte."""

import pytest

from tests.browser.kinds import lite

KB = 1024
LANGUAGES = ["ru", "hy", "en"]


@pytest.fixture
def weigh(open_page):
    """Return what pages weigh, each by the kind of file, for a reader who has nothing kept."""

    def visit(addresses: dict[str, str]) -> dict[str, dict[str, int]]:
        opened = {kind: visited(address) for kind, address in addresses.items()}
        next(iter(opened.values()))[0].wait_for_timeout(300)  # for what comes late
        return {kind: weight(*one) for kind, one in opened.items()}

    def visited(address: str):
        page, requests = open_page(width=390, height=844, service_workers="block"), []
        page.on("requestfinished", lambda one: requests.append(one))
        page.goto(address, wait_until="load")
        page.evaluate("document.fonts.ready")
        return page, requests

    def weight(page, requests) -> dict[str, int]:
        found = {}
        for request in list(requests):
            size = request.sizes()["responseBodySize"]
            found[kind_of(request)] = found.get(kind_of(request), 0) + size
        page.context.close()
        return found

    return visit


def kind_of(request) -> str:
    """Return the kind of a file; icons of the page's own are no pictures of the story."""
    return "icon" if request.url.endswith(".svg") else request.resource_type


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_before_its_pictures_is_light(weigh, every_kind, language):
    weights = weigh(distinct(every_kind[language]))

    before = {
        kind: sum(size for what, size in weight.items() if what != "image")
        for kind, weight in weights.items()
    }
    assert {kind: size for kind, size in before.items() if size > 100 * KB} == {}
    for weight in weights.values():
        assert set(weight) >= {"document", "stylesheet"}
        assert weight.get("script", 0) <= 20 * KB
    stories = {
        kind: sum(weight.get(what, 0) for what in ("document", "stylesheet", "script"))
        for kind, weight in weights.items()
        if kind.startswith("story")
    }
    assert {kind: size for kind, size in stories.items() if size > 60 * KB} == {}
    story = weights["story: news"]
    assert set(story) >= {"document", "stylesheet", "script", "font"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_light_page_of_every_kind_is_light_with_everything(weigh, every_kind, language):
    weights = weigh({kind: lite(url) for kind, url in distinct(every_kind[language]).items()})

    assert {kind: size for kind, size in weights.items() if sum(size.values()) > 40 * KB} == {}
    assert {kind for size in weights.values() for kind in size} <= {
        "document", "stylesheet", "script", "icon", "manifest", "fetch", "ping",
    }  # fmt: skip


def distinct(kinds: dict[str, str]) -> dict[str, str]:
    """Return each address once, by the first of its kinds."""
    first = {url: kind for kind, url in reversed(kinds.items())}
    return {kind: url for url, kind in first.items()}
