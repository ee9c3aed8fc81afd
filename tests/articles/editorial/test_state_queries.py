"""What the database says of states is what states.py says of the rows that were read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.editorial.state_queries import in_any, in_state
from articles.editorial.states import State, language_states
from articles.models import Article, Edition, Plan
from newsroom import languages


@pytest.fixture
def every_state(make_article, make_edition, chief):
    """A story whose Armenian stands at each state, by the state's name."""
    both = {"title_ru": "Озеро", "title_hy": "Լիճ"}

    def at_step(*verbs):
        article = make_article(**both)
        for verb in verbs:
            more = {"note": "Կրճատիր"} if verb is workflow.send_back else {}
            verb(article, "hy", by=chief, **more)
        return article

    def live(**more):
        article = make_edition("ru", **both).article
        return make_edition("hy", article=article, **more).article

    stories = {
        State.NOT_PLANNED: make_article(title_ru="Озеро"),
        State.MISSING: make_article(title_ru="Озеро"),
        State.DRAFT: make_article(**both),
        State.REVIEW: at_step(workflow.submit),
        State.SENT_BACK: at_step(workflow.submit, workflow.send_back),
        State.APPROVED: at_step(workflow.submit, workflow.approve),
        State.SCHEDULED: live(at=timezone.now() + timedelta(hours=1)),
        State.SCHEDULED_CHANGED: live(at=timezone.now() + timedelta(hours=1)),
        State.LIVE: live(),
        State.LIVE_CHANGED: live(),
        State.BEHIND: live(),
        State.ENDED: live(until=timezone.now() + timedelta(hours=1)),
        State.WITHDRAWN: live(),
    }
    workflow.plan(stories[State.NOT_PLANNED], "hy", by=chief, choice=Plan.Choice.NOT_PLANNED)
    change(stories[State.LIVE_CHANGED], "hy", chief)
    change(stories[State.SCHEDULED_CHANGED], "hy", chief)
    change(stories[State.BEHIND], "ru", chief)
    workflow.publish(stories[State.BEHIND], "ru", by=chief)
    ended = Edition.objects.filter(article=stories[State.ENDED], language="hy")
    ended.update(expires_at=timezone.now() - timedelta(seconds=5))
    gone = stories[State.WITHDRAWN].editions.get(language="hy")
    workflow.withdraw(gone, reason="Կրկնություն", by=chief)
    return stories


def change(article, code, by):
    article.set_text("lead", code, "Другое")
    workflow.save(article, by=by)


def test_every_state_is_found_by_its_own_condition_only(every_state):
    stories = Article.objects.filter(pk__in=[one.pk for one in every_state.values()])
    said = language_states(stories)

    assert {state: said[one.pk]["hy"].code for state, one in every_state.items()} == {
        state: state for state in State
    }
    for state, article in every_state.items():
        assert list(stories.filter(in_state(state, "hy"))) == [article], state


def test_any_language_is_enough(every_state):
    found = Article.objects.filter(in_any(State.REVIEW, languages.CODES))

    assert list(found) == [every_state[State.REVIEW]]


def test_independent_text_is_never_behind(every_state, chief):
    article = every_state[State.BEHIND]
    workflow.plan(article, "hy", by=chief, choice=Plan.Choice.INDEPENDENT)

    assert not Article.objects.filter(in_state(State.BEHIND, "hy")).exists()
    assert article in Article.objects.filter(in_state(State.LIVE, "hy"))


def test_what_was_taken_back_is_a_draft_again(make_article, chief):
    article = make_article()
    workflow.publish(article, "ru", by=chief)
    workflow.take_back(article.editions.get(language="ru"), by=chief)

    assert list(Article.objects.filter(in_state(State.DRAFT, "ru"))) == [article]
    assert not Article.objects.filter(in_state(State.WITHDRAWN, "ru")).exists()


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    "state, index",
    [
        (State.MISSING, "article_untitled_hy"),
        (State.DRAFT, "article_list"),
        (State.LIVE, "article_list"),
        (State.ENDED, "edition_language_end"),
        (State.REVIEW, "article_desk_hy"),
    ],
)
def test_states_are_looked_for_where_few_rows_are(every_state, state, index):
    """SQLite is never analysed where we run it, so it chooses by how a question is put."""
    stories = Article.objects.filter(in_state(state, "hy")).values_list("pk", flat=True)

    assert index in stories.order_by("-changed_at", "-pk")[:900].explain()
