from django_tasks_db.management.commands import db_worker


class Command(db_worker.Command):
    help = "Do the work that waits: renditions of pictures, in time order. Ends at Ctrl+C or TERM."
