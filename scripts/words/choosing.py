"""Which of the readings of an Armenian form count: the common ones."""

from collections.abc import Callable

from scripts.words.lexicon import Sort

# Passives of irregular verbs are not built on the verb's own letters.
IRREGULAR = {
    "տրվել": "տալ",
    "դրվել": "դնել",
    "արվել": "անել",
    "թողնվել": "թողնել",
    "թողվել": "թողնել",
    "տարվել": "տանել",
    "ուտվել": "ուտել",
    "կերվել": "ուտել",
    "մոռացվել": "մոռանալ",
    "ստացվել": "ստանալ",
    "առնվել": "առնել",
    "արժենալ": "արժել",
}
PASSIVE_END, CAUSATIVE_END = "վել", "ցնել"

Readings = dict[str, set[Sort]]


def choose(readings: Readings, other: str | None, causatives: set[str]) -> set[str]:
    """Return the dictionary forms that count of a form's readings.

    `other` is what another dictionary says of the form; `causatives` are verbs in -ցնել.
    """
    if len(readings) == 1:
        return {active(word, causatives) for word in readings}
    kept = dict(readings)

    def drop(is_unlikely: Callable[[Sort], bool]) -> None:
        """Leave out what has unlikely readings only, unless nothing would stay."""
        likely = {word for word in kept if not all(map(is_unlikely, kept[word]))}
        if likely:
            for word in kept.keys() - likely:
                del kept[word]

    def has(is_there: Callable[[Sort], bool]) -> bool:
        return any(is_there(sort) for sorts in kept.values() for sort in sorts)

    for unlikely in (Sort.NOMINALIZED, Sort.IMPERATIVE, Sort.PERSONAL):
        drop(lambda sort, unlikely=unlikely: unlikely in sort)
    if has(lambda sort: Sort.TRANSLATED in sort):
        for word, sorts in list(kept.items()):
            is_known = any(Sort.TRANSLATED in sort for sort in sorts)
            if not is_known and not word.endswith(PASSIVE_END):
                del kept[word]
    if has(lambda sort: Sort.CONVERB in sort):  # գործում: works, rarely "in the work"
        drop(lambda sort: Sort.VERB not in sort)
    if has(lambda sort: Sort.OBLIQUE in sort):  # գործի: of the work, rarely "that he work"
        drop(lambda sort: Sort.WEAK in sort)
    if has(lambda sort: Sort.RESULT in sort):
        drop(lambda sort: Sort.VERB not in sort)
    drop(lambda sort: Sort.LOCATIVE in sort)
    drop(lambda sort: Sort.CAUSATIVE in sort)
    choose_voice(kept, other)
    return {active(word, causatives) for word in kept}


def choose_voice(kept: Readings, other: str | None) -> None:
    """Decide between a verb in -վել and the passive of the verb without."""
    own = [
        word
        for word, sorts in kept.items()
        if word.endswith(PASSIVE_END) and not any(Sort.PASSIVE in sort for sort in sorts)
    ]
    passive = [word for word, sorts in kept.items() if all(Sort.PASSIVE in sort for sort in sorts)]
    if not own or not passive:
        return
    is_intransitive = any(Sort.INTRANSITIVE in sort for word in passive for sort in kept[word])
    active_is_meant = own if other in passive else ()
    unlikely = passive if is_intransitive or other in own else active_is_meant
    for word in unlikely:
        del kept[word]


def active(word: str, causatives: set[str]) -> str:
    """Return the active verb of a passive that is always one."""
    causative = word.removesuffix("ցվել") + CAUSATIVE_END
    return (
        causative
        if word.endswith("ցվել") and causative in causatives
        else IRREGULAR.get(word, word)
    )
