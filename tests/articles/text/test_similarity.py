"""When two titles are alike, in whatever languages and forms."""

import pytest

from articles.text.similarity import likeness


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Озеро Севан возвращается к уровню 1949 года", "Уровень озера Севан растёт"),
        ("Ереванский автобус № 70 станет ночным", "Автобусы Еревана выходят в ночь: маршрут 70"),
        ("Սևանա լճի մակարդակը բարձրանում է", "Սևանի լիճը. մակարդակի բարձրացում"),
        ("Lake Sevan level rises", "The level of Lake Sevan is rising again"),
        ("Никол Пашинян прибыл в Гюмри", "Nikol Pashinyan visits Gyumri"),
        ("Нарек Мелконян", "Նարեկ Մելքոնյանի հարցազրույցը"),
        ("Землетрясение", "Землетрясение в Спитаке: что известно"),
    ],
)
def test_titles_on_one_subject_are_alike(title, other):
    assert likeness(title, other) > 0
    assert likeness(other, title) > 0


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Озеро Севан растёт", "Севан: новый театр открыл сезон в городе"),
        ("Что будет в новом году", "Сколько и почему: новое в году"),
        ("Президент прибыл в Гюмри", "Президентские выборы в Молдове"),
        ("", "Озеро"),
        ("!!!", "!!!"),
        ("Хлеб подорожал на 15 %", "Школы получили 15 новых автобусов"),
    ],
)
def test_other_titles_are_not(title, other):
    assert likeness(title, other) == 0


def test_same_title_is_wholly_alike():
    assert likeness("Озеро Севан возвращается", "ОЗЕРО СЕВАН ВОЗВРАЩАЕТСЯ!") == 1.0
