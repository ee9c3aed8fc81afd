"""The address of a post, video, chart or map, also within the code that a site offers."""

import pytest
from django.urls import reverse

ADDRESS = reverse("admin:articles_article_embed")


@pytest.mark.parametrize(
    "given, address",
    [
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        (
            '<iframe title="x" src="https://datawrapper.dwcdn.net/AbC12/3/" height="4"></iframe>',
            "https://datawrapper.dwcdn.net/AbC12/",
        ),
        (
            "<iframe src='https://yandex.ru/map-widget/v1/?ll=44.5%2C40.2&amp;z=12' width='560'>",
            "https://yandex.ru/maps/?ll=44.5,40.2&z=12",
        ),
        (
            '<div class="flourish-embed" data-src="visualisation/123?1"><script src="https://public'
            '.flourish.studio/resources/embed.js"></script></div>',
            "https://public.flourish.studio/visualisation/123/",
        ),
    ],
)
def test_address_is_found_in_what_is_pasted(sign_in, reporter, given, address):
    assert sign_in(reporter).get(ADDRESS, {"url": given}).json()["address"] == address


@pytest.mark.parametrize(
    "given", ["", "<iframe src='https://evil.am/'>", "<iframe src='javascript:x'>", "data-src='x'"]
)
def test_address_of_another_site_is_not_known(sign_in, reporter, given):
    assert sign_in(reporter).get(ADDRESS, {"url": given}).status_code == 404


@pytest.mark.parametrize(
    "given, is_short",
    [
        ("https://vm.tiktok.com/ZMabc12/", True),
        ("vt.tiktok.com/ZS1/", True),
        ("https://www.tiktok.com/t/ZT8abc/", True),
        ("https://maps.app.goo.gl/abc", True),
        ("https://www.tiktok.com/@name", False),
        ("https://evil.am/vm.tiktok.com/x/", False),
    ],
)
def test_shortened_address_is_answered_with_what_to_paste(
    sign_in, reporter, in_english, given, is_short
):
    answer = sign_in(reporter).get(ADDRESS, {"url": given})

    long = "Open it in a browser and paste the full address from the address bar."
    said = f"This is a shortened link. {long}" if is_short else ""
    assert (answer.status_code, answer.json()) == (404, {"sentence": said})


def test_text_of_five_megabytes_gets_a_sentence_and_is_not_lost(
    in_english, sign_in, chief, make_article, as_posted, form_address
):
    article = make_article(body_ru="<p>Было</p>")
    long = "<p>" + "слово " * 450_000 + "</p>"

    answer = sign_in(chief).post(form_address(article), as_posted(article, body_ru=long))

    assert len(long.encode()) > 4_900_000
    assert "The text is too long: the limit is one million characters." in answer.text
    assert answer.text.count("слово ") == 450_000
    article.refresh_from_db()
    assert article.body_ru == "<p>Было</p>"
