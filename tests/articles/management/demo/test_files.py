"""The demo's files, before anything is loaded: whoever edits one learns here what is wrong."""

import re

import pytest

from articles.management.demo import files
from articles.models import Credit, Kind
from articles.text import cleaning
from newsroom import languages
from newsroom.decoding.images.opening import open_file
from newsroom.models import Role
from newsroom.server.startup import DEMO_PEOPLE

STORIES = files.stories()
PICTURES = files.rows("pictures.toml")
TEXTS = {"title", "short_title", "social_title", "subtitle", "lead", "source", "slug", "body"}
STATES = {
    "draft",
    "review",
    "sent_back",
    "approved",
    "scheduled",
    "live",
    "changed",
    "updated",
    "corrected",
    "withdrawn",
    "ended",
}
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
each_picture = pytest.mark.parametrize("picture", PICTURES, ids=lambda row: row["key"])


def keys(name: str) -> set[str]:
    return {row["key"] for row in files.rows(name)}


@each_story
def test_story_is_in_its_source_language_and_only_in_ours(story):
    assert story.facts["source_language"] in story.texts
    assert set(story.texts) <= set(languages.CODES)


@each_story
def test_story_has_fields_that_there_are_and_a_title_in_each(story):
    for fields in story.texts.values():
        assert set(fields) <= TEXTS
        assert fields["title"].strip()


@each_story
def test_story_names_what_there_is(story):
    facts = story.facts
    named = [*facts["authors"], *facts.get("photo", ())]
    for code, authors in facts.get("translators", {}).items():
        assert code in story.texts
        assert code != facts["source_language"]
        named += authors

    assert facts["kind"] in Kind
    assert {facts["category"]} <= keys("categories.toml")
    assert set(facts["tags"]) <= keys("tags.toml")
    assert set(named) <= keys("authors.toml")
    assert {facts["cover"]} <= keys("pictures.toml") if "cover" in facts else True
    assert set(facts.get("related", ())) <= {one.key for one in STORIES} - {story.key}


@each_story
def test_story_gives_each_state_what_it_needs(story):
    states = {code: story.state(code) for code in story.texts}

    assert set(story.facts.get("state", {})) <= set(languages.CODES)
    assert set(states.values()) <= STATES
    for state, table in {
        "withdrawn": "withdrawn",
        "corrected": "correction",
        "sent_back": "note",
    }.items():
        for code in (code for code in states if states[code] == state):
            assert story.facts[table][code].strip()
    if "scheduled" in states.values():
        assert story.facts["hours_ago"] < 0
    else:
        assert story.facts["hours_ago"] > 0


@each_story
def test_story_shows_pictures_and_leads_to_stories_that_there_are(story):
    stories = {one.key: one for one in STORIES}
    for code, fields in story.texts.items():
        shown = re.findall(r'data-(?:image|gallery)="([^"]+)"', fields["body"])
        linked = re.findall(r'href="story:([^"]+)"', "".join(fields.values()))

        assert set(" ".join(shown).split()) <= keys("pictures.toml")
        assert all(code in stories[key].texts for key in linked)
        # What a text names is loaded before it.
        named = re.findall(r'data-story="([^"]+)"', fields["body"])
        assert all(code in stories[key].texts and key < story.key for key in named)
        for name in re.findall(r'data-file="([^"]+)"', fields["body"]):
            assert files.attachment(name)


@each_story
def test_story_loses_nothing_when_it_is_cleaned(story):
    """What the cleaner would take out no reader would see."""
    for fields in story.texts.values():
        body = re.sub(r'href="story:[^"]+"', 'href="/ru/"', fields["body"])
        body = re.sub(r'data-(image|gallery|story|file)="[^"]+"', r'data-\1="1"', body)
        cleaned = cleaning.clean(body)

        for part in (
            "<p",
            "<h2",
            "<h3",
            "<table",
            "<td",
            "<blockquote",
            "<li",
            "<a ",
            "<figure",
            "<section",
        ):
            assert (part, cleaned.count(part)) == (part, body.count(part))
        assert cleaning.plain(cleaned) == cleaning.plain(body)


@each_picture
def test_picture_has_words_and_a_credit_in_every_language(picture):
    for field in ("alt", "credit", "caption"):
        assert sorted(code for code, words in picture[field].items() if words.strip()) == sorted(
            languages.CODES
        )


@each_picture
def test_picture_is_a_file_that_is_large_enough(picture):
    image = open_file(files.picture(picture["file"]))

    assert max(image.size) >= 800
    assert all(0 <= share <= 1 for share in picture["focal"])


def test_pictures_are_each_another_and_each_in_the_list():
    folder = files.HERE / "pictures"
    listed = [row["file"] for row in PICTURES]

    assert sorted(listed) == sorted(path.name for path in folder.iterdir())
    assert len({files.picture(name) for name in listed}) == len(listed)


@pytest.mark.parametrize("name", ["categories.toml", "tags.toml", "authors.toml", "pictures.toml"])
def test_keys_of_a_file_are_each_another(name):
    rows = [row["key"] for row in files.rows(name)]

    assert len(set(rows)) == len(rows)


def test_people_are_those_whose_password_is_asked_for_in_every_role():
    people = files.rows("people.toml")

    assert {row["username"] for row in people} <= set(DEMO_PEOPLE)
    assert {row["role"] for row in people} == set(Role.values)
    assert {row["interface_language"] for row in people} == set(languages.CODES)
    assert {row["author"] for row in people if "author" in row} <= keys("authors.toml")


def test_pages_have_a_text_and_a_title_in_every_language():
    for row in files.rows("pages.toml"):
        for code in languages.CODES:
            assert row["title"][code].strip()
            assert cleaning.words(files.page_body(row["slug"], code)) > 20


def test_every_role_of_a_credit_is_there_to_be_seen():
    given = {"text" for story in STORIES if story.facts["authors"]}
    given |= {"photo" for story in STORIES if story.facts.get("photo")}
    given |= {"translation" for story in STORIES if story.facts.get("translators")}

    assert given == set(Credit.Role.values)


@pytest.mark.parametrize("code", languages.CODES)
def test_home_page_is_arranged_with_stories_that_are_live_in_its_language(code):
    table = files.table("home.toml")[code]
    shown = ("live", "changed", "updated", "corrected")
    live = {one.key for one in STORIES if code in one.texts and one.state(code) in shown}

    named = [row["story"] for row in table["leads"]]
    named += [link["story"] for row in table["leads"] for link in row.get("links", ())]

    assert set(named) <= live
    assert len(set(named)) == len(named)
