from django.apps import AppConfig
from django.core.checks import Tags, register
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from newsroom.languages import LanguageConverter
from newsroom.sandbox.checks import check_kernel


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("People")

    def ready(self):
        # Models can be imported only once the apps are loaded.
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from newsroom.accounts import sessions

        register_converter(LanguageConverter, "lang")
        register(check_kernel, Tags.security)
        user_logged_in.connect(sessions.began, dispatch_uid="newsroom.accounts.sessions")
        user_logged_out.connect(sessions.left, dispatch_uid="newsroom.accounts.sessions")
