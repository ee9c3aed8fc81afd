"""A forgotten keyboard layout: what the same keys write in another one. Pure."""

from itertools import permutations

from newsroom import languages

_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_SHIFTED = dict(zip('~{}:"<>?', "`[];',./", strict=True))
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю."
_PHONETIC = (
    "1234567890=qwertyuiop[]\\asdfghjklzxcvbnm",
    "էթփձջւևրչճժքոեռտըւիօպխծշասդֆգհյկլզղցվբնմ",
)
_TYPEWRITER = (
    "120-=qwertyuiop[]asdfghjkl;'zxcvbnm,./",
    "ֆձօէղճփբսմուկըթծցջվգեանիտհպրժդչյզլքխշռ",
)
_EASTERN = ("230-=qwertyuiop[]asdfghjkl;'zxcvbnm,./", "ձյօռժխւէրտեըիոպչջասդֆքհճկլթփզցգվբնմշղծ")
# Layout: its language and key → letter; the first key of a letter is its key.
_LAYOUTS = (
    ("en", {key: key for key in _KEYS}),
    ("ru", dict(zip(_KEYS, _RUSSIAN, strict=True))),
    ("hy", dict(zip(*_PHONETIC, strict=True))),
    ("hy", dict(zip(*_TYPEWRITER, strict=True))),
    ("hy", dict(zip(*_EASTERN, strict=True))),
)
_TABLES = [
    (
        one[0],
        other[0],
        str.maketrans(
            {letter: other[1][key] for key, letter in reversed(one[1].items()) if key in other[1]}
        ),
    )
    for one, other in permutations(_LAYOUTS, 2)
    if one[0] != other[0]
]
_PLAIN = str.maketrans(_SHIFTED)


def rewritten(text: str, language: str) -> list[str]:
    """Return what the keys of a text would have written in other layouts, likely ones first.

    A layout of the language stands before the others, English before the rest. What would have
    signs in the place of letters was not meant: `хлпб` is no `[kg,`.
    """
    text = text.lower()
    source = _source(text)
    order = [language, languages.DEFAULT, "en", *languages.CODES]
    found = [
        (
            order.index(other),
            (text.translate(_PLAIN) if source == "en" else text).translate(letters),
        )
        for one, other, letters in _TABLES
        if one == source
    ]
    likely = [row for row in found if letters_in(row[1]) >= letters_in(text)]
    return list(dict.fromkeys(made for _place, made in sorted(likely, key=lambda row: row[0])))


def letters_in(text: str) -> int:
    """Return how many letters and digits a text has."""
    return sum(map(str.isalnum, text))


def _source(text: str) -> str:
    """Return the language of the layout that was on: that of most letters."""
    armenian = sum("ա" <= sign <= "և" for sign in text)
    russian = sum("а" <= sign <= "ё" for sign in text)
    latin = sum("a" <= sign <= "z" for sign in text)
    return max((latin, "en"), (russian, "ru"), (armenian, "hy"))[1]
