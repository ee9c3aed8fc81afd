"""What stands beside a translation: paragraphs that changed since, names of the glossary."""

import pytest

from articles import workflow
from articles.editorial.source_panel import changes, made_from, panel_for
from articles.models import Term
from articles.text.cleaning import skeleton

BODY = "<p>Вода поднялась на пять сантиметров.</p><p>Рыба вернулась.</p><p>Люди рады.</p>"


@pytest.fixture
def begun(make_article, chief):
    """A story whose translation was begun."""
    article = make_article(body_ru=BODY, lead_ru="Севан растёт")
    workflow.start_translation(article, "hy", by=chief)
    article.refresh_from_db()
    return article


def rewrite(article, by, old, new):
    article.body_ru = article.body_ru.replace(old, new)
    return workflow.save(article, by=by)


def test_nothing_is_changed_at_the_beginning(begun):
    shown = panel_for(begun, "hy", "ru")

    assert [piece.html for piece in shown.body] == [
        "<p>Вода поднялась на пять сантиметров.</p>",
        "<p>Рыба вернулась.</p>",
        "<p>Люди рады.</p>",
    ]
    assert (shown.changed, shown.lines[0].html) == (0, "Озеро возвращается")


def test_changed_paragraphs_are_marked_with_what_changed(begun, chief):
    rewrite(begun, chief, "пять", "шесть")
    begun.lead_ru = "Севан растёт быстро"
    workflow.save(begun, by=chief)

    shown = panel_for(begun, "hy", "ru")

    assert [piece.is_changed for piece in shown.body] == [True, False, False]
    [block] = shown.body[0].blocks
    assert [run.text.strip() for run in block.runs if run.kind != "same"] == ["пять", "шесть"]
    assert [piece.name for piece in shown.lines if piece.is_changed] == ["lead"]
    assert shown.changed == 2


def test_new_and_removed_paragraphs_are_told(begun, chief):
    rewrite(begun, chief, "<p>Рыба вернулась.</p>", "")
    rewrite(begun, chief, "<p>Люди рады.</p>", "<p>Люди рады.</p><p>И птицы.</p>")

    shown = panel_for(begun, "hy", "ru")

    said = [[block.kind for block in piece.blocks] for piece in shown.body]
    assert said == [["gone"], [], ["new"]]


@pytest.mark.parametrize(
    "old, new, told",
    [
        ("<p>а</p>", "<p>а</p>", []),
        ("", "<p>а</p><p>б</p>", [(0, "", "<p>а</p>"), (1, "", "<p>б</p>")]),
        ("<p>а</p><hr>", "<hr>", [(0, "<p>а</p>", "")]),
        ("<p>а</p>", "", [(0, "<p>а</p>", "")]),
    ],
)
def test_changes_say_where(old, new, told):
    assert changes(old, new) == told


def test_made_from_is_what_publishing_noted(begun, chief):
    begun.title_hy = "Լիճ"
    workflow.save(begun, by=chief)
    first = made_from(begun, "hy", "ru")
    rewrite(begun, chief, "пять", "шесть")
    workflow.publish(begun, "ru", by=chief)

    workflow.publish(begun, "hy", by=chief)

    assert (first, made_from(begun, "hy", "ru")) == (1, 2)
    assert panel_for(begun, "hy", "ru").changed == 0


def test_names_stand_beside_their_paragraph(begun):
    Term.objects.create(name_ru="рыба", name_hy="ձուկ", note="ишхан отдельно")
    Term.objects.create(name_ru="Севан", name_hy="Սևան")
    Term.objects.create(name_ru="вода", name_hy="")

    shown = panel_for(begun, "hy", "ru")

    names = [[(one.words, one.instead) for one in piece.names] for piece in shown.body]
    assert names == [[], [("Рыба", "ձուկ")], []]
    assert [(piece.name, piece.names[0].instead) for piece in shown.lines if piece.names] == [
        ("lead", "Սևան")
    ]
    assert shown.body[1].names[0].note == "ишхан отдельно"


def test_source_beside_itself_is_another_language(make_article):
    article = make_article(body_ru=BODY, title_hy="Լիճ", body_hy=skeleton("<p>Ջուր</p>"))

    shown = panel_for(article, "ru", "hy")

    assert (shown.language, [piece.html for piece in shown.body][0][:15]) == (
        "hy",
        "<p data-source=",
    )


def test_beside_asks_few_questions(begun, chief, django_assert_num_queries):
    rewrite(begun, chief, "пять", "шесть")

    with django_assert_num_queries(4):  # glossary, edition, number, version
        panel_for(begun, "hy", "ru")
