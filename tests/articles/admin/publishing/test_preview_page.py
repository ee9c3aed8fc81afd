"""What somebody without an account gets who holds a link, and everybody else who does not."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.admin.publishing.preview_page import address
from articles.editorial import notes
from articles.models import Mention, Note, PreviewComment, PreviewLink, PreviewOpening, Views
from newsroom.cache import pagecache
from newsroom.models import User

CLOSED = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@pytest.fixture
def article(make_article):
    return make_article(title_ru="Озеро возвращается", title_hy="Լիճը վերադառնում է")


@pytest.fixture
def share(article, chief):
    """Make a link and return its address and its row: `share(language="ru")`."""

    def make(**given):
        link, secret = workflow.share(article, by=chief, **{"name": "Эксперт"} | given)
        return address(secret), link

    return make


@pytest.fixture
def sign_in_as():
    def enter(person):
        client = Client()
        client.force_login(person)
        return client

    return enter


def answer(path, method="get", **given):
    """Return what a stranger gets: status, headers and the page, its own address made X."""
    response = getattr(Client(), method)(path, **given)
    page = response.content.decode().replace(path, "X" * len(path))
    return response.status_code, dict(response.headers), page


def nothing(path, method="get", **given):
    """Return what a stranger gets at an address of this length that never existed."""
    return answer(f"/{'n' * (len(path) - 2)}/", method, **given)


def test_link_shows_the_draft_to_nobody_else(client, share):
    path, _link = share()

    response = client.get(path)
    page = response.content.decode()

    assert response.status_code == 200
    assert "<h1>Озеро возвращается</h1>" in page
    assert "Эксперт" in page
    assert {name: response[name] for name in CLOSED} == CLOSED
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page
    assert "application/ld+json" not in page
    assert response.cookies == {}


@pytest.mark.parametrize("code", ["ru", "hy", "en"])
def test_page_is_the_one_that_readers_get(code, client, make_edition, make_tag, author, chief):
    make_edition(code, hours_ago=9)
    texts = {f"body_{code}": "<p>Один</p><p>Два</p><p>Три</p>", f"lead_{code}": "Лид"}
    tag = make_tag(**{code: "Севан"})
    edition = make_edition(code, tags=[tag], authors=[author], source_language=code, **texts)
    _link, secret = workflow.share(edition.article, by=chief, name="x")

    public = client.get(edition.get_absolute_url()).content.decode()
    draft = client.get(address(secret)).content.decode()

    def main(page):
        page = re.search(r"<main.*</main>", page, re.S)[0]
        page = re.sub(
            r'<details class="mistake".*?</details>|<noscript><img.*?</noscript>',
            "",
            page,
            flags=re.S,
        )
        page = re.sub(r' data-views="\d+" data-count-url="[^"]*"', "", page)
        page = re.sub(r'<p class="printed">.*?</p>', "", page)
        return "\n".join(line.strip() for line in page.splitlines() if line.strip())

    assert main(draft) == main(public)


def test_draft_is_neither_counted_nor_reported(client, make_edition, chief):
    edition = make_edition("ru")
    _link, secret = workflow.share(edition.article, by=chief, name="x")
    assert "data-views" in client.get(edition.get_absolute_url()).content.decode()

    page = client.get(address(secret)).content.decode()

    assert "data-views" not in page
    assert "/views/" not in page
    assert "data-mistake" not in page
    assert not Views.objects.exists()


def test_every_closed_address_is_one_that_never_existed(share, chief):
    path, link = share()
    ended, ended_link = share()
    moment = timezone.now() - timedelta(days=9)
    PreviewLink.objects.filter(pk=ended_link.pk).update(
        made_at=moment, ends_at=moment + timedelta(hours=24)
    )
    assert answer(path)[0] == answer(f"{path}arm/")[0] == 200

    workflow.revoke(link, by=chief)
    altered = path[:-2] + ("A" if path[-2] != "A" else "B") + "/"

    for closed in (path, ended, altered, f"{path}arm/", f"{path}ru/", "/preview/guess/"):
        for method in ("get", "head", "post", "options"):
            assert answer(closed, method) == nothing(closed, method)
            assert answer(closed, method)[0] == 404
        for method in ("put", "delete"):
            assert answer(closed, method) == nothing(closed, method)
            assert answer(closed, method)[0] == 405


def test_link_to_one_language_opens_no_other(client, share):
    path, _link = share(language="hy")

    page = client.get(path).content.decode()

    assert "<h1>Լիճը վերադառնում է</h1>" in page
    assert client.get(path + "arm/").status_code == 200
    assert answer(path + "ru/") == nothing(path + "ru/")
    assert path + "ru/" not in page


def test_link_to_all_languages_leads_to_each_that_there_is(client, share):
    path, _link = share()

    page = client.get(path).content.decode()

    assert f'href="{path}arm/"' in page
    assert "<h1>Լիճը վերադառնում է</h1>" in client.get(path + "arm/").content.decode()
    assert answer(path + "en/")[0] == 404


def test_latest_follows_what_is_saved_and_a_version_stays(client, share, article, chief):
    latest, _link = share()
    kept, _link = share(versions={"ru": 1, "shared": 1})
    article.set_text("title", "ru", "Другой заголовок")
    workflow.save(article, by=chief)

    assert "<h1>Другой заголовок</h1>" in client.get(latest).content.decode()
    assert "<h1>Озеро возвращается</h1>" in client.get(kept).content.decode()


def test_openings_are_counted_and_not_whose(client, share):
    path, link = share()

    for language in ("", "arm/"):
        client.get(path + language)
    client.head(path)

    assert [row.language for row in PreviewOpening.objects.order_by("pk")] == ["ru", "hy"]
    assert {field.name for field in PreviewOpening._meta.fields} == {"id", "link", "language", "at"}


@pytest.mark.parametrize(
    "messenger",
    ["TelegramBot (like TwitterBot)", "Viber/20.0.1", "Iframely/1.3.1", "Google-PageRenderer"],
)
def test_a_messenger_gets_no_card_of_the_draft(share, messenger):
    path, _link = share()
    device = {"User-Agent": messenger}

    assert answer(path, headers=device) == nothing(path, headers=device)
    assert not PreviewOpening.objects.exists()


def test_the_page_cache_takes_no_previews(share):
    path, _link = share()

    assert not pagecache.ADDRESSES.match(path)
    assert not pagecache.ADDRESSES.match(path + "arm/")
    assert not pagecache.may_be_kept("200 OK", [("Cache-Control", "no-store")])


def test_comment_is_kept_and_shown(client, share):
    path, link = share(allows_comments=True)

    written = client.post(path, {"name": "Анна", "text": "Всё верно <b>?"})
    page = client.get(written.url.partition("#")[0]).content.decode()

    assert (written.status_code, written.url) == (302, f"{path}ru/#comments")
    assert PreviewComment.objects.get().text == "Всё верно <b>?"
    assert "Всё верно &lt;b&gt;?" in page


def test_comment_stands_on_the_board_of_who_made_the_link_once_until_it_is_read(
    client, share, chief, editor_ru, sign_in_as
):
    path, link = share(allows_comments=True)
    for words in ("Проверьте имя", "И дату"):
        client.post(f"{path}ru/", {"name": "Анна", "text": words})

    board = sign_in_as(chief).get("/admin/").content.decode()

    assert "Анна" in board
    assert "Проверьте имя" in board
    assert "И дату" not in board
    assert "Проверьте имя" not in sign_in_as(editor_ru).get("/admin/").content.decode()
    notes.put_away(Note.objects.get(), by=chief)
    client.post(f"{path}ru/", {"text": "Теперь верно"})
    assert Note.objects.latest("pk").text == "Теперь верно"


# What a stranger calls themselves, and what stands for it in each language of who reads it.
SIGNED = [
    ("Анна", "en", "Анна (by a preview link, without an account)"),
    ("Анна", "ru", "Анна (по ссылке на черновик, без учётной записи)"),
    ("Анна", "hy", "Анна (սևագրի հղումով, առանց հաշվի)"),
    ("", "en", "Without a name (by a preview link, without an account)"),
    ("", "ru", "Без имени (по ссылке на черновик, без учётной записи)"),
    ("", "hy", "Առանց անվան (սևագրի հղումով, առանց հաշվի)"),
    ("<b>chief</b>", "en", "&lt;b&gt;chief&lt;/b&gt; (by a preview link, without an account)"),
    ("Editor\u202e\n", "en", "Editor (by a preview link, without an account)"),
    ("я" * 500, "en", "я" * 80 + " (by a preview link, without an account)"),
]


@pytest.mark.parametrize("name, language, signed", SIGNED)
def test_comment_is_signed_by_who_wrote_it_and_not_by_the_link_s_maker(
    client, article, share, chief, sign_in_as, mailoutbox, name, language, signed
):
    User.objects.filter(pk=chief.pk).update(
        first_name="Тигран", interface_language=language, wants_mail=True, email="a@example.org"
    )
    chief.refresh_from_db()
    path, _link = share(allows_comments=True)

    client.post(path, {"name": name, "text": "Проверьте <i>имя"})

    notes.send_mail.call(Mention.objects.get().pk)
    signed_in, note = sign_in_as(chief), Note.objects.get()
    below_a_story = reverse("admin:articles_article_notes", args=[article.pk])
    pages = ["/admin/", below_a_story, article.get_admin_url(), reverse("admin:articles_notes")]
    for page in (signed_in.get(one).content.decode() for one in pages):
        assert re.findall(r'notes__head"><b>(.*?)</b>', page) == [signed]
        assert "Проверьте &lt;i&gt;имя" in page
        assert "notes/?to=" not in page  # nobody is there to be answered
    assert note.text == "Проверьте <i>имя"
    letter = mailoutbox[0]
    assert f"\n\n— {unescape(signed)}\n\n" in letter.body
    assert unescape(signed) in letter.subject
    assert "Тигран" not in letter.subject + letter.body


def test_note_of_a_colleague_is_signed_by_their_account_and_answered(
    article, chief, editor_ru, sign_in_as
):
    notes.write(article, by=editor_ru, text="@chief посмотрите")

    page = sign_in_as(chief).get("/admin/").content.decode()

    assert re.findall(r'notes__head"><b>(.*?)</b>', page) == ["editor_ru"]
    assert "notes/?to=editor_ru" in page


@pytest.mark.parametrize("person, status, left", [("chief", 302, 0), ("editor_ru", 403, 1)])
def test_comment_from_a_link_is_taken_back_by_who_made_the_link(
    request, client, article, share, sign_in_as, person, status, left
):
    path, _link = share(allows_comments=True)
    client.post(path, {"name": "Анна", "text": "Проверьте имя"})
    address = reverse("admin:articles_note_drop", args=[article.pk, Note.objects.get().pk])

    answer = sign_in_as(request.getfixturevalue(person)).post(address)

    assert (answer.status_code, Note.objects.count()) == (status, left)


def test_refused_comment_keeps_its_words(client, share):
    path, _link = share(allows_comments=True)

    page = client.post(path, {"name": "Анна", "text": "я" * 2001}).content.decode()

    assert "я" * 2001 in page
    assert 'role="alert"' in page
    assert not PreviewComment.objects.exists()


def test_no_comment_without_leave(client, share):
    path, _link = share()

    page = client.post(path, {"text": "Привет"}).content.decode()

    assert "preview-comments" not in page
    assert not PreviewComment.objects.exists()


def test_light_page_of_a_draft(client, share):
    path, _link = share()

    page = client.get(path + "?lite=1").content.decode()

    assert "article-lite" in page
    assert "<h1>Озеро возвращается</h1>" in page


def test_draft_without_any_text_is_looked_at(client, make_article, chief):
    article = make_article(title_ru="")
    _link, secret = workflow.share(article, by=chief, name="x")

    page = client.get(address(secret)).content.decode()

    assert 'data-edition="0"' in page
    assert page.count("<h1") == 1
