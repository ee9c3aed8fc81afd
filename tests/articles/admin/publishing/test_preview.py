"""Previews in the admin: of what is saved, of what is typed, of what was."""

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Article, AuditEntry, Edition, Version


@pytest.fixture
def article(make_article):
    return make_article(title_ru="Озеро", lead_ru="Сохранённый лид", title_hy="Լիճ")


@pytest.fixture
def address(article):
    def of(name="preview_page", language="ru"):
        return reverse(f"admin:articles_article_{name}", args=[article.pk, language])

    return of


@pytest.mark.parametrize(
    "role", ["reporter", "translator", "editor_hy", "chief", "photo", "administrator"]
)
def test_whoever_sees_the_story_sees_its_page(role, request, sign_in, address):
    client = sign_in(request.getfixturevalue(role))

    page = client.get(address())

    assert "<h1>Озеро</h1>" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert page["Referrer-Policy"] == "no-referrer"


def test_a_stranger_is_asked_to_sign_in(client, address):
    for name in ("preview_page", "preview"):
        answer = client.get(address(name))

        assert answer.status_code == 302
        assert answer.url.startswith("/admin/login/")


def test_what_is_typed_is_shown_and_never_kept(
    sign_in, chief, article, address, as_posted, make_tag
):
    tag = make_tag(ru="Севан")
    typed = as_posted(
        article, title_ru="Новый <b>", body_ru="<p>Слова<script>x</script></p>", tags=[tag.pk]
    )
    versions, audit = Version.objects.count(), AuditEntry.objects.count()

    page = sign_in(chief).post(address(), typed)
    html = page.content.decode()

    assert "<h1>Новый &lt;b&gt;</h1>" in html
    assert "<p>Слова</p>" in html
    assert "Севан" in html
    assert "no-store" in page["Cache-Control"]
    kept = Article.objects.get()
    assert (kept.text("title", "ru"), kept.text("body", "ru")) == ("Озеро", "")
    assert not kept.tags.exists()
    assert (Version.objects.count(), AuditEntry.objects.count()) == (versions, audit)
    assert not Edition.objects.exists()


def test_what_one_may_not_write_stays_as_it_is_saved(
    sign_in, translator, article, address, as_posted
):
    typed = as_posted(article, title_ru="Чужое", title_hy="Իմ վերնագիր", kind="opinion")
    client = sign_in(translator)

    assert "<h1>Озеро</h1>" in client.post(address(), typed).content.decode()
    page = client.post(address(language="hy"), typed).content.decode()

    assert "<h1>Իմ վերնագիր</h1>" in page
    assert "article-news" in page


def test_what_the_form_would_refuse_is_shown_all_the_same(
    sign_in, chief, article, address, as_posted
):
    typed = as_posted(article, title_ru="Слово " * 100, category="999999")

    page = sign_in(chief).post(address(), typed).content.decode()

    assert "Слово Слово" in page


def test_story_that_was_never_saved_has_a_page(sign_in, reporter):
    new = reverse("admin:articles_article_preview_new", args=["ru"])
    typed = {"title_ru": "Совсем новый", "kind": "news", "source_language": "ru"}

    page = sign_in(reporter).post(new, typed)

    assert "<h1>Совсем новый</h1>" in page.content.decode()
    assert not Article.objects.exists()


def test_page_of_a_version_is_what_it_was(sign_in, chief, article, address):
    first = article.versions.get(part="ru")
    article.set_text("title", "ru", "Потом")
    workflow.save(article, by=chief)
    client = sign_in(chief)

    assert "<h1>Потом</h1>" in client.get(address()).content.decode()
    assert "<h1>Озеро</h1>" in client.get(address(), {"version": first.pk}).content.decode()
    for nonsense in ("0", "x", "9" * 30):
        assert client.get(address(), {"version": nonsense}).status_code == 404


def test_theme_is_held_and_nonsense_is_not(sign_in, chief, address):
    client = sign_in(chief)

    night = client.get(address(), {"theme": "night"}).content.decode()
    nonsense = client.get(address(), {"theme": '"><script>'}).content.decode()

    assert '<html lang="ru" data-theme="night" data-fixed="night"' in night
    assert '<html lang="ru" data-theme="auto" data-type-size' in nonsense


def test_desk_shows_the_page_in_a_frame_of_a_width(sign_in, chief, address):
    page = sign_in(chief).get(address("preview", "hy"), {"theme": "night", "width": "390"})
    html = page.content.decode()

    assert f'src="{address(language="hy")}?theme=night"' in html
    assert "preview__frame--390" in html
    assert "no-store" in page["Cache-Control"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"


def test_unknown_language_or_story_is_not_found(sign_in, chief, article, address):
    client = sign_in(chief)
    gone = reverse("admin:articles_article_preview_page", args=[article.pk + 9, "ru"])

    assert client.get(address(language="xx")).status_code == 404
    assert client.get(gone).status_code == 404


def test_form_has_a_button_for_each_language_that_works_without_script(
    sign_in, chief, article, address
):
    page = sign_in(chief).get(article.get_admin_url()).content.decode()

    for language in ("ru", "hy", "en"):
        assert f'formaction="{address(language=language)}" formtarget="_blank"' in page
