"""Two tables, one of which moves the generation, and how to change them past Django's models."""

WATCHED, UNWATCHED = "seen_by_readers", "counts"


def execute(database, *statements):
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
