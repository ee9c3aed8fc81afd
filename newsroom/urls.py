"""The addresses of the house; those of the journalism stand in articles/site/urls.py."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom.server import health
from newsroom.storage import media
from newsroom.storage.locations import MOUNT

handler400 = "articles.site.views.errors.bad_request"
handler404 = "articles.site.views.errors.not_found"
handler500 = "articles.site.views.errors.server_error"

urlpatterns = [
    # /healthz, /readyz, /metrics: for operators
    path("healthz", health.is_alive, name="healthz"),
    path("readyz", health.is_ready, name="readyz"),
    path("metrics", health.answer_metrics, name="metrics"),
    # /admin/: editors
    path("admin/", admin.site.urls),
    # /preview/: whoever has a link to one
    path("", include("articles.admin.urls")),
    # Everything else: readers and machines
    path("", include("articles.site.urls")),
]

# /media/: pictures and files. Also where another host is in front, which may fetch them here.
MEDIA_PATH = settings.MEDIA_URL if settings.MEDIA_URL.startswith("/") else MOUNT
urlpatterns.insert(0, path(f"{MEDIA_PATH.lstrip('/')}<path:name>", media.serve, name="media"))
