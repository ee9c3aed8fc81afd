"""The rows of a story's page."""

from datetime import timedelta

from django.utils.timezone import now

from articles.models import Correction, Edition, EditionCredit, Views
from articles.site import rows


def test_edition_comes_by_language_and_address_with_its_views(make_edition):
    edition, other = make_edition("ru"), make_edition("en")
    hour = now().replace(minute=0, second=0, microsecond=0)
    for one, back, count in ((edition, 0, 5), (edition, 1, 2), (other, 0, 9)):
        Views.objects.create(edition=one, hour=hour - timedelta(hours=back), count=count)

    found = rows.edition("ru", edition.slug)

    assert (found, found.view_count) == (edition, 7)
    assert rows.edition("en", other.slug).view_count == 9
    assert rows.edition("hy", edition.slug) is None


def test_edition_without_views_was_seen_by_nobody(make_edition):
    assert rows.edition("ru", make_edition("ru").slug).view_count == 0


def test_edition_is_found_live_or_not(make_edition):
    edition = make_edition("ru")
    Edition.objects.update(published_at=now() + timedelta(days=1))

    assert rows.edition("ru", edition.slug) == edition


def test_writers_and_tags_come_in_their_order(make_edition, make_tag, author):
    tags = [make_tag(ru="Вода"), make_tag(ru="Лес")]
    edition = make_edition("ru", authors=[author], tags=tags[::-1])
    make_edition("ru", authors=[author], tags=[make_tag(ru="Снег")])
    EditionCredit.objects.create(
        edition=edition,
        author=author,
        role="photo",
        position=9,
        language="ru",
        published_at=edition.published_at,
    )

    found = rows.edition("ru", edition.slug)

    assert found.writer_ids == [[author.pk, "text"], [author.pk, "photo"]]
    assert found.tag_ids == [tag.pk for tag in tags]
    assert rows.authors({author.pk}) == {author.pk: author}
    assert rows.tags(found.tag_ids) == {tag.pk: tag for tag in tags}


def test_edition_without_tags_and_writers_has_none(make_edition):
    found = rows.edition("ru", make_edition("ru").slug)

    assert (found.tag_ids, found.writer_ids) == ([], [])


def test_corrections_come_in_their_order(make_edition, chief, django_assert_num_queries):
    edition, other = make_edition("ru"), make_edition("ru")
    for one, hours, text in ((edition, 1, "Позже."), (edition, 2, "Раньше."), (other, 3, "Не то.")):
        Correction.objects.create(
            edition=one, text=text, at=now() - timedelta(hours=hours), by=chief
        )
    found, without = (rows.edition("ru", slug) for slug in (edition.slug, make_edition("ru").slug))

    assert [one.text for one in rows.corrections(found)] == ["Раньше.", "Позже."]
    with django_assert_num_queries(0):
        assert rows.corrections(without) == []


def test_images_without_ids_ask_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert rows.images([None]) == {}
