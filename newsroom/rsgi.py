"""What granian serves: `newsroom.rsgi:application`. Every other server gets newsroom/wsgi.py."""

from newsroom import wsgi
from newsroom.cache.pagecache import PageCache
from newsroom.cache.responses import Answer
from newsroom.server.event_loop import EventLoop
from newsroom.server.request_body import RequestBodies


def kept(environ: dict) -> Answer | None:
    """Return the answer that is in memory, where the request may have it."""
    has_memory = isinstance(wsgi.pages, PageCache)
    if has_memory and (wsgi.guard is None or wsgi.guard.lets_through(environ)):
        return wsgi.pages.kept(environ)
    return None


application = EventLoop(
    wsgi.guard or wsgi.pages,
    bodies=RequestBodies(wsgi.rules),
    before=wsgi.application.believe,
    kept=kept,
)
