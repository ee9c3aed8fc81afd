"""The demo newsroom as it is loaded."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate, localtime, make_aware, now

from articles.editorial import correction_tasks, states
from articles.images import usage
from articles.management.demo import files
from articles.management.demo.load import by_day
from articles.models import Article, Background, Category, Edition, File, Image, Term, Views
from articles.site.home import front_page
from articles.text import cleaning
from articles.text.slugs import slugify
from newsroom import languages
from newsroom.models import User
from tests.articles.management.demo.conftest import counts, demo

STORIES = files.stories()


def article(story: files.Story) -> Article:
    source = story.facts["source_language"]
    title = {languages.column("title", source): story.texts[source]["title"]}
    return Article.objects.get(**title)


BEGUN = files.rows("begun.toml")


def expected(story: files.Story, code: str) -> states.State:
    """Return the state that the file of a story asks for in a language."""
    if code not in story.texts:
        is_begun = (story.key, code) in {(row["story"], row["language"]) for row in BEGUN}
        return states.State.DRAFT if is_begun else states.State.MISSING
    asked = story.state(code)
    source = story.facts["source_language"]
    if asked == "changed":
        return states.State.LIVE_CHANGED
    if asked in ("live", "updated", "corrected"):
        behind = code != source and asked == "live" and story.state(source) == "updated"
        return states.State.BEHIND if behind else states.State.LIVE
    return states.State(asked)


def test_demo_twice_is_the_same_as_once(newsroom):
    before = counts()

    said = demo()

    assert said == "The demo newsroom is there already.\n"
    assert counts() == before
    assert before["articles_article"] == len(STORIES)


def test_stories_are_in_the_states_of_their_files(newsroom):
    articles = {story.key: article(story) for story in STORIES}
    found = states.language_states(articles.values())

    said = {
        key: {code: one.code for code, one in found[row.pk].items()}
        for key, row in articles.items()
    }

    assert said == {
        story.key: {code: expected(story, code) for code in languages.CODES} for story in STORIES
    }


def test_every_state_has_a_story(newsroom):
    found = states.language_states(Article.objects.all())

    shown = {one.code for row in found.values() for one in row.values()}

    wanted = {"missing", "draft", "review", "scheduled", "live", "behind", "withdrawn"}
    assert wanted <= {state.value for state in shown}


def test_begun_translation_has_words_of_both(newsroom):
    [article] = [Article.objects.get(title_hy=row["title"]) for row in BEGUN]

    left = cleaning.untranslated(article.body_hy)

    assert "Ինչ կա ներսում" in article.body_hy
    assert left[0].startswith("В депо Гюмри закончили")
    assert not [one for one in left if "Что внутри" in one or "192" in one]
    assert (Term.objects.count(), Background.objects.count()) == (12, 2)


def test_links_between_stories_lead_to_what_is_live_in_their_language(newsroom):
    links = set()
    for row in Article.objects.all():
        for code in languages.CODES:
            texts = row.text("lead", code) + row.text("body", code)
            assert "story:" not in texts
            links |= set(re.findall(r'href="(/[^"]+)"', texts))

    live = {edition.get_absolute_url() for edition in Edition.objects.live()}
    assert links
    assert links - live == set()


def test_addresses_come_from_titles_without_a_number_behind(newsroom):
    for edition in Edition.objects.all():
        wish = edition.article.text("slug", edition.language) or edition.title
        assert edition.slug == slugify(wish, edition.language)


def test_links_in_pages_are_answered(newsroom, client):
    addresses = set()
    for name in sorted(path.name for path in (files.HERE / "pages").iterdir()):
        addresses |= set(re.findall(r'href="(/[^"]+)"', (files.HERE / "pages" / name).read_text()))

    for address in sorted(addresses):
        assert (address, client.get(address).status_code) == (address, 200)


def test_dates_count_from_the_load(newsroom):
    """Each story's moment and its age in the file give one and the same: when it was loaded."""
    loaded = set()
    for story in STORIES:
        if story.facts["hours_ago"] < 0:
            continue  # what is to come keeps to the day
        source = story.facts["source_language"]
        edition = Edition.objects.filter(article=article(story), language=source).first()
        if edition:
            loaded.add(edition.published_at + timedelta(hours=story.facts["hours_ago"]))

    earliest, latest = min(loaded), max(loaded)
    assert latest - earliest < timedelta(milliseconds=1)
    assert now() - timedelta(minutes=10) < earliest < now()


def test_what_is_scheduled_comes_out_by_day(newsroom):
    coming = Edition.objects.filter(published_at__gt=now())
    times = [localtime(one.published_at) for one in coming]

    assert len(times) == 6
    assert all(9 <= time.hour < 21 for time in times)
    assert all(time.minute % 5 == 0 for time in times)


@pytest.mark.parametrize(
    "hour, minute, to",
    [
        (9, 4, (25, 9, 0)),
        (14, 32, (25, 14, 30)),
        (19, 59, (25, 19, 55)),
        (20, 0, (26, 9, 0)),
        (23, 59, (26, 9, 55)),
        (3, 0, (25, 10, 35)),
        (8, 59, (25, 12, 0)),
    ],
)
def test_moments_of_the_night_go_to_the_morning_after(hour, minute, to):
    moment = by_day(make_aware(datetime(2026, 11, 25, hour, minute, 7)))

    assert (moment.day, moment.hour, moment.minute, moment.second) == (*to, 0)


def test_nothing_live_comes_from_the_future_and_something_is_fresh(newsroom):
    moments = list(Edition.objects.live().values_list("published_at", flat=True))

    assert max(moments) < now()
    assert max(moments) > now() - timedelta(hours=2)


def test_views_are_of_what_is_live_and_not_from_the_future(newsroom):
    rows = Views.objects.all()

    assert set(rows.values_list("edition", flat=True)) <= set(
        Edition.objects.live().values_list("pk", flat=True)
    )
    assert max(rows.values_list("hour", flat=True)) <= now()


def test_every_category_has_a_live_story_in_every_language(newsroom):
    for code in languages.CODES:
        with_stories = Edition.objects.live().in_language(code).values("category")
        assert not Category.objects.exclude(pk__in=with_stories).exists()


def test_home_pages_stand_as_their_file_arranges_them(newsroom):
    fronts = [front_page(code) for code in languages.CODES]

    assert [front.opening for front in fronts] == [1, 1, 2]
    assert [front.leads[0].edition.stream_title for front in fronts] == [
        "Хлеб подорожал на 15\u00a0%: из чего складывается цена буханки",
        "Օրենք փոքր քաղաքների մասին. ի՞նչ կփոխվի",
        "Sevan rises for a third year",
    ]


def test_people_sign_in_with_demo_password(newsroom, client, settings):
    for username in User.objects.values_list("username", flat=True):
        assert client.login(username=username, password=settings.DEMO_PASSWORD)
        assert client.get("/admin/").status_code == 200


def test_pages_of_every_kind_of_story_are_answered(newsroom, client):
    of_a_kind = {(one.kind, one.language): one for one in Edition.objects.live()}

    for edition in of_a_kind.values():
        response = client.get(edition.get_absolute_url())
        assert (edition.slug, response.status_code) == (edition.slug, 200)


@pytest.mark.parametrize("code", languages.CODES)
def test_recording_is_heard_in_every_language(newsroom, client, code):
    recording = File.objects.get(kind=File.Kind.MP3)
    edition = Edition.objects.live().get(
        language=code, body__contains=f'data-file="{recording.pk}"'
    )

    page = client.get(edition.get_absolute_url()).text

    assert f'<audio controls preload="none" src="{recording.url}"' in page
    assert recording.size < 100_000


def test_numbering_goes_on_after_the_load(newsroom, make_edition):
    edition = make_edition("en", title_en="One more")

    assert edition.get_absolute_url() == "/en/post/one-more/"


def test_corrections_wait_only_where_the_file_says_nothing_of_the_language(newsroom):
    waiting = {
        (story.key, task.language)
        for story in STORIES
        for task in correction_tasks.of_story(article(story))
    }

    assert waiting
    assert not [
        (story.key, code)
        for story in STORIES
        for code in story.facts.get("correction", {})
        if (story.key, code) in waiting
    ]


def test_pictures_have_rights_and_last_days(newsroom):
    today = localdate()
    expired = Image.objects.get(usable_until__lt=today)
    ending = Image.objects.get(usable_until__gte=today, usable_until__lt=today + timedelta(30))

    assert [expired.name, ending.name] == ["carriage.webp", "bakery.webp"]
    assert [one.language for one in usage.where(expired).live] == ["en", "ru"]
    assert usage.where(ending).live
    assert Image.objects.get(rights="one_use").name == "bridge.webp"
    assert not Image.objects.filter(rights="").exists()
