from django.core.management.base import BaseCommand, CommandError

from articles.management.demo import load, multiply


class Command(BaseCommand):
    help = "Load the demo newsroom; with --articles also generated stories for load tests."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, default=0, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")

    def handle(self, *, articles, seed, **options):
        if articles < 0:
            raise CommandError("--articles must not be negative.")
        if load.is_loaded():
            self.stdout.write("The demo newsroom is there already.")
        else:
            load.load()
            self.stdout.write("The demo newsroom is loaded.")
        if articles:
            try:
                made = multiply.multiply(articles, seed=seed)
            except LookupError as error:
                raise CommandError(error) from error
            self.stdout.write(f"{made} generated stories added, {articles} in all.")
