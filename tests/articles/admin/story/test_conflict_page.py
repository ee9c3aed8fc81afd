"""Two people wrote in the same place: both texts are shown, and both are kept."""

import re
from html import unescape

import pytest
from django.urls import reverse

from articles import workflow
from articles.editorial import versions
from articles.models import Article, Category, Version
from articles.models.version import SHARED

pytestmark = pytest.mark.usefixtures("in_english")


def saved_by_another(article, by, *, facts=None, **texts):
    """Save other words, as from a form of somebody else."""
    other = Article.objects.get(pk=article.pk)
    for name, value in texts.items():
        setattr(other, name, value)
    workflow.save(other, by=by, **(facts or {}))


def hidden_in(response) -> dict:
    """Return what the page would send back, the answers apart."""
    found: dict[str, list] = {}
    page = response.content.decode().split("data-clashes>")[1]
    page = page.replace("csrfmiddlewaretoken", "")
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(unescape(value))
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def asides(article) -> list[tuple[str, dict]]:
    rows = Version.everything.filter(article=article, is_aside=True).order_by("pk")
    return [(row.part, row.fields) for row in rows]


@pytest.fixture
def clash(sign_in, chief, editor_ru, make_article, as_posted, form_address):
    """A title that both changed: the article, the client of the later one, the page they get."""
    article = make_article(title_ru="Старое", lead_ru="Лид")
    opened = as_posted(article, title_ru="Моё слово", subtitle_ru="Мой подзаголовок")
    saved_by_another(article, editor_ru, title_ru="Чужое слово", lead_ru="Чужой лид")
    client = sign_in(chief)
    return article, client, client.post(form_address(article), opened)


def answer(clash, form_address, **answers):
    article, client, page = clash
    return client.post(form_address(article), hidden_in(page) | answers)


def test_page_shows_origin_theirs_and_mine_with_who_and_saves_nothing_yet(clash):
    article, _client, response = clash

    page = response.content.decode()
    assert Article.objects.get(pk=article.pk).title_ru == "Чужое слово"
    assert "<p>Старое</p>" in page
    assert "<del>Старое</del><ins>Чужое слово</ins>" in page
    assert "<del>Старое</del><ins>Моё слово</ins>" in page
    assert "editor_ru, " in page
    assert [one.field for one in response.context["meetings"][0].questions] == ["title"]


def test_both_texts_are_in_the_history_before_anything_is_chosen(clash):
    article, client, _page = clash

    kept = asides(article)
    assert [(part, fields["title"]) for part, fields in kept] == [("ru", "Моё слово")]
    assert versions.numbers(article)["ru"] == 2
    address = f"/admin/articles/article/{article.pk}/versions/"
    assert "text overwritten: a colleague saved first" in client.get(address).content.decode()


@pytest.mark.parametrize(
    "answers, title",
    [
        ({"clash-ru-title-0": "mine"}, "Моё слово"),
        ({"clash-ru-title-0": "theirs"}, "Чужое слово"),
        ({"clash-ru-title-0": "own", "clash-ru-title-0-own": "Третье"}, "Третье"),
    ],
)
def test_what_is_chosen_is_saved_with_all_that_was_in_no_question(
    clash, form_address, answers, title
):
    article = clash[0]

    response = answer(clash, form_address, **answers)

    assert response.status_code == 302
    kept = Article.objects.get(pk=article.pk)
    assert (kept.title_ru, kept.lead_ru) == (title, "Чужой лид")
    assert kept.subtitle_ru == "Мой подзаголовок"
    titles = {row.fields["title"] for row in Version.everything.filter(part="ru")}
    assert titles >= {"Старое", "Чужое слово", "Моё слово", title}


def test_nothing_chosen_asks_again_and_keeps_what_was_typed(clash, form_address):
    response = answer(clash, form_address, **{"clash-ru-title-0-own": "Третье"})

    page = response.content.decode()
    assert "For each passage, choose your version" in page
    assert "Третье" in page
    assert hidden_in(response) == hidden_in(clash[2])
    assert Article.objects.get().title_ru == "Чужое слово"


def test_words_that_a_third_person_saved_meanwhile_are_asked_about_too(
    clash, form_address, other_reporter, editor_ru
):
    saved_by_another(clash[0], editor_ru, title_ru="Ещё одно")

    response = answer(clash, form_address, **{"clash-ru-title-0": "mine"})

    assert "<del>Чужое слово</del><ins>Ещё одно</ins>" in response.content.decode()
    assert Article.objects.get().title_ru == "Ещё одно"
    again = answer((*clash[:2], response), form_address, **{"clash-ru-title-0": "mine"})
    assert again.status_code == 302
    assert Article.objects.get().title_ru == "Моё слово"


def test_only_the_paragraphs_that_both_changed_are_asked_about(
    sign_in, chief, editor_ru, make_article, as_posted, form_address
):
    article = make_article(body_ru="<p>Один</p><p>Два</p><p>Три</p><p>Четыре</p>")
    mine = "<p>Один мой</p><p>Два</p><p>Три мой</p><p>Четыре мой</p>"
    opened = as_posted(article, body_ru=mine)
    theirs = "<p>Один их</p><p>Два их</p><p>Три их</p><p>Четыре</p>"
    saved_by_another(article, editor_ru, body_ru=theirs)
    client = sign_in(chief)

    page = client.post(form_address(article), opened)
    labels = [one.label for one in page.context["meetings"][0].questions]
    answers = {"clash-ru-body-0": "theirs", "clash-ru-body-1": "own"}
    answers["clash-ru-body-1-own"] = "<p>Три вместе</p><script>alert(1)</script>"
    client.post(form_address(article), hidden_in(page) | answers)

    assert labels == ["text, no. 1", "text, no. 2"]
    kept = Article.objects.get(pk=article.pk).body_ru
    assert kept == "<p>Один их</p><p>Два их</p><p>Три вместе</p><p>Четыре мой</p>"


def test_markup_of_the_other_never_runs_on_the_page(
    sign_in, chief, editor_ru, make_article, as_posted, form_address
):
    article = make_article(title_ru="Старое")
    opened = as_posted(article, title_ru="Моё <b>слово</b>")
    saved_by_another(article, editor_ru, title_ru="<script>alert(1)</script>")

    page = sign_in(chief).post(form_address(article), opened).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_category_that_both_changed_is_asked_about_by_name(
    sign_in, chief, editor_ru, make_article, as_posted, form_address, make_tag
):
    article = make_article()
    sport, culture = (
        Category.objects.create(slug=slug, name_ru=name, name_en=name)
        for slug, name in (("sport", "Sport"), ("culture", "Culture"))
    )
    tags = [make_tag(ru="Севан"), make_tag(ru="Вода")]
    opened = as_posted(article, category=sport.pk, tags=[tags[0].pk])
    saved_by_another(article, editor_ru, category=culture, facts={"tags": [tags[1].pk]})
    client = sign_in(chief)

    page = client.post(form_address(article), opened)
    client.post(form_address(article), hidden_in(page) | {"clash-shared-category-0": "mine"})

    shown = page.content.decode()
    assert [name in shown for name in ("Ecology", "Sport", "Culture")] == [True] * 3
    kept = Article.objects.get(pk=article.pk)
    assert kept.category == sport
    assert set(kept.tags.all()) == set(tags)
    assert Version.everything.get(is_aside=True).part == SHARED


def test_clash_with_oneself_says_so(
    sign_in, chief, make_article, as_posted, form_address
):  # fmt: skip
    article = make_article(title_ru="Старое")
    first, second = (as_posted(article, title_ru=title) for title in ("Первое", "Второе"))
    client = sign_in(chief)
    client.post(form_address(article), first)

    page = client.post(form_address(article), second).content.decode()

    assert "Yours from another window" in page


def test_two_windows_of_one_person_with_other_fields_ask_nothing(
    sign_in, chief, make_article, as_posted, form_address
):
    article = make_article(title_ru="Старое")
    first, second = as_posted(article, title_ru="Новое"), as_posted(article, lead_ru="Лид")
    client = sign_in(chief)
    client.post(form_address(article), first)

    response = client.post(form_address(article), second)

    assert response.status_code == 302
    kept = Article.objects.get(pk=article.pk)
    assert (kept.title_ru, kept.lead_ru) == ("Новое", "Лид")


def test_save_whose_answer_never_came_is_pressed_again_without_an_alarm(
    sign_in, chief, make_article, as_posted, form_address
):
    article = make_article(title_ru="Старое")
    sent = as_posted(article, title_ru="Новое", _form="a" * 32)
    client = sign_in(chief)
    client.post(form_address(article), sent)

    response = client.post(form_address(article), sent | {"title_ru": "Новое, дальше"})

    assert response.status_code == 302
    assert Article.objects.get(pk=article.pk).title_ru == "Новое, дальше"


def test_answer_about_what_somebody_else_set_aside_is_none(clash, form_address, editor_ru, sign_in):
    article, _client, page = clash

    response = sign_in(editor_ru).post(
        form_address(article), hidden_in(page) | {"clash-ru-title-0": "mine"}
    )

    assert response.status_code == 200
    assert Article.objects.get(pk=article.pk).title_ru == "Чужое слово"


def test_press_of_publish_does_not_publish_what_nobody_chose(
    sign_in, chief, editor_ru, make_article, as_posted, form_address
):
    article = make_article(title_ru="Старое")
    opened = as_posted(article, title_ru="Моё", _verb="publish:ru")
    saved_by_another(article, editor_ru, title_ru="Чужое")
    client = sign_in(chief)

    page = client.post(form_address(article), opened)
    client.post(form_address(article), hidden_in(page) | {"clash-ru-title-0": "theirs"})

    assert "Not published yet" in page.content.decode()
    assert not article.editions.exists()


def test_what_was_set_aside_can_be_compared_and_brought_back(clash, form_address):
    article, client, _page = clash
    row = Version.everything.get(is_aside=True)
    compared = reverse("admin:articles_article_compare", args=[article.pk])

    page = client.get(compared, {"part": "ru", "old": row.pk, "new": "now"}).content.decode()
    bring = reverse("admin:articles_version_bring_back", args=[article.pk, row.pk])
    client.post(bring, {"base": 2, "field": "title"})

    assert "RU, overwritten text, " in page
    assert "<del>Моё</del><ins>Чужое</ins> слово" in page
    kept = Article.objects.get(pk=article.pk)
    assert (kept.title_ru, kept.lead_ru) == ("Моё слово", "Чужой лид")


def test_version_is_not_brought_back_over_what_nobody_has_seen(
    sign_in, chief, editor_ru, make_article
):
    article = make_article(title_ru="Старое")
    saved_by_another(article, chief, title_ru="Новое")
    saved_by_another(article, editor_ru, title_ru="Совсем новое")
    first = article.versions.get(part="ru", number=1)
    bring = reverse("admin:articles_version_bring_back", args=[article.pk, first.pk])

    page = sign_in(chief).post(bring, {"base": 2}, follow=True).content.decode()

    assert Article.objects.get(pk=article.pk).title_ru == "Совсем новое"
    assert "Editor_ru has just saved this part" in page
    assert "<del>Старое</del><ins>Совсем новое</ins>" in page


LAKE, DAM, FISH = "<p>Озеро растёт.</p>", "<p>Министр обещал плотину.</p>", "<p>Рыбаки рады.</p>"
END = "<p>Голосование в мае.</p>"


@pytest.fixture
def met(sign_in, chief, editor_ru, make_article, as_posted, form_address):
    """Let a colleague save a body and the chief send another: the article, the client, the page."""

    def begin(theirs: str, mine: str):
        article = make_article(body_ru=LAKE + DAM + FISH + END)
        opened = as_posted(article, body_ru=mine)
        saved_by_another(article, editor_ru, body_ru=theirs)
        client = sign_in(chief)
        return article, client, client.post(form_address(article), opened)

    return begin


@pytest.mark.parametrize("choice", ["theirs", "mine"])
@pytest.mark.parametrize(
    "theirs, mine, deeds",
    [
        (LAKE + FISH + END, LAKE + FISH + END + DAM,
         ("Deleted: leave it out", "Moved: now after “Голосование в мае.”")),
        (LAKE + FISH + END, DAM + LAKE + FISH + END,
         ("Deleted: leave it out", "Moved to the beginning")),
        (LAKE + FISH + END, LAKE + f"{DAM[:-4]} {FISH[3:]}" + END,
         ("Deleted: leave it out", "Merged with the adjacent paragraph")),
        (LAKE + "<p>Министр обещал</p><p>плотину.</p>" + FISH + END, LAKE + FISH + END,
         ("Split into parts", "Deleted: leave it out")),
        (LAKE + FISH + END + DAM, DAM + LAKE + FISH + END,
         ("Moved: now after “Голосование в мае.”", "Moved to the beginning")),
    ],
)  # fmt: skip
def test_both_ready_answers_are_right_and_say_what_was_done(
    met, form_address, theirs, mine, deeds, choice
):
    clash = met(theirs, mine)

    page = unescape(clash[2].content.decode())
    response = answer(clash, form_address, **{"clash-ru-body-0": choice})

    assert re.findall(r'<p class="clash__deed">(.*?)</p>', page) == list(deeds)
    assert response.status_code == 302
    assert Article.objects.get().body_ru == {"theirs": theirs, "mine": mine}[choice]


def test_own_words_for_what_was_deleted_begin_with_what_the_other_has(met, form_address):
    clash = met(LAKE + DAM.replace("плотину", "дамбу") + FISH + END, LAKE + FISH + END)

    page = clash[2].content.decode()
    own = {"clash-ru-body-0": "own", "clash-ru-body-0-own": "<p>Другое.</p>"}
    answer(clash, form_address, **own)

    assert "обещал дамбу.&lt;/p&gt;</textarea>" in page
    assert Article.objects.get().body_ru == LAKE + "<p>Другое.</p>" + FISH + END


def test_other_words_of_both_say_no_more_than_the_words(met):
    clash = met(LAKE + DAM.replace("плотину", "дамбу") + FISH + END,
                LAKE + DAM.replace("плотину", "мост") + FISH + END)  # fmt: skip

    page = clash[2].content.decode()
    assert [one in page for one in ("дамбу", "мост", "плотину")] == [True] * 3
    assert "clash__deed" not in page
