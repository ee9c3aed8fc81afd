"""Small words, which say little of what is looked for: prepositions, conjunctions, what asks.

Their dictionary forms. Where a query has other words, too, a story need not have them ("why did
bread get dearer"); they count a little for its rank, and fully in a phrase.
"""

RUSSIAN = """
    в на с к по о от из за у до для при над под про через между без ради среди
    и а но или что чтобы если как так же ли бы ни то
    почему зачем где куда откуда когда кто какой который чей сколько
    это этот тот быть
"""
ARMENIAN = """
    է և եվ ու որ որի բայց կամ իսկ թե եթե էլ նաև քան ըստ դեպի մասին համար հետ մեջ վրա մոտ
    ինչ ինչու ինչպես որտեղ ուր երբ ով որքան այս այդ այն մի
"""
ENGLISH = """
    the a of in on at to for from by with about into
    and or but if as than that this these those it its
    be do have what why how when where who whose which
"""
SMALL = frozenset((RUSSIAN + ARMENIAN + ENGLISH).split())
