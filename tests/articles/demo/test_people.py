"""The people of the demo, as its files tell them."""

import pytest

from articles.demo import files
from newsroom import languages

PEOPLE = {row["username"]: row for row in files.rows("people.toml")}
AUTHORS = {row["key"]: row for row in files.rows("authors.toml")}
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
