"""The address part of a title."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.slugs import slugify


@pytest.mark.parametrize(
    "title, slug",
    [
        ("Հայաստանի Հանրապետություն", "hayastani-hanrapetutyun"),
        ("Երևան", "yerevan"),
        ("ԵՐԵՎԱՆ", "yerevan"),
        ("Որոտան", "vorotan"),
        ("Ով և ինչո՞ւ", "ov-ev-inchu"),
        ("Սարգսյան", "sargsyan"),
        ("Խոսք, ծառ, ցուրտ, ձայն, ղեկ", "khosk-tsar-tsurt-dzayn-ghek"),
        ("Ճաշ, չափ, ջուր, շուն, ժամ", "chash-chap-jur-shun-zham"),
        ("Ռադիո, օր, ընդ, թուր, փող, քար", "radio-or-ynd-tur-pogh-kar"),
    ],
)
def test_slugify_spells_armenian(title, slug):
    assert slugify(title, "hy") == slug


@pytest.mark.parametrize(
    "title, slug",
    [
        ("Ереван", "erevan"),
        ("Щука, хлеб и цена", "shchuka-khleb-i-tsena"),
        ("Юля и Яна", "yulya-i-yana"),
        ("Объезд: новый день", "obezd-novy-den"),
        ("Королёв", "korolev"),
        ("Королев", "korolev"),
        ("За́мок", "zamok"),
    ],
)
def test_slugify_spells_russian(title, slug):
    assert slugify(title, "ru") == slug


@pytest.mark.parametrize(
    "title, slug",
    [
        ("What’s new — and why?", "whats-new-and-why"),
        ("Łódź, Zürich & Ереван", "lodz-zurich-erevan"),
        ("A/B_c 3.5", "a-b-c-3-5"),
    ],
)
def test_slugify_spells_the_rest(title, slug):
    assert slugify(title, "en") == slug


@pytest.mark.parametrize(
    "title, slug",
    [("", ""), ("  ", ""), ("???", "story"), ("—", "story"), ("2024", "story-2024")],
)
def test_slugify_names_what_has_no_letters(title, slug):
    assert slugify(title, "en") == slug


def test_slugify_cuts_after_a_word():
    assert slugify("слово " * 30, "ru") == "-".join(["slovo"] * 13)


def test_slugify_cuts_a_single_long_word():
    assert slugify("x" * 200, "en") == "x" * 80


@given(st.text(), st.sampled_from(["ru", "hy", "en"]))
def test_slugify_always_makes_an_address(title, language):
    slug = slugify(title, language)

    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert (slug == "") is not bool(title.strip())
    assert len(slug) <= 80
    assert not slug.isdigit()
