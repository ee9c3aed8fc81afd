"""Measure one part on the database of the environment, within Django.

    python -m benchmarks.inside search 100000

The number says how many stories, pictures or seconds, where the part knows one.
"""

import os
import sys
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.core.wsgi import get_wsgi_application

get_wsgi_application()  # sets up the apps

from django.conf import settings  # noqa: E402  once the apps are loaded

from benchmarks import table  # noqa: E402
from newsroom.cache import generation  # noqa: E402
from newsroom.server import databases  # noqa: E402


def main(part: str, *numbers: str) -> None:
    databases.serve(settings.DATABASE_REPLICA)
    generation.clock.start()
    rows = import_module(f"benchmarks.{part}").measure(*map(int, numbers))
    print(table.markdown(rows) if sys.stdout.isatty() else table.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
