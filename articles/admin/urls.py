"""Addresses of the desk outside of the admin: previews for whoever has a link to one."""

from django.urls import path

from articles.views import preview

urlpatterns = [
    path("preview/<str:secret>/", preview.shared, name="preview"),
    path("preview/<str:secret>/<lang:language>/", preview.shared, name="preview_language"),
]
