"""Tables of which readers see only some rows: those that something for readers has named.

Most pictures of a library stand nowhere. So that those which come in, and what the worker makes of
them, drop no page, a picture moves the generation (newsroom/cache/triggers.py) only once its number
stands in a list. Triggers on everything that can name one, its doors, write that list in the
transaction of the row that names it, and nothing ever takes a number off it again.

Why no page can stay old. Say one transaction publishes a story with picture 7, another one marks
the renditions of picture 7 as ready, and neither sees the other. Before the door's trigger writes
7 into the list it locks the row of the picture (FOR SHARE), and the other one's UPDATE locks it,
too. So one waits for the other:

- The story is first: the UPDATE waits until the story is there, and the trigger behind it, a
  statement of its own, sees the list with 7 in it (READ COMMITTED). It moves the generation.
- The renditions are first: the story waits until they are there, and then moves the generation
  itself, as everything does that readers can see. Whoever renders after that reads both, and what
  was rendered before showed no picture 7.

On SQLite one transaction writes at a time, and sees all that were before it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """A table whose rows name rows of another one.

    `columns` are those that do; `when` is SQL that tells whether the row NEW can name any, `ids` a
    query for what it names, NULL among it, both in the SQL of one kind of database.
    """

    table: str
    columns: tuple[str, ...]
    when: str
    ids: str


@dataclass(frozen=True)
class Listed:
    """A table, the one that lists what of it readers may see, and the doors by kind of database.

    The list has one column, `column`.
    """

    table: str
    list: str
    column: str
    doors: Callable[[str], Iterable[Door]]

    def holds(self, row: str) -> str:
        """Return SQL that tells whether a row is in the list."""
        return f"EXISTS (SELECT 1 FROM {self.list} WHERE {self.column} = {row}.id)"

    @property
    def fill(self) -> str:
        """SQL that lists all rows there are: what named them before the doors were watched?"""
        return (
            f"INSERT INTO {self.list} ({self.column}) SELECT id FROM {self.table} "
            f"WHERE NOT {self.holds(self.table)} ON CONFLICT DO NOTHING"
        )


def triggers(
    vendor: str, listed: Listed, existing: Iterable[str], prefix: str
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the statements that make the trigger of each door, by (table, name of the trigger).

    The name holds a digest of what it does: a door with another column gets another trigger.
    """
    make = _postgresql if vendor == "postgresql" else _sqlite
    doors = [door for door in listed.doors(vendor) if door.table in set(existing)]
    return {key: made for door in doors for key, made in make(listed, door, prefix)}


Made = Iterator[tuple[tuple[str, str], tuple[str, ...]]]


def _postgresql(listed: Listed, door: Door, prefix: str) -> Made:
    function = f"{prefix}_door_{door.table}"
    body = f"""
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    added bigint[];
BEGIN
    added := ARRAY(
        SELECT DISTINCT named.id FROM ({door.ids}) AS named (id)
        WHERE named.id IS NOT NULL AND NOT {listed.holds("named")}
        ORDER BY named.id
    );
    IF added <> '{{}}' THEN
        PERFORM 1 FROM {listed.table} WHERE id = ANY (added) ORDER BY id FOR SHARE;
        INSERT INTO {listed.list} ({listed.column}) SELECT unnest(added) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$
"""
    columns = ", ".join(door.columns)
    trigger = (
        f"AFTER INSERT OR UPDATE OF {columns} ON {door.table} "
        f"FOR EACH ROW WHEN ({door.when}) EXECUTE FUNCTION {function}()"
    )
    name = f"{prefix}_door_{_digest(body + trigger)}"
    yield (door.table, name), (body, f"CREATE TRIGGER {name} {trigger}")


def _sqlite(listed: Listed, door: Door, prefix: str) -> Made:
    columns = ", ".join(door.columns)
    for event, of in (("INSERT", ""), ("UPDATE", f" OF {columns}")):
        trigger = (
            f"AFTER {event}{of} ON {door.table} WHEN {door.when} BEGIN "
            f"INSERT INTO {listed.list} ({listed.column}) SELECT DISTINCT named.id "
            f"FROM ({door.ids}) AS named "
            f"WHERE named.id IS NOT NULL AND NOT {listed.holds('named')} "
            "ON CONFLICT DO NOTHING; END"
        )
        name = f"{prefix}_{door.table}_door_{event.lower()}_{_digest(trigger)}"
        yield (door.table, name), (f"CREATE TRIGGER {name} {trigger}",)


def _digest(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()[:8]
