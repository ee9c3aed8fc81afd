"""The people of the demo, as its files tell them."""

import pytest

from articles.management.demo import files
from newsroom import languages

PEOPLE = {row["username"]: row for row in files.rows("people.toml")}
AUTHORS = {row["key"]: row for row in files.rows("authors.toml")}
STORIES = {story.key: story for story in files.stories()}
PICTURES = {row["key"]: row for row in files.rows("pictures.toml")}


@pytest.mark.parametrize("username", PEOPLE)
def test_person_is_an_author_with_a_face_and_words_in_every_language(username):
    author = AUTHORS[PEOPLE[username]["author"]]
    portrait = PICTURES[author["portrait"]]

    for words in (author["name"], author["position"], author["bio"], portrait["alt"]):
        assert sorted(words) == sorted(languages.CODES)


def test_every_person_has_a_face_of_their_own():
    faces = [AUTHORS[row["author"]]["portrait"] for row in PEOPLE.values()]

    assert len(set(faces)) == len(PEOPLE)


@pytest.mark.parametrize("username", PEOPLE)
def test_person_is_greeted_in_sixty_to_a_hundred_and_twenty_words(username):
    note = PEOPLE[username]["welcome"]

    assert 60 <= len(note.split()) <= 120
    assert note == note.strip()


# What the notes promise: the person, words of the note, the story they name, a language of it
# and its state. A translation is behind when its original is "updated" and it is "live".
PROMISES = [
    ("chief", "Ամեն դրամը հաշվում ենք", "first-budget", "hy", "withdrawn"),
    ("chief", "Գիշերային քաղաք", "night-city", "hy", "scheduled"),
    ("editor_ru", "Гюмри", "gyumri-railway", "ru", "review"),
    ("editor_ru", "реставратором", "restorer", "ru", "review"),
    ("editor_ru", "финал", "chess-final", "ru", "changed"),
    ("editor_ru", "Свет над полем", "football", "hy", "updated"),
    ("editor_ru", "Свет над полем", "football", "ru", "live"),
    ("editor_hy", "Հացը թանկացել է", "bread", "ru", "updated"),
    ("editor_hy", "Հացը թանկացել է", "bread", "hy", "live"),
    ("editor_hy", "Տվիչներ խաղողի այգիներում", "vineyard-sensors", "hy", "draft"),
    ("editor_hy", "Լիճը վերադառնում է", "lake", "hy", "corrected"),
    ("editor_en", "Bread is up 15%", "bread", "en", "live"),
    ("editor_en", "A zebra crossing you can see", "crossing", "en", "sent_back"),
    ("reporter", "Пять общин, один год", "five-budgets", "hy", None),
    ("reporter_hy", "Գիշերային ավտոբուսը մնում է", "night-bus", "hy", "scheduled"),
    ("reporter_hy", "Գիշերային ավտոբուսը մնում է", "night-bus", "ru", "sent_back"),
    ("translator", "Кофе на второй платформе", "platform-cafe", "hy", None),
    ("translator", "Գիշերային ավտոբուս", "night-bus", "ru", "sent_back"),
    ("translator_en", "A zebra crossing you can see", "crossing", "en", "sent_back"),
    ("translator_en", "Кофе на второй платформе", "platform-cafe", "en", None),
]


@pytest.mark.parametrize("username, words, key, code, state", PROMISES)
def test_note_names_a_story_that_is_as_it_says(username, words, key, code, state):
    story = STORIES[key]
    titles = [fields["title"].replace("\u00a0", " ") for fields in story.texts.values()]

    assert words in PEOPLE[username]["welcome"]
    assert any(words in title for title in titles)
    assert (story.state(code) if code in story.texts else None) == state
