"""What gunicorn serves: `newsroom.wsgi:application`. Granian gets newsroom/rsgi.py."""

import gc
import logging
import os
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from newsroom.server import metrics_folder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
metrics_folder.share(settings.VAR / "metrics")
application = get_wsgi_application()

# Only now are settings and apps ready to be imported from.
from newsroom.accounts import sessions  # noqa: E402
from newsroom.cache import generation, reader_connections, shared_pages  # noqa: E402
from newsroom.cache.miss_log import MissLog  # noqa: E402
from newsroom.cache.pagecache import EDGE_HEADERS, PageCache  # noqa: E402
from newsroom.server import databases, startup  # noqa: E402
from newsroom.server.background import Background  # noqa: E402
from newsroom.server.limits import Limits, Rules  # noqa: E402
from newsroom.server.proxies import TrustedProxies  # noqa: E402
from newsroom.server.request_id import RequestIds  # noqa: E402

databases.serve(settings.DATABASE_REPLICA)
startup.refuse_unsafe(startup.listening())

rules = Rules(
    editors=settings.ADMIN_PATH,
    session_cookie=settings.SESSION_COOKIE_NAME,
    is_signed_in=sessions.is_signed_in,
)
pages = application
if not settings.DEBUG:  # who works on a template wants to see it change
    generation.clock.start(locates=bool(settings.DATABASE_REPLICA))
    # What is asked before it hears would be made for each reader anew.
    if generation.clock.is_deaf():
        logging.getLogger(__name__).warning("The database is not heard: no page is kept yet.")
    pages = PageCache(
        application,
        renderer=reader_connections.from_readers(MissLog(application)),
        clock=generation.clock,
        shared=shared_pages.of_this_server(),
        edge_headers=EDGE_HEADERS if settings.PURGE_URL else (),
        zone=ZoneInfo(settings.TIME_ZONE),
    )
    pages.moments = [reader_connections.asked_by_readers(ask) for ask in pages.moments]
    rebuilding = Background(pages.rebuild_hottest, name="rebuilding of the hottest pages")
    generation.clock.add_listener(rebuilding.schedule)
guard = None if settings.IS_PUBLIC else startup.Reachable(pages)
application = TrustedProxies(RequestIds(Limits(guard or pages, rules)), settings.TRUSTED_PROXIES)

# What is loaded by now stays. To look through it for what may go takes as long as ten pages, and
# would come in the midst of one.
gc.collect()
gc.freeze()
