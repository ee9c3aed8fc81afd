"""What granian serves: `newsroom.rsgi:application`. Every other server gets newsroom/wsgi.py."""

from collections.abc import Callable

from newsroom import wsgi
from newsroom.cache.pagecache import PageCache
from newsroom.server import request_id
from newsroom.server.event_loop import EventLoop
from newsroom.server.request_body import RequestBodies


def kept(environ: dict) -> Callable | None:
    """Return the answer that is in memory, where the request may have it."""
    has_memory = isinstance(wsgi.pages, PageCache)
    if has_memory and (wsgi.guard is None or wsgi.guard.lets_through(environ)):
        answer = wsgi.pages.kept(environ)
        return answer and request_id.echo(answer, environ)
    return None


application = EventLoop(
    request_id.RequestIds(wsgi.guard or wsgi.pages),
    bodies=RequestBodies(wsgi.rules),
    before=wsgi.application.believe,
    kept=kept,
)
