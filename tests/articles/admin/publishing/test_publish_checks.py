"""The checks at the admin's doors: what stops stops, what asks is asked, a flash goes at once."""

import pytest
from django.urls import reverse

from articles.models import Edition, SiteSettings

pytestmark = pytest.mark.usefixtures("usual_checks")
DOORS = [
    ("publish", {}),
    ("schedule", {"at": "2099-01-01T10:00"}),
    ("correct", {"kind": "correction", "text": "Было 5"}),
]


def kept(article):
    edition = Edition.objects.filter(article=article).first()
    return edition and (edition.published_at, edition.corrections.count())


@pytest.mark.parametrize("verb, data", DOORS)
def test_warning_is_asked_at_every_door(
    sign_in, editor_ru, make_article, make_edition, verb_address, verb, data
):
    article = make_edition("ru").article if verb == "correct" else make_article()
    client, before = sign_in(editor_ru), kept(article)

    asked = client.post(verb_address(article, "ru", verb), data)
    unmoved = kept(article)
    done = client.post(verb_address(article, "ru", verb), data | {"anyway": "on"})

    assert "No cover picture." in asked.text
    assert unmoved == before
    assert (done.status_code, kept(article) != before) == (302, True)


@pytest.mark.parametrize("verb, data", DOORS)
def test_error_stops_at_every_door_even_when_told_to_go_on(
    sign_in, chief, make_article, make_edition, verb_address, verb, data
):
    SiteSettings.objects.create(pk=1, checks={"cover": "error"})
    article = make_edition("ru").article if verb == "correct" else make_article()
    before = kept(article)

    response = sign_in(chief).post(verb_address(article, "ru", verb), data | {"anyway": "on"})

    assert "Fix the problems that block publication." in response.text
    assert kept(article) == before


def test_button_in_the_form_saves_then_asks(
    sign_in, editor_ru, make_article, as_posted, form_address, verb_address
):
    article = make_article()
    data = as_posted(article, title_ru="Иначе", _verb="publish:ru", _change_ru="typo")

    response = sign_in(editor_ru).post(form_address(article), data)

    article.refresh_from_db()
    assert response["Location"] == verb_address(article, "ru", "publish") + "?change=typo"
    assert (article.text("title", "ru"), Edition.objects.exists()) == ("Иначе", False)


def test_flash_goes_at_one_press(sign_in, chief):
    data = {"kind": "flash", "source_language": "ru", "title_ru": "Перевал", "_verb": "publish:ru"}

    sign_in(chief).post(reverse("admin:articles_article_add"), data)

    assert Edition.objects.live().get().title == "Перевал"


def test_form_leads_to_what_is_missing(sign_in, editor_ru, make_article, form_address):
    page = sign_in(editor_ru).get(form_address(make_article())).text

    assert '<a href="#id_lead_ru">' in page
    assert '<a href="#id_cover">' in page


def test_levels_are_chosen_in_the_site_settings(sign_in, chief):
    SiteSettings.objects.create(pk=1)
    address = reverse("admin:articles_sitesettings_change", args=[1])
    typed = {"default_language": "ru", "indexnow_address": "https://i.example/"}
    typed |= {"check_cover": "error", "check_lead": "off", "check_alt": "nonsense"}

    wrong = sign_in(chief).post(address, typed)
    sign_in(chief).post(address, typed | {"check_alt": "warning"})

    assert "check_alt" in wrong.context["adminform"].form.errors
    assert SiteSettings.objects.get().checks == {"cover": "error", "lead": "off", "alt": "warning"}
