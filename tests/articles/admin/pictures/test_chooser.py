"""The chooser of pictures: what its filters find, what it says of each, what it asks."""

from datetime import timedelta

import pytest
from django.test.utils import override_settings
from django.urls import reverse
from django.utils.timezone import localdate, now

from articles import images, search, workflow
from articles.models import Image

CHOOSE = reverse("admin:articles_image_choose")


def ids_in(answer) -> list[int]:
    return [image.pk for image in answer.context["page"]]


def test_mine_are_those_that_i_uploaded(sign_in, make_image, photo, reporter):
    theirs, mine = make_image("red"), make_image("blue")
    Image.objects.filter(pk=mine.pk).update(uploaded_by=reporter)

    assert ids_in(sign_in(reporter).get(CHOOSE, {"show": "mine"})) == [mine.pk]
    assert ids_in(sign_in(photo).get(CHOOSE, {"show": "mine"})) == [theirs.pk]


def test_recent_are_those_of_seven_days(sign_in, make_image, reporter):
    old, new = make_image("red"), make_image("blue")
    Image.objects.filter(pk=old.pk).update(uploaded_at=now() - timedelta(days=8))

    assert ids_in(sign_in(reporter).get(CHOOSE, {"show": "recent"})) == [new.pk]


def test_unused_are_those_of_no_story(sign_in, make_image, make_article, reporter, chief):
    cover, inside, unused = (make_image(colour) for colour in ("red", "blue", "green"))
    article = make_article(cover=cover)
    article.body_hy = f'<figure data-image="{inside.pk}"></figure>'
    workflow.save(article, by=chief)

    assert ids_in(sign_in(reporter).get(CHOOSE, {"show": "unused"})) == [unused.pk]


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_without_alt_text_in_a_language(sign_in, make_image, reporter, language):
    words = {"alt_ru": "Лодка", "alt_hy": "Նավակ", "alt_en": "A boat"}
    make_image("red", **words)
    without = make_image("blue", **words | {f"alt_{language}": ""})
    never = make_image("green", **words | {f"alt_{language}": None})

    found = ids_in(sign_in(reporter).get(CHOOSE, {"alt": language}))

    assert found == [never.pk, without.pk]


def test_filters_join_with_words_and_nonsense_filters_nothing(sign_in, make_image, reporter):
    lake, hill = make_image("red", alt_ru="Озеро"), make_image("blue", alt_ru="Гора")
    search.index_pictures([lake, hill])
    client = sign_in(reporter)

    assert ids_in(client.get(CHOOSE, {"q": "озеро", "show": "recent"})) == [lake.pk]
    assert ids_in(client.get(CHOOSE, {"q": "озеро", "alt": "ru"})) == []
    assert len(ids_in(client.get(CHOOSE, {"show": "<b>", "alt": "xx"}))) == 2


def test_how_words_were_read_is_said(sign_in, make_image, reporter):
    search.index_pictures([make_image(alt_ru="Скрипки на чердаке")])
    client = sign_in(reporter)

    slip, typed, nothing = (
        client.get(CHOOSE, {"q": words}).content.decode()
        for words in ("скрыпки", "скрипки", "вулкан")
    )

    assert slip.count('<p class="understood">') == slip.count("“скрипки”") == 1
    assert "understood" not in typed + nothing


def test_expired_picture_is_seen_with_its_reason_and_cannot_be_taken(
    in_english, sign_in, make_image, reporter
):
    reporter.interface_language = "en"
    reporter.save()
    make_image("red", usable_until=localdate() - timedelta(days=1), rights="agency")
    make_image("blue", usable_until=localdate(), rights="one_use", credit_en="Sevak")

    last, ended = sign_in(reporter).get(CHOOSE).text.split("<li>")[1:3]

    assert 'aria-disabled="true"' in ended
    assert "Not available: rights expired on" in ended
    assert "agency" in ended
    assert "aria-disabled" not in last
    assert "single use" in last
    assert "Sevak" in last


@override_settings(DEBUG=False)
@pytest.mark.parametrize("number", [1, 3])
def test_chooser_asks_the_same_for_one_and_three(
    sign_in, make_image, reporter, number, django_assert_num_queries
):
    for colour in ("red", "blue", "green")[:number]:
        make_image(colour)
    client = sign_in(reporter)
    client.get(CHOOSE)

    with django_assert_num_queries(4) as asked:
        client.get(CHOOSE)
    assert not [one for one in asked if "COUNT(" in one["sql"].upper()]


def test_thumb_is_cut_and_whole_where_it_is_asked_for(sign_in, make_image, reporter):
    image = make_image()
    address = reverse("admin:articles_image_thumb", args=[image.pk])

    cut, whole = sign_in(reporter).get(address), sign_in(reporter).get(f"{address}?whole")

    assert cut["Location"] == images.url(image, "3x2", 480)
    assert whole["Location"] == images.url(image, "full", 800)
