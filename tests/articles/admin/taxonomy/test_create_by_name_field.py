"""Tags and people made while a story is written: by those who may, and never twice."""

import pytest

from articles.models import Article, AuditEntry, Author, OldAddress, Tag

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def save(sign_in, form_address, as_posted):
    def send(person, article, **typed):
        return sign_in(person).post(form_address(article), as_posted(article, **typed), follow=True)

    return send


def test_new_names_become_rows_in_the_language_of_their_letters(save, chief, make_article):
    article = make_article()

    page = save(chief, article, tags=["+Озеро  Севан"], authors=["+Անի Սարգսյան", "+Ann Lee"])

    tag = Tag.objects.get()
    assert (tag.name_ru, tag.slug_ru, tag.name_hy or "") == ("Озеро Севан", "ozero-sevan", "")
    first, second = Article.objects.get(pk=article.pk).credits.all()
    assert (first.author.name_hy, first.author.slug) == ("Անի Սարգսյան", "ani-sargsyan")
    assert second.author.name_en == "Ann Lee"
    assert "Created: tag “Озеро Севан”." in page.content.decode()
    assert AuditEntry.objects.filter(action="row_added", about="Озеро Севан").count() == 1


def test_name_is_made_in_no_language_of_another_desk(save, editor_ru, make_article):
    article = make_article()

    page = save(editor_ru, article, title_ru="Новое", tags=["+Սևան"]).content.decode()

    assert "“Սևան” cannot be created: Only the desk for this language can write this." in page
    assert 'value="+Սևան" selected' in page
    assert not Tag.objects.exists()


def test_latin_name_is_of_the_desk_that_writes_it(save, editor_ru, make_article):
    save(editor_ru, make_article(), tags=["+NATO"])

    tag = Tag.objects.get()
    assert (tag.name_ru, tag.name_en or "", tag.slug_ru) == ("NATO", "", "nato")


@pytest.mark.parametrize("word", ["СЕВАН", "Sevan", "Севан"])
def test_what_is_known_is_found(save, editor_ru, make_article, make_tag, word):
    tag = make_tag(ru="Севан")
    article = make_article()

    save(editor_ru, article, tags=[f"+{word}"])

    assert list(Article.objects.get(pk=article.pk).tags.all()) == [tag]
    assert Tag.objects.count() == 1


def test_former_name_is_found(save, chief, make_article, author):
    OldAddress.objects.create(author=author, slug="m-petrosian")
    article = make_article()

    save(chief, article, authors=["+M Petrosian"])

    assert [one.author for one in Article.objects.get(pk=article.pk).credits.all()] == [author]
    assert Author.objects.count() == 1


def test_new_names_keep_their_place(save, chief, make_article, author):
    article = make_article()

    save(chief, article, authors=["+Ann Lee", str(author.pk)])

    credits = Article.objects.get(pk=article.pk).credits.all()
    assert [one.author.slug for one in credits] == ["ann-lee", "mariam-petrosyan"]


def test_who_may_not_add_makes_nothing(save, reporter, make_article):
    article = make_article(by=reporter)

    page = save(reporter, article, tags=["+Севан"]).content.decode()

    assert "Nothing found under the name" in page
    assert not Tag.objects.exists()


@pytest.mark.parametrize("word", ["+", "+ ", "+" + "я" * 81])
def test_name_of_no_or_too_many_letters_is_refused(save, chief, make_article, word):
    page = save(chief, make_article(), tags=[word]).content.decode()

    assert "Names must have 1 to 80 characters." in page
    assert not Tag.objects.exists()


def test_refused_form_makes_nothing_and_keeps_the_name(save, chief, make_article):
    page = save(chief, make_article(), tags=["+Севан"], category="999").content.decode()

    assert '<option value="+Севан" selected>Севан</option>' in page
    assert not Tag.objects.exists()
