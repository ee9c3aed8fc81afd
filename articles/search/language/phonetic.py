"""How a word sounds, roughly, in whatever script: names meet across languages. Pure.

`erevan`, `Yerevan`, `Ереван`, `Երևան` sound alike; what newsrooms spell differently (kh/h, ph/f,
double letters, a silent հ) makes no difference. A key of Latin letters, C for ch, S for sh.
"""

import re
from functools import lru_cache
from itertools import combinations

from articles.search.language.letters import folded

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
SHORTEST, LONG = 3, 6  # letters of a key that may lose its last vowel, or change two letters
_VOWELS = "aeiou"
_NEAR = {
    letter: several.replace(letter, "")
    for several in ("kgh", "td", "pb", "vf", "czs", "CjS", "ie", "ou")
    for letter in several
}


# How English, and a few others, spell what is heard: a pattern of a key, what it may be instead.
_SPOKEN = (
    ("C", "k", "h", "S"),  # Christie, Bach, Chopin
    ("eare?", "ir", "er"),
    ("ea", "i"),  # Beatles
    (r"a([bdfgjklmnpsStvz])[ei](?=.)", r"ei\1", r"e\1", r"ei\1i"),  # Facebook, Shakespeare
    (r"a([bdfgjklmnpsStvz])e$", r"ei\1", r"e\1"),
    (r"i(l?[bdfgjklmnpsStvz])e$", r"ai\1"),  # Nike, Wilde
    ("gu(?=[ei])", "g"),
    ("d?ge(?=o|s?$)|g(?=[ei])", "j"),  # George: Джордж
    (r"eau|au(lt$)?", "o"),  # Rousseau, Renault
    ("ai", "e", "ei"),
    ("oe|eu", "e", "oi"),
    (r"av(?=[^aeiou])", "o"),  # Hawking
    (r"ov(?=[^aeiou])", "au"),  # Brown
    (r"(?<=[^aeiou])ev(?=[^aeiou]|i)", "iu"),  # New York
    ("kues?$", "k"),  # Jacques
    (r"(?<=[^aeiou])e(?=s?$)|(?<=[bdfgkpt]l)e(?!$)", ""),  # Charles, Wimbledon
    ("ore$", "ur"),
    ("e$|ei$", "i"),
    ("v(?=[aei])", "u"),  # Wilde
    (r"(?<=[^aeiou])s$", "z"),
    ("ts$", "c"),
    ("(?<=[eor])[dt]$|(?<=[iu])g$", ""),  # Peugeot, Giscard, Hugh
    ("(?<=[oup])in$", "en"),
    ("^mk", "mak"),
    (r"^(?=[aeio])", "h", "g"),  # Holmes: Холмс
    ("^u", "hiu", "giu", "iu"),  # Hugo: Гюго
    (r"^([^aeiou]*)a", r"\1e"),  # Apple, Cambridge
)
# The same the other way: from what is heard to how it is spelt.
_SPELT = (
    (r"^[hg]i?(?=[aeiou])", ""),
    ("^mak", "mk"),
    (r"j(?=o)|j$", "ge"),
    ("j(?=e)", "g"),
    ("ei?([kstmpz])", r"a\1e"),
    ("ei$", "ai"),
    ("ei", "a"),
    (r"ai(l?[dklmnpst])$", r"i\1e"),
    (r"ai(k)", r"i\1"),
    ("ir$", "eare"),
    (r"(?<=[^aeiou])i(?=[^aeiou]|$)", "ea"),
    ("[khS]", "C"),
    ("au(?=n)", "ov"),
    ("niu", "nev"),
    ("u(?=[aei])", "v"),
    (r"e(?=[rb])", "ai"),
    ("o$", "ault", "eau"),
    (r"(?<=[lm])[sz]$", "es"),
    (r"(?<=[^aeiou])$", "e"),
)
_RESPELT = tuple(
    tuple((re.compile(pattern), instead) for pattern, *instead in rules)
    for rules in (_SPOKEN, _SPELT)
)
MOST_RESPELT = 32  # keys, each way


@lru_cache(maxsize=KEPT)
def sound(word: str) -> str:
    """Return the key of a word; "" for what has no letters of our three scripts."""
    word = folded(word).replace("-", "")
    if word.isascii():
        for pattern, instead in _PATTERNS:
            word = pattern.sub(instead, word)
    else:
        word = word.replace("ու", "u").replace("дж", "j").replace("тс", "ц").translate(_LETTERS)
    word = word.replace("dz", "z").replace("tC", "C")
    word = _TWICE.sub(r"\1", "".join(re.findall("[a-zCS]+", word)))
    return _TWICE.sub(r"\1", word.replace("ie", "e"))


def alike(key: str) -> set[str]:
    """Return the keys of what sounds nearly like a key: one letter of it is near another (Акоп,
    Hakob), of a longer one two, or it ends with a vowel more or less (Google, Гугл).
    """
    once = {made for place in range(len(key)) for made in replaced(key, place)}
    found = set(once)
    if len(key) >= LONG:
        found |= {
            made
            for first, second in combinations(range(len(key)), 2)
            for one in replaced(key, first)
            for made in replaced(one, second)
        }
    found |= {key + vowel for vowel in _VOWELS}
    if len(key) > SHORTEST and key[-1] in _VOWELS:
        found.add(key[:-1])
    return (found | respelt(key)) - {key}


def respelt(key: str) -> set[str]:
    """Return the keys of what another language may spell by its own rules (Шекспир, Shakespeare):
    from letters to what is heard, and the other way.
    """
    found = set()
    for rules in _RESPELT:
        keys = [key]
        for pattern, several in rules:
            keys += [
                pattern.sub(one, made) for made in keys for one in several if pattern.search(made)
            ]
            keys = list(dict.fromkeys(keys))[:MOST_RESPELT]
        found.update(_TWICE.sub(r"\1", made) for made in keys)
    return found


def replaced(key: str, place: int) -> list[str]:
    """Return the keys in which a letter is one that sounds nearly like it."""
    return [key[:place] + other + key[place + 1 :] for other in _NEAR.get(key[place], "")]
