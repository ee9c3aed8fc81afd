from django.core.management.base import BaseCommand

from articles.search.reindexing import every, missing, reindex


class Command(BaseCommand):
    help = (
        "Make the indexes of the search anew (publications, stories, pictures), while everybody"
        " searches on. Broken off, it goes on with --only and --after as it said them last."
    )

    def add_arguments(self, parser):
        parser.add_argument("--after", type=int, default=0, metavar="ID")
        parser.add_argument("--missing", action="store_true", help="only what has no entry")
        parser.add_argument("--only", choices=list(every()), help="only one of the indexes")

    def handle(self, *, after, only=None, **options):
        kinds = missing() if options["missing"] else every()
        if after and not only:
            only = "publications"
        for what, rows in kinds.items():
            if only in (None, what):
                self.write(what, rows, after)

    def write(self, what: str, rows, after: int) -> None:
        total = rows.filter(pk__gt=after).count()

        def say(number: int, last: int) -> None:
            self.stdout.write(f"{what}: {number:,} of {total:,} (--only {what} --after {last})")

        self.stdout.write(f"{reindex(rows, after=after, progress=say):,} {what} indexed.")
