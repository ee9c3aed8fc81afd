"""The language switch says beforehand where it leads: each link is followed."""

import html5lib
import pytest
from django.utils.timezone import localdate, now

from articles import workflow
from articles.models import Correction, Page

# What the links say of other places, as a desk editor writes it; None: the same thing.
HOME, SECTION = "home", "category"
SAID = {
    "ru": {HOME: "на главную", SECTION: "к рубрике"},
    "hy": {HOME: "դեպի գլխավոր էջ", SECTION: "դեպի բաժին"},
    "en": {HOME: "to the home page", SECTION: "to the section"},
}
PREFIXES = {"ru": "ru", "hy": "arm", "en": "en"}


def switch(page: str) -> dict[str, tuple[str, str]]:
    """Return address and note of each language's link, the first time that the switch stands."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    links = root.find(".//ul[@class='switch']").iter("a")
    return {one.get("hreflang"): (one.get("href"), note(one)) for one in links}


def note(link) -> str:
    found = link.find(".//span[@class='switch-note']")
    return "" if found is None else "".join(found.itertext())


def told(page: str, language: str) -> dict[str, str | None]:
    """Return where each link says that it leads: None, "home" or "category"."""
    found = {}
    for code, (_address, words) in switch(page).items():
        places = [place for place, said in SAID[language].items() if said in words]
        assert bool(places) == bool(words)
        found[code] = places[0] if places else None
    return found


@pytest.fixture
def site(make_edition, make_tag, author, category, chief):
    """What there is in Russian and Armenian, and what there is in Russian only."""
    tags = [make_tag(ru="Севан", hy="Սևան", en="Sevan"), make_tag(ru="Вода")]
    author.name_en = ""
    author.save()
    whole = {"tags": tags, "authors": [author]}
    both = make_edition("ru", title_hy="Լիճը", **whole)
    make_edition("hy", article=both.article)
    only = make_edition("ru", category=None, hours_ago=24 * 400)
    gone = make_edition("ru", title_hy="Անտառ")
    make_edition("hy", article=gone.article)
    workflow.withdraw(gone, reason="—", by=chief)
    Page.objects.create(slug="about", title_ru="О нас", title_hy="Մեր մասին")
    Correction.objects.create(edition=both, text="Было.", at=now(), by=chief)
    old = f"{localdate(only.published_at):%Y/%m/%d}"
    today = f"{localdate(both.published_at):%Y/%m/%d}"
    return {
        both.get_absolute_url(): {"hy": None, "en": SECTION},
        only.get_absolute_url(): {"hy": HOME, "en": HOME},
        gone.get_absolute_url(): {"hy": None, "en": SECTION},
        "/ru/tag/sevan/": {"hy": None, "en": HOME},
        "/ru/tag/voda/": {"hy": HOME, "en": HOME},
        "/ru/author/mariam-petrosyan/": {"hy": None, "en": HOME},
        "/ru/category/ecology/": {"hy": None, "en": None},
        f"/ru/archive/{today}/": {"hy": None, "en": None},
        f"/ru/archive/{old}/": {"hy": HOME, "en": HOME},
        f"/ru/archive/{old[:4]}/": {"hy": HOME, "en": HOME},
        "/ru/page/about/": {"hy": None, "en": HOME},
        "/ru/": {"hy": None, "en": None},
        "/ru/popular/": {"hy": None, "en": None},
        "/ru/search/?q=x": {"hy": None, "en": None},
        "/ru/corrections/": {"hy": None, "en": None},
        "/ru/offline/": {"hy": None, "en": None},
        "/ru/nowhere/": {"hy": HOME, "en": HOME},
    }


def test_switch_leads_where_it_says(client, site):
    said, arrived = {}, {}
    for address in site:
        response = client.get(address)
        page = response.content.decode()
        said[address] = told(page, "ru")
        for code in ("hy", "en"):
            there = client.get(switch(page)[code][0])
            assert there.status_code == 200
            name = there.resolver_match.url_name
            # An address of nothing has no name; what leads elsewhere is not the same.
            is_same = not said[address][code] and response.resolver_match.url_name == name
            arrived[address, code] = None if is_same else name

    assert said == {address: {"ru": None} | places for address, places in site.items()}
    assert arrived == {
        (address, code): place for address, places in site.items() for code, place in places.items()
    }


@pytest.mark.parametrize("language", SAID)
def test_switch_says_it_in_the_language_of_the_page(client, make_edition, language):
    story = make_edition(language).get_absolute_url()
    nowhere = f"/{PREFIXES[language]}/nowhere/"

    pages = {address: client.get(address).content.decode() for address in (story, nowhere)}

    others = set(SAID) - {language}
    assert told(pages[story], language) == dict.fromkeys(others, SECTION) | {language: None}
    assert told(pages[nowhere], language) == dict.fromkeys(others, HOME) | {language: None}


def test_day_without_stories_is_there_in_every_language_while_it_is_today(client, make_edition):
    today = f"{localdate():%Y/%m/%d}"

    page = client.get(f"/en/archive/{today}/").content.decode()

    assert switch(page)["hy"] == (f"/arm/archive/{today}/", "")
    assert client.get(f"/arm/archive/{today}/").status_code == 200


def test_answer_to_a_report_leads_to_the_same_story(client, make_edition):
    edition = make_edition("ru", title_hy="Լիճը")
    other = make_edition("hy", article=edition.article)

    page = client.post(f"/ru/mistake/{edition.pk}/", {"comment": "?"}).content.decode()

    assert switch(page)["hy"] == (other.get_absolute_url(), "")
    assert told(page, "ru")["en"] == SECTION
