from django_tasks_db.management.commands import db_worker

from articles.search.reindexing import missing, reindex_missing
from articles.workflow import picture_care


class Command(db_worker.Command):
    help = "Do the work that waits: renditions of pictures, in time order. Ends at Ctrl+C or TERM."

    def handle(self, *args, **options):
        if any(rows.exists() for rows in missing().values()):
            reindex_missing.enqueue()
        picture_care.begin()
        super().handle(*args, **options)

    def configure_logging(self, verbosity: int) -> None:
        """Leave it to the settings; by itself the package prints two lines a task."""
