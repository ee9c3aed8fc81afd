"""A forgotten password: a letter with a link, and one answer whoever asks for whom.

The letter is the worker's, so that the answer takes as long for a name that nobody has.
"""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.core.mail import send_mail
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django_tasks import task

from newsroom import journal
from newsroom.accounts import lockout, sessions
from newsroom.accounts.sign_in import Guess, page
from newsroom.models import User

# One address may be several people's; never a whole newsroom's.
MOST = 5


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Username or email"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True}),
    )


@never_cache
def forgotten_view(request) -> HttpResponse:
    """Ask for a name, and promise a letter whether anybody has it or not.

    Where there is no mail server, say who helps.
    """
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, place = form.cleaned_data["name"].strip(), sessions.client_address(request)
        try:
            lockout.begin(name, place, lockout.LETTER, browser=sessions.browser_of(request))
        except lockout.LockedOut as refusal:
            form.add_error(None, refusal)
        else:
            send_link.enqueue(name, place)
            return HttpResponseRedirect(reverse("admin:password_letter"))
    can_send = settings.EMAIL_BACKEND != settings.UNSENT
    return page(request, "forgotten", _("Password reset"), form=form, can_send=can_send)


@never_cache
def letter_view(request) -> HttpResponse:
    """Say the same to everybody."""
    return page(request, "letter", _("Password reset"))


@task()
def send_link(name: str, place: str) -> None:
    """Write to the people of a name or e-mail, if there are any, each in their language."""
    known = Q(username__iexact=name) | Q(email__iexact=name)
    people = User.objects.filter(known, is_active=True, is_staff=True).exclude(email="")
    for person in people.order_by("pk")[:MOST]:
        if person.has_usable_password():
            send_letter(person)
            journal.record(journal.PASSWORD_ASKED, person=person, address=place)


def send_letter(person: User) -> None:
    with translation.override(person.interface_language):
        words = {
            "person": person,
            "newsroom": admin.site.newsroom_name() or admin.site.site_title,
            "address": settings.SITE_URL + link(person),
            "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
        }
        subject = _("Reset your password: %(newsroom)s") % words
        text = render_to_string("admin/sign_in/letter.txt", words)
    send_mail(subject, text, None, [person.email])


def link(person: User) -> str:
    """Return the path that lets whoever has it choose a new password, once."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return reverse("admin:new_password", args=[uid, token])


class NewPasswordView(PasswordResetConfirmView):
    """Behind the link: the new password, twice. It signs nobody in: the second step comes after."""

    template_name = "admin/sign_in/new_password.html"
    success_url = reverse_lazy("admin:new_password_done")

    def get_user(self, uidb64) -> User | None:
        """Find whose link it is; whoever may not sign in sets no password."""
        user = super().get_user(uidb64)
        return user if user and user.is_active and user.is_staff else None

    def form_valid(self, form) -> HttpResponse:
        answer = super().form_valid(form)
        changed(self.user, by=self.user, place=sessions.client_address(self.request))
        lockout.forget(self.user.username, lockout.PASSWORD)
        return answer

    def get_context_data(self, **kwargs):
        context = admin.site.each_context(self.request) | super().get_context_data(**kwargs)
        return context | {"title": _("New password")}


class ChangeForm(PasswordChangeForm):
    """Old and new password. Guessing the old one from inside locks, as it does at the door."""

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_old_password(self):
        with Guess(self.request, self.user.username, lockout.PASSWORD):
            return super().clean_old_password()


class ChangeView(PasswordChangeView):
    """A new password of one's own; it signs the person out everywhere else."""

    form_class = ChangeForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form) -> HttpResponse:
        answer = super().form_valid(form)
        request = self.request
        sessions.follow(request)
        key, place = request.session.session_key, sessions.client_address(request)
        changed(request.user, by=request.user, place=place, keep=key)
        return answer


@never_cache
def done_view(request) -> HttpResponse:
    return page(request, "new_password_done", _("New password"))


def changed(person: User, *, by: User, place: str, keep: str | None = None) -> None:
    """After a password was changed: end the sessions of the old one but `keep`, tell of it."""
    sessions.end_all(person, but=keep)
    journal.record(journal.PASSWORD_CHANGED, by=by, person=person, address=place)
