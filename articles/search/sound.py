"""How a word sounds, roughly, in whatever script: names meet across languages. Pure.

`erevan`, `Yerevan`, `Ереван`, `Երևան` sound alike; what newsrooms spell differently (kh/h, ph/f,
double letters, a silent հ) makes no difference. A key of Latin letters, C for ch, S for sh.
"""

import re
from functools import lru_cache

from articles.search.letters import folded

_RUSSIAN = dict(zip("абвгдежзийклмнопрстуфхцчшщыэ", "abvgdejziiklmnoprstufhcCSSie", strict=True))
_RUSSIAN |= {"ю": "iu", "я": "ia", "ъ": "", "ь": ""}
_ARMENIAN = dict(
    zip("աբգդեզէթժիլխծկձղճմյնշոչպջռսվտրցւփքօֆ", "abgdezetjilhckzgCminSoCpjrsvtrcvpkof", strict=True)
)
_ARMENIAN |= {"և": "ev", "ը": "", "հ": ""}
_LATIN = (
    ("shch|sch|sh", "S"),
    ("tch|ch", "C"),
    ("dzh|dj|zh", "j"),
    ("kh", "H"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("ck|q", "k"),
    ("ts|tz", "#"),
    ("ee", "i"),
    ("oo|ou", "u"),
    ("x", "ks"),
    ("w", "v"),
    ("y", "i"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("h", ""),
    ("H", "h"),
    ("#", "c"),
)
_PATTERNS = tuple((re.compile(pattern), instead) for pattern, instead in _LATIN)
_TWICE = re.compile(r"(.)\1+")
_LETTERS = str.maketrans(_RUSSIAN | _ARMENIAN)
KEPT = 20_000


@lru_cache(maxsize=KEPT)
def sound(word: str) -> str:
    """Return the key of a word; "" for what has no letters of our three scripts."""
    word = folded(word).replace("-", "")
    if word.isascii():
        for pattern, instead in _PATTERNS:
            word = pattern.sub(instead, word)
    else:
        word = word.replace("ու", "u").replace("дж", "j").replace("тс", "ц").translate(_LETTERS)
    word = word.replace("dz", "z").replace("ie", "e")
    return _TWICE.sub(r"\1", "".join(re.findall("[a-zCS]+", word)))
