"""How alike two titles are, in whatever languages: by the significant words that they share.

Pure. Words are compared in Latin letters (slugs.py), so that names meet across scripts, and by
their beginnings, so that inflected forms meet: "озеро" and "озера", "Սևան" and "Sevan".
"""

from functools import lru_cache

from articles.text.slugs import slugify

SHORTEST = 4  # letters of a significant word: its beginning is what words are looked up by
SHARED = 0.6  # how much of the longer word two words must begin with
ENOUGH = 0.3  # how much of the shorter title both must share
KEPT = 20_000

# Frequent words of titles that say nothing of their subject, in the letters of slugs.py.
_COMMON = """
about after again against also before could first from have into last more most over says story than
that their there they this under were what when where which while will with year

bolee budet cherez chto chtoby esli eshche goda gode godu kogda kotorye kotoryy mezhdu mozhno nachal
novaya novogo novoe novom novoy novye novykh novyy odin pered pochemu posle protiv skolko snova stal
stala stali stalo takzhe tolko vremya vtoroy vsego svoi svoy tysyach tysyachi

ayspes bayc bayts bolor hamar inch inchpes inchu karogh masin minchev orer vorpes vorn yerb yerek
"""
_SILENT = frozenset(_COMMON.split())


@lru_cache(maxsize=KEPT)
def significant(title: str) -> frozenset[str]:
    """Return the words of a title that tell its subject, in Latin letters."""
    words = slugify(title, "").split("-")
    return frozenset(word for word in words if len(word) >= SHORTEST and word not in _SILENT)


def are_one(word: str, other: str) -> bool:
    """Tell whether two words are likely forms of one: they begin alike."""
    shortest, longest = sorted((word, other), key=len)
    need = max(SHORTEST, round(len(longest) * SHARED))
    return len(shortest) >= need and shortest[:need] == longest[:need]


def likeness(title: str, other: str) -> float:
    """Return how much of the shorter title two titles share, 0 when that is not enough to tell.

    One shared word is enough only where a title has no more.
    """
    ours, theirs = significant(title), significant(other)
    if not ours or not theirs:
        return 0.0
    beginnings = {word[:SHORTEST] for word in theirs}
    close = [word for word in ours if word[:SHORTEST] in beginnings]
    shared = sum(any(are_one(word, one) for one in theirs) for word in close)
    size = min(len(ours), len(theirs))
    if shared < min(2, size) or shared / size < ENOUGH:
        return 0.0
    return min(shared / size, 1.0)
