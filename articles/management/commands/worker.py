import os
import threading

from django.conf import settings
from django_tasks_db.management.commands import db_worker

from articles.distribution import cdn
from articles.images import backfill_fingerprints, backfill_renditions, sweeping
from articles.search.reindexing import missing, reindex_missing
from articles.workflow import image_expiry
from newsroom.cache.generation import Clock

# The priority of the worker and of all that it starts: readers and editors wait for pages, nobody
# waits for it.
NICE = 15


class Command(db_worker.Command):
    help = "Do the work that waits: renditions of pictures, in time order. Ends at Ctrl+C or TERM."

    def handle(self, *args, **options):
        os.nice(NICE)
        if any(rows.exists() for rows in missing().values()):
            reindex_missing.enqueue()
        if backfill_fingerprints.is_waiting():
            backfill_fingerprints.look_at_pictures.enqueue()
        image_expiry.begin()
        backfill_renditions.begin()
        sweeping.begin()
        ended = threading.Event()
        if settings.PURGE_URL:
            self.look_after_the_cdn(ended)
        try:
            super().handle(*args, **options)
        finally:
            ended.set()

    def look_after_the_cdn(self, ended: threading.Event) -> None:
        """Begin the thread that tells the CDN of changes; it hears the database by itself."""
        clock = Clock()
        clock.start()
        purger = cdn.Purger(clock)
        thread = threading.Thread(target=cdn.run, args=(purger, ended), daemon=True)
        thread.start()

    def configure_logging(self, verbosity: int) -> None:
        """Leave it to the settings; by itself the package prints two lines a task."""
