"""The admin's app, by the name that stands in settings."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "newsroom.admin_site.DeskSite"
