"""Where something for readers names a picture: covers, portraits, texts, home pages.

What is written there puts the picture on the list (`PlacedPicture`) by which it moves the
generation from then on: see newsroom/cache/referenced_rows.py. A reference to a picture and a rich
text in a model that readers see are doors by themselves; only what is neither is named here.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from articles.models import Arrangement, Edition, Image, PlacedPicture
from articles.models.rich_text import RichTextField
from articles.text.blocks import PICTURES
from newsroom.cache.referenced_rows import Door, Listed
from newsroom.cache.triggers import WATCHED

# Cleaned copies of rich texts; and what the leads of a home page are kept in.
TEXTS = {(Edition, "body")}
LINEUPS = {(Arrangement, "content")}

# For each kind of column and database: whether it can name a picture, and which it names.
# SQLite has no regular expressions: the text is made a list of JSON, cut where a figure names
# pictures; what stands up to the next quotation mark are their numbers.
_CUT = "json_quote({0})"
for _name in PICTURES:
    _CUT = rf"""replace({_CUT}, 'data-{_name}=\"', '","')"""
_NUMBERS = "substr(piece.value, 1, instr(piece.value, '\"') - 1)"
SQL = {
    "postgresql": {
        "reference": ("{0} IS NOT NULL", "SELECT {0}::bigint AS id"),
        "text": (
            "position('<figure' IN {0}) > 0",
            "SELECT CASE WHEN one ~ '^[0-9]{{1,18}}$' THEN one::bigint END AS id "
            # From the first figure on: without one nothing is looked through.
            "FROM regexp_matches(substr({0}, nullif(position('<figure' IN {0}), 0)), "
            f"'data-(?:{'|'.join(PICTURES)})=\"([0-9 ]+)\"', 'g') AS hit (numbers), "
            "regexp_split_to_table(hit.numbers[1], ' +') AS one",
        ),
        "lineup": (
            "{0} IS NOT NULL",
            "SELECT CASE WHEN one::text ~ '^[0-9]{{1,18}}$' THEN one::text::bigint END AS id "
            "FROM jsonb_path_query({0}, 'lax $.**.picture') AS one",
        ),
    },
    "sqlite": {
        "reference": ("{0} IS NOT NULL", "SELECT {0} AS id"),
        "text": (
            "instr({0}, '<figure') > 0",
            "SELECT CAST(one.value AS integer) AS id "
            f"FROM json_each('[' || {_CUT} || ']') AS piece, "
            f"""json_each('["' || replace({_NUMBERS}, ' ', '","') || '"]') AS one """
            f"WHERE piece.key > 0 AND NOT {_NUMBERS} GLOB '*[^0-9 ]*' "
            "AND length(one.value) BETWEEN 1 AND 18",
        ),
        "lineup": (
            "{0} IS NOT NULL",
            "SELECT atom AS id FROM json_tree({0}) WHERE key = 'picture' AND type = 'integer'",
        ),
    },
}


def pictures() -> Listed:
    """Return what makes pictures a table of which readers see only what was named."""
    numbers = PlacedPicture._meta
    return Listed(Image._meta.db_table, numbers.db_table, numbers.pk.column, doors)


def doors(vendor: str) -> Iterable[Door]:
    """Yield the doors of pictures in the SQL of a kind of database."""
    for model in apps.get_app_config("articles").get_models(include_auto_created=True):
        if model._meta.db_table not in WATCHED:
            continue
        columns = {
            field.column: kind for field in model._meta.concrete_fields if (kind := kind_of(field))
        }
        if columns:
            given = [
                [sql.format(f'NEW."{column}"') for sql in SQL[vendor][kind]]
                for column, kind in columns.items()
            ]
            when, ids = zip(*given, strict=True)
            yield Door(
                model._meta.db_table, tuple(columns), " OR ".join(when), " UNION ALL ".join(ids)
            )


def kind_of(field: models.Field) -> str | None:
    """Return how a column names pictures, None where it does not."""
    if field.is_relation and field.related_model is Image:
        return "reference"
    if isinstance(field, RichTextField) or (field.model, field.name) in TEXTS:
        return "text"
    return "lineup" if (field.model, field.name) in LINEUPS else None
