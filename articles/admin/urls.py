"""Addresses of the desk outside of the admin: previews for whoever has a link to one."""

from django.urls import path

from articles.admin.publishing import preview_page

urlpatterns = [
    path("preview/<str:secret>/", preview_page.shared, name="preview"),
    path("preview/<str:secret>/<lang:language>/", preview_page.shared, name="preview_language"),
]
