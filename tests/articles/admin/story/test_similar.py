"""The hint beside a title, and after saving."""

from django.urls import reverse

from articles.models import Article

ADDRESS = "admin:articles_article_similar"


def test_hint_names_story_and_writer_escaped(sign_in, photo, make_article, reporter):
    article = make_article(by=reporter, title_ru="Озеро <b>Севан</b> & <i> растёт")

    page = sign_in(photo).get(reverse(ADDRESS), {"title": "Озеро растёт"}).content.decode()

    assert "&lt;b&gt;Севан&lt;/b&gt; &amp; &lt;i&gt; растёт" in page
    assert article.get_admin_url() in page
    assert "reporter" in page


def test_own_story_is_no_hint(sign_in, reporter, make_article):
    article = make_article(title_ru="Озеро Севан растёт")
    client = sign_in(reporter)
    asked = {"title": "Озеро Севан"}
    assert "Озеро" in client.get(reverse(ADDRESS), asked).content.decode()

    own = client.get(reverse(ADDRESS), asked | {"article": article.pk})

    assert own.content.decode() == ""


def test_nonsense_is_answered_with_nothing(sign_in, reporter, make_article):
    make_article(title_ru="Озеро Севан растёт")

    answer = sign_in(reporter).get(reverse(ADDRESS), {"title": "\x00", "article": "x"})

    assert (answer.status_code, answer.content.decode()) == (200, "")


def test_strangers_are_told_nothing(client, make_article):
    make_article(title_ru="Озеро Севан растёт")

    answer = client.get(reverse(ADDRESS), {"title": "Озеро Севан"})

    assert answer.status_code == 302


def test_saving_a_new_title_names_who_writes_the_same(sign_in, reporter, chief, make_article):
    make_article(by=chief, title_ru="Озеро Севан <i>растёт</i>")
    client = sign_in(reporter)

    page = client.post(
        reverse("admin:articles_article_add"),
        {"kind": "news", "source_language": "ru", "title_ru": "Растёт озеро Севан"},
        follow=True,
    )

    assert Article.objects.count() == 2
    hint = "A similar story is in progress: "
    assert hint in page.content.decode()
    assert "Озеро Севан &lt;i&gt;растёт&lt;/i&gt;</a> (chief)" in page.content.decode()
