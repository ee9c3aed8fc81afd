"""The glossary at the checks before publishing: forbidden forms are named, and stop or ask."""

import pytest

from articles.editorial import checks
from articles.editorial.checks.rules import Check, Level
from articles.models import SiteSettings, Term
from articles.text.cleaning import skeleton

pytestmark = pytest.mark.usefixtures("in_english", "usual_checks")


@pytest.fixture
def terms(db):
    Term.objects.create(name_ru="Ванадзор", forbidden_ru="Кировакан\nКараклис")
    Term.objects.create(forbidden_ru="так называемый")
    Term.objects.create(name_ru="Севан", name_hy="Սևան")


def said(article, language="ru"):
    [result] = [one for one in checks.check(article)[language] if one.check == Check.GLOSSARY]
    return result


def test_forbidden_forms_are_named_with_the_allowed_one(terms, make_article):
    article = make_article(
        title_ru="В Кировакане дождь", body_ru="<p>Так называемый <b>Караклис</b></p>"
    )

    assert list(said(article).sentences) == [
        "«Кировакане»: the glossary says «Ванадзор».",
        "«Так называемый» is ruled out by the glossary.",
        "«Караклис»: the glossary says «Ванадзор».",
    ]
    assert said(article).asks
    assert said(article, "hy").is_done


def test_newsroom_may_let_it_stop(terms, make_article):
    SiteSettings.objects.create(pk=1, checks={"glossary": "error"})
    article = make_article(title_ru="В Кировакане дождь")

    assert said(article).stops


def test_switched_off_the_glossary_is_not_asked(terms, make_article, monkeypatch):
    monkeypatch.setitem(checks.rules.DEFAULTS, Check.GLOSSARY, Level.OFF)
    article = make_article(title_ru="В Кировакане дождь")

    assert [one for one in checks.check(article)["ru"] if one.check == Check.GLOSSARY] == []


def test_words_of_the_original_are_not_the_translators(terms, make_article):
    Term.objects.create(name_en="Vanadzor", forbidden_en="Kirovakan")
    article = make_article(body_en=skeleton("<p>Kirovakan</p>"))

    assert said(article, "en").is_done
