"""Checks of kept stories: what they see of the database, and what a door gets of them."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from articles import files, workflow
from articles.editorial import checks
from articles.models import Article, Image, SiteSettings
from tests.articles.files.test_store import PDF

pytestmark = pytest.mark.usefixtures("usual_checks", "in_english")


def failed(article, code="ru"):
    return [one.check for one in checks.check(article)[code] if not one.is_done]


def test_each_language_is_checked_by_itself(make_article, author):
    words = {"lead_ru": "Вода.", "body_ru": "<p>Озеро.</p>", "title_hy": "Լիճ"}
    article = make_article(authors=[author], **words)

    assert failed(article, "ru") == ["cover"]
    assert failed(article, "hy") == ["lead", "cover", "empty"]


def test_errors_stop_and_warnings_ask(make_article):
    article = make_article()

    with pytest.raises(checks.NotReady) as refusal:
        checks.require_ready(article, "ru")

    assert "No lead." in refusal.value.messages
    checks.require_ready(article, "ru", anyway=True)


def test_newsroom_chooses_what_stops(make_article):
    SiteSettings.objects.create(pk=1, checks={"cover": "error", "lead": "off", "title": "off"})
    article = make_article()

    with pytest.raises(checks.NotReady) as refusal:
        checks.require_ready(article, "ru", anyway=True)

    assert refusal.value.messages == ["No cover picture."]
    assert "lead" not in failed(article)
    assert failed(Article(kind="flash")) == ["title"]


def test_link_to_a_draft_fails_and_to_a_live_story_works(make_article, make_edition):
    live = make_edition("ru")
    here = live.get_absolute_url()
    body = f'<p>А <a href="{here}">А</a> <a href="/ru/post/none/">Б</a> <a href="/zz/">В</a></p>'
    article = make_article(body_ru=body)

    (found,) = [one for one in checks.check(article)["ru"] if one.check == "links"]

    assert sorted(found.sentences) == [
        "Broken link (not on the site): /ru/post/none/",
        "Broken link (not on the site): /zz/",
    ]


def test_checks_ask_few_questions(make_article, django_assert_num_queries):
    links = '<a href="https://a.am/">А</a> <a href="/ru/post/x/">Б</a>'
    article = make_article(body_ru=f"<p>{links}</p>", body_hy=f"<p>{links}</p>")

    # settings, glossary, authors, categories, links, editions, old slugs
    with django_assert_num_queries(7):
        checks.check(article)


def test_story_and_file_that_readers_do_not_have_are_said(make_article, make_edition, photo):
    live, draft = make_edition("ru", title_hy="Լիճ"), make_article()
    file = files.store("a.pdf", PDF, by=photo)
    both = '<figure data-story="{}"></figure><figure data-file="{}"></figure>'
    named, gone = both.format(live.article_id, file.pk), both.format(draft.pk, file.pk + 1)
    good = make_article(body_ru=f"<p>А</p>{named}", title_hy="Լիճ", body_hy=f"<p>Ա</p>{named}")
    bad = make_article(body_ru=f"<p>А</p>{gone}")

    def said(article, code):
        (found,) = [one for one in checks.check(article)[code] if one.check == "empty"]
        return list(found.sentences)

    assert said(good, "ru") == []
    assert said(good, "hy") == ["A “See also” story is not live in this language."]
    assert said(bad, "ru") == [
        "A “See also” story is not live in this language.",
        "A file in the text no longer exists.",
    ]


def test_expired_picture_refuses_publication(make_article, make_image):
    image = make_image(alt_ru="Озеро", credit_ru="Архив")
    article = make_article(cover=image, lead_ru="Вода.", body_ru="<p>Озеро.</p>", source_ru="А")
    checks.require_ready(article, "ru")

    Image.objects.update(usable_until=localdate() - timedelta(days=1))

    with pytest.raises(checks.NotReady) as refusal:
        checks.require_ready(Article.objects.get(), "ru", anyway=True)
    assert refusal.value.messages == ["Picture rights have expired: lake.jpg."]


def test_picture_for_one_use_refuses_a_second_story(make_article, make_edition, make_image, chief):
    image = make_image(rights="one_use", alt_ru="Озеро", credit_ru="Архив")
    figure = f'<figure data-image="{image.pk}"></figure>'
    texts = {"lead_ru": "Вода.", "source_ru": "А", "body_ru": f"<p>Озеро.</p>{figure}"}
    first = make_edition(title_ru="Лес", cover=image, **texts)
    checks.require_ready(first.article, "ru")
    second = make_article(title_ru="Озеро", cover=image, **texts)

    with pytest.raises(checks.NotReady) as refusal:
        checks.require_ready(second, "ru", anyway=True)

    words = "A single-use picture is already used in “Лес”: lake.jpg."
    assert refusal.value.messages == [words]
    workflow.withdraw(first, reason="Ошибка", by=chief)
    checks.require_ready(second, "ru")
