from django.core.management.base import BaseCommand, CommandError

from articles.images import sweeping


class Command(BaseCommand):
    help = (
        "Remove files of pictures that no picture needs and that are older than a day; the worker"
        " does so daily."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--sure", action="store_true", help="also where much belongs to no picture"
        )

    def handle(self, *, sure, **options):
        try:
            swept = sweeping.sweep_now(is_sure=sure)
        except (OSError, sweeping.Suspicious) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Removed: {swept.leftovers:,} left over, {swept.orphans:,} of no picture,"
            f" {swept.parts:,} half written."
        )
