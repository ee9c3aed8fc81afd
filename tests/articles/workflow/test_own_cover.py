"""A cover that one language has of its own: maps and charts with words."""

from articles import workflow
from articles.models import Article, Edition


def covers():
    return dict(Edition.objects.values_list("language", "cover"))


def test_language_is_published_with_its_own_cover(make_article, make_image, chief):
    shared, own = make_image(alt_ru="Озеро"), make_image("blue", alt_hy="Քարտեզ")
    article = make_article(title_hy="Լիճ", cover=shared, own_cover_hy=own)

    for code in ("ru", "hy"):
        workflow.publish(article, code, by=chief)

    assert covers() == {"ru": shared.pk, "hy": own.pk}


def test_own_cover_is_a_draft_until_published(make_article, make_image, chief):
    shared, own = make_image(), make_image("blue")
    article = make_article(cover=shared)
    workflow.publish(article, "ru", by=chief)
    article.own_cover_ru = own
    workflow.save(article, by=chief)
    before = covers()

    workflow.publish(article, "ru", by=chief)

    assert (before, covers()) == ({"ru": shared.pk}, {"ru": own.pk})


def test_own_cover_is_kept_in_the_memory_of_its_language(make_article, make_image, chief):
    own = make_image()
    article = make_article()
    article.own_cover_ru = own
    workflow.save(article, by=chief)
    article.own_cover_ru = None
    workflow.save(article, by=chief)

    kept = article.versions.filter(part="ru").order_by("number")
    assert [version.fields["own_cover"] for version in kept] == [None, own.pk, None]
    assert article.versions.filter(part="shared").count() == 1


def test_version_from_before_own_covers_is_no_change(make_article, chief):
    article = make_article()
    version = article.versions.get(part="ru")
    del version.fields["own_cover"]
    version.save()

    edition = workflow.publish(article, "ru", by=chief)

    assert (edition.version, article.versions.filter(part="ru").count()) == (1, 1)


def test_two_people_change_own_cover_and_title_at_once(make_article, make_image, chief, editor_ru):
    own = make_image()
    article = make_article()
    first, second = (Article.objects.get(pk=article.pk) for _ in range(2))
    first.own_cover_ru = own
    workflow.save(first, by=chief, base={"ru": 1})
    second.title_ru = "Иначе"

    workflow.save(second, by=editor_ru, base={"ru": 1})

    kept = Article.objects.get()
    assert (kept.title_ru, kept.own_cover_ru) == ("Иначе", own)


def test_own_cover_is_what_pages_cards_and_feeds_show(client, make_article, make_image, chief):
    shared, own = make_image(alt_ru="Общая"), make_image("blue", alt_ru="Своя")
    article = make_article(cover=shared, own_cover_ru=own)
    edition = workflow.publish(article, "ru", by=chief)

    for address in (edition.get_absolute_url(), "/ru/", "/ru/feed/"):
        page = client.get(address).content.decode()
        assert own.key in page, address
        assert shared.key not in page, address


def test_own_cover_is_typed_in_the_tab_of_its_language(
    client, make_article, make_image, translator
):
    own = make_image()
    article = make_article(title_hy="Լիճ")
    client.force_login(translator)
    data = {"title_hy": "Լիճ", "own_cover_hy": own.pk, "own_cover_ru": own.pk}

    client.post(article.get_admin_url(), data)

    kept = Article.objects.get()
    assert (kept.own_cover_hy, kept.own_cover_ru) == (own, None)
