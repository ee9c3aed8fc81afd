"""Generated stories: finished rows of the demo, multiplied in SQL."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from articles import search
from articles.management.demo import multiply
from articles.models import Article, Edition, EditionCredit, EditionTag, OldSlug, SearchEntry
from newsroom import languages


def demo(articles: int, seed: int = 3) -> str:
    out = StringIO()
    call_command("demo", articles=articles, seed=seed, stdout=out)
    return out.getvalue().splitlines()[-1]


def generated():
    return Edition.objects.filter(article__slug_ru__startswith=multiply.MARK)


def per_language(editions) -> dict[str, int]:
    return {code: editions.filter(language=code).count() for code in languages.CODES}


def rows() -> list[int]:
    return [model.objects.count() for model in (Article, Edition, EditionTag, EditionCredit)]


def test_fifty_stories_are_fifty_in_russian_and_fewer_in_the_others(newsroom):
    before = Article.objects.count(), per_language(Edition.objects.all())

    said = demo(50)

    after = per_language(Edition.objects.all())
    assert said == "50 generated stories added, 50 in all."
    assert Article.objects.count() - before[0] == 50
    assert {code: after[code] - before[1][code] for code in after} == {"ru": 50, "hy": 25, "en": 12}


def test_same_number_again_adds_nothing(newsroom):
    demo(50)
    before = rows()

    said = demo(50)

    assert said == "0 generated stories added, 50 in all."
    assert rows() == before


def test_fewer_take_nothing_away(newsroom):
    demo(50)
    before = rows()

    demo(20)

    assert rows() == before


def test_more_add_the_rest(newsroom):
    demo(20)

    said = demo(50)

    assert said == "30 generated stories added, 50 in all."
    assert per_language(generated()) == {"ru": 50, "hy": 25, "en": 12}


def test_more_add_the_rest_after_somebody_wrote_a_story(newsroom, make_edition):
    demo(20)
    own = make_edition("ru", title_ru="Своя новость")

    demo(50)

    own.refresh_from_db()
    assert own.title == "Своя новость"
    assert per_language(generated()) == {"ru": 50, "hy": 25, "en": 12}


def test_generated_stories_are_older_than_three_hours_and_younger_than_ten_years(newsroom):
    demo(50)

    moments = list(generated().values_list("published_at", flat=True))

    assert max(moments) <= now() - timedelta(hours=3)
    assert min(moments) > now() - timedelta(days=3651)


def test_moments_of_tags_and_authors_are_those_of_their_editions(newsroom):
    demo(50)

    for model in (EditionTag, EditionCredit):
        for row in model.objects.select_related("edition"):
            assert row.published_at == row.edition.published_at
            assert row.language == row.edition.language


def test_languages_of_a_story_come_out_at_one_moment(newsroom):
    demo(8)

    moments = generated().filter(article__slug_ru="generated-8").values_list("published_at")

    assert len(moments) == 3
    assert len(set(moments)) == 1


def test_seed_gives_other_moments(newsroom):
    multiply.multiply(1, seed=1)
    multiply.multiply(2, seed=2)
    first, second = (
        generated().in_language("ru").order_by("pk").values_list("published_at", flat=True)
    )

    # One number further is 48,271 seconds further in the past, but for the seed.
    assert abs((first - second).total_seconds() - 48_271) > 60


def test_generated_stories_are_found_and_answered(newsroom, client):
    demo(8)
    edition = generated().in_language("en").last()

    response = client.get(edition.get_absolute_url())

    assert response.status_code == 200
    assert edition.title.endswith(" (8)")
    assert edition.title in response.content.decode()
    assert SearchEntry.objects.filter(edition__in=generated()).count() == generated().count()
    assert edition.article_id in search.stories("8").ids


def test_addresses_are_nobody_elses(newsroom, make_edition):
    """Two stories of one title are told apart by a number too."""
    donors = [Edition.objects.get(pk=donor["ru"]) for donor in multiply.find_donors()]
    for donor in donors:
        for number in range(2, 5):
            assert make_edition("ru", title_ru=donor.title).slug == f"{donor.slug}-{number}"
        OldSlug.objects.create(edition=donor, language="ru", slug=f"{donor.slug}-5")
    taken = set(Edition.objects.values_list("slug", flat=True))
    taken |= set(OldSlug.objects.values_list("slug", flat=True))

    demo(5 * len(donors))

    made = set(generated().in_language("ru").values_list("slug", flat=True))
    assert len(made) == 5 * len(donors)
    assert not made & taken


def test_site_still_makes_stories_afterwards(newsroom, make_edition, author, make_tag):
    """The ids were given by hand: the database's own numbering must go on after them."""
    demo(50)

    for language in languages.CODES:
        edition = make_edition(language, authors=[author], tags=[make_tag(ru="Новое", en="New")])
        assert edition.is_live


def test_without_a_story_to_multiply_it_says_so(newsroom):
    Edition.objects.all().update(expires_at=None, withdrawn_at=now(), withdrawn_reason="x")

    with pytest.raises(CommandError, match="live in every language"):
        demo(1)
