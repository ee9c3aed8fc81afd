"""A story's address: the story, 301, 404, 410."""

import json
import re
from datetime import timedelta

import html5lib
import pytest
from django.utils.timezone import now

from articles import images, workflow
from articles.models import Correction, Edition, Image, OldSlug
from tests.conftest import a_picture


def test_edition_is_shown_at_its_address(client, make_edition):
    edition = make_edition("ru", lead_ru="Вода прибывает.")

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 200
    assert response.context["edition"] == edition
    assert "Вода прибывает." in response.content.decode()


def test_edition_is_not_shown_in_another_language(client, make_edition):
    edition = make_edition("ru")

    response = client.get(edition.get_absolute_url().replace("/ru/", "/arm/"))

    assert response.status_code == 404


def test_scheduled_edition_answers_like_no_address_at_all(client, make_edition):
    edition = make_edition("ru", at=now() + timedelta(hours=1))

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 404
    assert edition.title not in response.content.decode()


def test_withdrawn_edition_answers_410_with_the_reason(client, make_edition, chief):
    edition = make_edition("ru")
    workflow.withdraw(edition, reason="Опубликовано по ошибке.", by=chief)

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 410
    assert "Опубликовано по ошибке." in response.content.decode()
    assert edition.title not in response.content.decode()


def test_ended_edition_answers_410_without_a_reason(client, make_edition):
    edition = make_edition("ru", hours_ago=2)
    Edition.objects.update(expires_at=now() - timedelta(minutes=1))

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 410
    assert response.context["reason"] == ""
    assert edition.title not in response.content.decode()


def test_old_slug_leads_to_the_present_one_in_one_hop(client, make_edition):
    edition = make_edition("ru")
    for slug in ("first", "second"):
        OldSlug.objects.create(edition=edition, language="ru", slug=slug)

    responses = [client.get(f"/ru/post/{slug}/") for slug in ("first", "second")]

    assert [response.status_code for response in responses] == [301, 301]
    assert {response["Location"] for response in responses} == {edition.get_absolute_url()}


def test_old_slug_of_a_withdrawn_edition_answers_410(client, make_edition, chief):
    edition = make_edition("ru")
    OldSlug.objects.create(edition=edition, language="ru", slug="first")
    workflow.withdraw(edition, reason="Ошибка.", by=chief)

    assert client.get("/ru/post/first/").status_code == 410


def test_old_slug_of_a_scheduled_edition_answers_404(client, make_edition):
    edition = make_edition("ru", at=now() + timedelta(hours=1))
    OldSlug.objects.create(edition=edition, language="ru", slug="first")

    assert client.get("/ru/post/first/").status_code == 404


@pytest.fixture
def story(make_article, make_edition):
    """One article, live in Russian and Armenian."""
    article = make_article(title_hy="Լիճը վերադառնում է")
    return {code: make_edition(code, article=article) for code in ("ru", "hy")}


def test_switch_leads_to_the_same_story_else_to_its_section(client, story):
    response = client.get(story["ru"].get_absolute_url())

    links = {one.language.code: (one.url, one.is_same) for one in response.context["switch"]}
    assert links == {
        "ru": (story["ru"].get_absolute_url(), True),
        "hy": (story["hy"].get_absolute_url(), True),
        "en": ("/en/category/ecology/", False),
    }


def test_switch_leads_home_where_the_section_has_no_name(client, story, category):
    category.name_en = ""
    category.save()

    response = client.get(story["ru"].get_absolute_url())

    links = {one.language.code: one.url for one in response.context["switch"]}
    assert links["en"] == "/en/"


def test_hreflang_names_every_live_language_and_itself(client, story, settings):
    pages = [client.get(edition.get_absolute_url()) for edition in story.values()]

    wanted = [(code, settings.SITE_URL + one.get_absolute_url()) for code, one in story.items()]
    for page in pages:
        assert page.context["page_meta"].alternates == wanted
        assert page.context["page_meta"].x_default == wanted[0][1]


def test_hreflang_leaves_out_what_is_withdrawn(client, story, chief):
    workflow.withdraw(story["hy"], reason="Սխալ։", by=chief)

    page = client.get(story["ru"].get_absolute_url()).content.decode()

    assert re.findall(r'hreflang="([^"]+)" href="http', page) == ["ru", "x-default"]


def test_x_default_is_absent_without_the_sites_and_the_storys_language(client, make_edition):
    edition = make_edition("en")
    Edition.objects.update(source_language="hy")

    response = client.get(edition.get_absolute_url())

    assert response.context["page_meta"].x_default is None


def test_byline_leaves_out_who_has_no_name_in_the_language(client, make_edition, author):
    author.name_ru = ""
    author.save()
    edition = make_edition("ru", authors=[author])

    response = client.get(edition.get_absolute_url())

    assert response.context["byline"].text == []


def test_corrections_are_shown(client, make_edition, chief):
    edition = make_edition("ru")
    Correction.objects.create(edition=edition, text="Было 15, стало 16.", at=now(), by=chief)

    page = client.get(edition.get_absolute_url()).content.decode()

    assert "Было 15, стало 16." in page


@pytest.mark.parametrize("query", ["", "?lite=1"])
def test_corrections_are_told_at_the_top_and_lead_to_their_notes(
    client, make_edition, chief, query
):
    edition = make_edition("ru")
    for kind, text in (("correction", "Было 15."), ("clarification", "Речь о море.")):
        Correction.objects.create(edition=edition, kind=kind, text=text, at=now(), by=chief)

    page = client.get(edition.get_absolute_url() + query).content.decode()

    root = html5lib.parse(page, namespaceHTMLElements=False)
    links = root.findall(".//header[@class='article-head article-head-bare']//a[@href]")
    told = [(one.get("href"), "".join(one.itertext()).partition(",")[0]) for one in links]
    assert told[-2:] == [("#correction-1", "Исправление"), ("#correction-2", "Уточнение")]
    notes = ["".join(root.find(f".//*[@id='{one[0][1:]}']").itertext()) for one in told[-2:]]
    assert ["Было 15." in notes[0], "Речь о море." in notes[1]] == [True, True]


def test_story_without_corrections_tells_none(client, make_edition):
    page = client.get(make_edition("ru").get_absolute_url()).content.decode()

    assert "#correction-" not in page
    assert "Исправление," not in page


def test_json_ld_cannot_leave_its_script(client, make_edition):
    edition = make_edition("ru", title_ru='</script><script>alert("1")</script> & ещё')

    page = client.get(edition.get_absolute_url()).content.decode()

    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    assert json.loads(data)["headline"] == edition.title
    assert "<" not in data


def test_story_older_than_a_year_says_so(client, make_edition):
    edition = make_edition("ru", hours_ago=24 * 366)

    response = client.get(edition.get_absolute_url())

    assert response.context["is_old"] is True


@pytest.fixture
def cover(photo):
    return images.store("lake.jpg", a_picture(), by=photo)


def test_video_story_begins_with_its_video(client, make_edition, cover):
    video = '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"></figure>'
    edition = make_edition("ru", kind="video", cover=cover, body_ru=f"<p>Раз</p>{video}")

    context = client.get(edition.get_absolute_url()).context

    assert context["video"].figure.embed.site == "YouTube"
    assert [piece.kind for piece in context["body"]] == ["html"]
    assert context["poster"] == cover


@pytest.fixture
def still_of(client, make_edition):
    """Publish a story with an embed; return what stands in the embed's place."""

    def stage(still, query=""):
        embed = f'<figure data-embed="https://youtu.be/dQw4w9WgXcQ" data-image="{still}">'
        body = f"<p>Раз</p>{embed}<figcaption>Лёд тает</figcaption></figure>"
        edition = make_edition("ru", body_ru=body)
        html = client.get(f"{edition.get_absolute_url()}{query}").content.decode()
        return re.search(r'<div class="embed-stage.*?</div>', html, re.S)[0]

    return stage


def test_still_of_an_embed_is_shown_with_its_credit(still_of, make_image):
    stage = still_of(make_image(credit_ru="Лилит").pk)

    assert "<picture>" in stage
    assert '<span class="embed-credit">Лилит</span>' in stage
    # The caption stands below; here it only tells the button from others.
    assert stage.count("Лёд тает") == stage.count(': Лёд тает"') == 1


def test_card_with_the_title_stands_in_for_a_still_that_is_gone(still_of):
    stage = still_of(404)

    assert "<img" not in stage
    assert "Лёд тает" in stage


def test_card_stands_in_for_a_graphic_still(still_of, make_image):
    image = make_image()
    assert "<img" in still_of(image.pk)
    Image.objects.update(is_graphic=True)

    assert "<img" not in still_of(image.pk)


def test_light_page_asks_for_no_still(still_of, make_image):
    assert "<img" not in still_of(make_image().pk, "?lite=1")


def test_still_of_a_video_story_stands_before_its_cover(client, make_edition, make_image, cover):
    still = make_image("blue")
    video = f'<figure data-embed="https://youtu.be/dQw4w9WgXcQ" data-image="{still.pk}"></figure>'
    address = make_edition("ru", kind="video", cover=cover, body_ru=video).get_absolute_url()
    chosen = client.get(address).context["poster"]
    Image.objects.filter(pk=still.pk).update(is_graphic=True)

    assert (chosen, client.get(address).context["poster"]) == (still, cover)


def test_partner_material_is_labelled_as_advertising(client, make_edition):
    pages = [
        client.get(make_edition("en", kind=kind).get_absolute_url()).content.decode()
        for kind in ("partner", "news")
    ]

    assert ["paid for by a partner" in page for page in pages] == [True, False]


def test_graphic_cover_is_covered_and_on_no_social_card(client, make_edition, cover):
    edition = make_edition("en", cover=cover)
    shown = client.get(edition.get_absolute_url())
    Image.objects.update(is_graphic=True)

    covered = client.get(edition.get_absolute_url())

    kinds = [page.context["page_meta"].image.type for page in (shown, covered)]
    details = ['<details class="graphic">' in page.content.decode() for page in (shown, covered)]
    # The other one is a card with the headline.
    assert (kinds, details) == (["image/jpeg", "image/png"], [False, True])


def test_only_a_flash_says_that_its_text_is_being_written(client, make_edition):
    pages = [
        client.get(make_edition("en", kind=kind).get_absolute_url()).content.decode()
        for kind in ("flash", "news")
    ]

    assert ["will appear on this page" in page for page in pages] == [True, False]
