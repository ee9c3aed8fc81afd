from django.core.management.base import BaseCommand

from articles.models import Edition
from articles.search.reindexing import missing, reindex


class Command(BaseCommand):
    help = (
        "Make the index of the search anew, while readers search on. Broken off, it goes on with"
        " --after and the number that it said last."
    )

    def add_arguments(self, parser):
        parser.add_argument("--after", type=int, default=0, metavar="ID")
        parser.add_argument("--missing", action="store_true", help="only what has no entry")

    def handle(self, *, after, **options):
        editions = missing() if options["missing"] else Edition.objects.all()
        total = editions.filter(pk__gt=after).count()

        def said(number: int, last: int) -> None:
            self.stdout.write(f"{number:,} of {total:,} (--after {last})")

        self.stdout.write(f"{reindex(editions, after=after, said=said):,} publications indexed.")
