"""A million stories: what pages, feeds and sitemaps take beside ten thousand, on PostgreSQL.

    make bench-large                 a million
    make bench-large ARGS=20000      fewer: such figures are not kept

Not a part of `make bench`: the rows alone take minutes to write.
"""

import sys

import psycopg

from benchmarks import kept, serving, table
from scripts import postgres

FEW, MANY = 10_000, 1_000_000
GROWTH, DEEPER = 1.2, 2  # times the few; times the first page
ALL_PARTS_SECONDS, ALL_PARTS_MB = 60, 150
# As a server of this size would be set up; written rows need not outlive the run.
OPTIONS = (*postgres.FAST, "shared_buffers=2GB", "work_mem=64MB", "max_wal_size=8GB")
COMMAND = "make bench-large"


def figures(env: dict[str, str], stories: int) -> dict[str, float]:
    """Bring up the number of stories, and measure as a database in use would know them."""
    print(f"writing up to {stories:,} stories", file=sys.stderr, flush=True)
    serving.python(env, "manage.py", "demo", "--articles", str(stories))
    with psycopg.connect(env["DATABASE_URL"], autocommit=True) as one:
        one.execute("VACUUM ANALYZE")
    found = {row.what: float(row.figure) for row in serving.in_django("growing", env)}
    print(found, file=sys.stderr, flush=True)
    return found


def rows(few: dict[str, float], lots: dict[str, float], many: int) -> list[table.Row]:
    """Return a row for each promise; those of the deep page where the category has it."""
    all_parts = [lots.pop(name) for name in ("index", "seconds", "MB")]
    first, deep = lots["category"], lots.pop("deep", None)
    found = [
        growth(f"{name}, {many:,} stories beside {FEW:,}", few[name], lots[name], GROWTH)
        for name in lots
    ]
    if deep:
        found.append(growth("page 1,000 of a category beside its first", first, deep, DEEPER))
    name, (index, seconds, megabytes) = f"every sitemap of {many:,} stories", all_parts
    return [
        *found,
        table.printed(f"{name}: their index", f"{index:.0f} ms"),
        table.at_most(name, seconds, ALL_PARTS_SECONDS, "s"),
        table.at_most(f"{name}: memory", megabytes, ALL_PARTS_MB, "MB"),
    ]


def growth(what: str, before: float, after: float, most: float) -> table.Row:
    figure = f"{after / before:.2f} times ({before:.2f}, {after:.2f} ms)"
    return table.Row(what, figure, f"≤ {most:g} times", after <= most * before)


def main(many: int) -> int:
    with serving.on_postgres(options=OPTIONS) as (env, _folder):
        found = rows(figures(env, FEW), figures(env, many), many)
    print(table.markdown(found))
    if many == MANY:
        kept.keep(COMMAND, found)
    return 0 if all(row.holds for row in found) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else MANY))
