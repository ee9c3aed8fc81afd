from django_tasks_db.management.commands import db_worker


class Command(db_worker.Command):
    help = "Do the work that waits: renditions of pictures, in time order. Ends at Ctrl+C or TERM."

    def configure_logging(self, verbosity: int) -> None:
        """Leave it to the settings; by itself the package prints two lines a task."""
