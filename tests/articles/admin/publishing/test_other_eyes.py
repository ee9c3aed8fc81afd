"""Four eyes in the interface: no button, a sentence, and no way around it."""

import pytest

from articles import workflow
from articles.models import Edition, SiteSettings, Status

SENTENCE = "You wrote the latest version of this text: someone else must approve it."


@pytest.fixture
def story(make_article, editor_ru, chief):
    """In review; the Russian editor wrote its last version."""
    SiteSettings.objects.create(pk=1, needs_other_eyes=True)
    article = make_article(by=chief)
    article.set_text("lead", "ru", "Вода поднялась.")
    workflow.save(article, by=editor_ru)
    workflow.submit(article, "ru", by=editor_ru)
    return article


def test_form_says_why_there_is_no_button(sign_in, editor_ru, chief, story, form_address):
    own = sign_in(editor_ru).get(form_address(story)).content.decode()
    others = sign_in(chief).get(form_address(story)).content.decode()

    assert SENTENCE in own
    assert 'value="publish:ru"' not in own
    assert 'value="approve:ru"' not in own
    assert SENTENCE not in others
    assert 'value="publish:ru"' in others
    assert 'value="approve:ru"' in others


@pytest.mark.parametrize("verb", ["approve", "publish", "schedule"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_of_a_verb_leads_back_with_the_sentence(
    sign_in, editor_ru, story, verb_address, verb, method
):
    data = {"at": "2099-01-01T10:00", "anyway": "on"}

    response = getattr(sign_in(editor_ru), method)(
        verb_address(story, "ru", verb), data, follow=True
    )

    story.refresh_from_db()
    assert SENTENCE in response.content.decode()
    assert not Edition.objects.exists()
    assert story.text("status", "ru") == Status.REVIEW


def test_button_of_an_old_form_saves_and_says_why_not(
    sign_in, editor_ru, story, form_address, as_posted
):
    data = as_posted(story, title_ru="Иначе", _verb="publish:ru")

    response = sign_in(editor_ru).post(form_address(story), data, follow=True)

    story.refresh_from_db()
    assert story.text("title", "ru") == "Иначе"
    assert SENTENCE in response.content.decode()
    assert not Edition.objects.exists()


def test_switch_is_the_heads(sign_in, chief, editor_ru):
    settings = SiteSettings.objects.create(pk=1)
    address = f"/admin/articles/sitesettings/{settings.pk}/change/"

    answers = [sign_in(person).get(address).content.decode() for person in (chief, editor_ru)]

    assert ['name="needs_other_eyes"' in page for page in answers] == [True, False]


def test_page_of_a_new_story_opens(sign_in, editor_ru, chief):
    SiteSettings.objects.create(pk=1, needs_other_eyes=True)

    answers = [sign_in(one).get("/admin/articles/article/add/") for one in (editor_ru, chief)]

    assert [one.status_code for one in answers] == [200, 200]
