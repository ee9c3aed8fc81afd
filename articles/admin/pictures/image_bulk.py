"""Doing one thing to several pictures of the library: asked first, told afterwards."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import images
from articles.admin.base import DayField
from articles.admin.pictures.image_words import LIVE, called
from articles.editorial.field_permissions import barred_of
from articles.editorial.permissions import require
from articles.images import usage
from articles.models import Image
from articles.models.image import Rights
from articles.workflow.pictures import LISTS, bin_picture, describe_pictures, joined
from newsroom import languages
from newsroom.models import User
from newsroom.parameters import parse_ids

MOST = 100  # pictures at once
LEAVE = "leave"


class DescribeForm(forms.Form):
    """What is to be said of all of them; what is left empty stays as it is with each."""

    rights = forms.ChoiceField(
        label=_("rights"), choices=[(LEAVE, _("leave as it is")), *Rights.choices], required=False
    )
    source = forms.CharField(label=_("source"), max_length=200, required=False)
    copyright = forms.CharField(label=_("copyright"), max_length=200, required=False)
    usable_until = DayField(
        label=_("last day"),
        required=False,
    )
    people = forms.CharField(
        label=_("people in the picture"),
        max_length=300,
        required=False,
        help_text=_("Separate with commas. They are added to existing keywords."),
    )
    keywords = forms.CharField(
        label=_("keywords"),
        max_length=500,
        required=False,
        help_text=_("Separate with commas. They are added to existing keywords."),
    )
    is_graphic = forms.ChoiceField(
        label=_("graphic"),
        choices=[(LEAVE, _("leave as it is")), ("yes", _("yes")), ("no", _("no"))],
        required=False,
    )

    def __init__(self, *args, pictures: list[Image], user: User | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.pictures, self.user = pictures, user
        for language in reversed(languages.LANGUAGES):
            field = forms.CharField(
                label=f"{_('credit')} ({language.name})",
                max_length=200,
                required=False,
                widget=forms.TextInput({"lang": language.code, "maxlength": None}),
            )
            self.fields = {languages.column("credit", language.code): field} | self.fields
        self.initial |= {"rights": LEAVE, "is_graphic": LEAVE}

    def clean(self):
        """Keep only what something is said of; refuse a list that would grow too long."""
        data = super().clean()
        facts = {name: value for name, value in data.items() if value and value != LEAVE}
        if self.data.get("rights") == "":
            facts["rights"] = ""
        if "is_graphic" in facts:
            facts["is_graphic"] = facts["is_graphic"] == "yes"
        for name in LISTS:
            for image in self.pictures if name in facts else ():
                if len(joined(getattr(image, name), facts[name])) > self.fields[name].max_length:
                    sentence = gettext("Combined with the text of “%(name)s”, it is too long.")
                    self.add_error(name, sentence % {"name": image.name})
                    break
        self.refuse_barred(facts)
        if not facts and not self.errors:
            raise ValidationError(gettext("Fill in at least one field."))
        return facts

    def refuse_barred(self, facts: dict) -> None:
        """Refuse what live pages show of a picture and the person may not publish."""
        refused = barred_of(self.user, self.pictures) if self.user else {}
        for image in self.pictures if refused else ():
            for name in sorted(refused[image.pk].intersection(facts)):
                if not self.has_error(name):
                    self.add_error(name, f"{image.name}: {LIVE}")


def of_action(request, queryset) -> list[Image]:
    """Return the pictures that were chosen in the list; none, with a sentence, if too many."""
    pictures = list(queryset[: MOST + 1])
    if len(pictures) <= MOST:
        return pictures
    sentence = gettext("You can choose up to %(most)d pictures at once.") % {"most": MOST}
    messages.error(request, sentence)
    return []


@admin.action(description=_("Edit selected…"), permissions=["change"])
def describe(model_admin, request, queryset):
    """Ask what is to be said of the pictures that were chosen."""
    if pictures := of_action(request, queryset):
        form = DescribeForm(pictures=pictures)
        return form_page(request, pictures, form, request.get_full_path())
    return None


@admin.action(description=_("Delete selected…"), permissions=["bin"])
def put_away(model_admin, request, queryset):
    """Ask whether the pictures that were chosen are to go into the bin."""
    if pictures := of_action(request, queryset):
        return form_page(request, pictures, None, request.get_full_path())
    return None


@require_POST
def describe_view(request) -> HttpResponse:
    """Say it of the pictures chosen, and of how many."""
    require(request.user.has_perm("articles.change_image"))
    pictures, back = chosen(request), back_to(request)
    if not pictures:
        messages.warning(request, gettext("Select some pictures first."))
        return HttpResponseRedirect(back)
    form = DescribeForm(request.POST, pictures=pictures, user=request.user)
    if not form.is_valid():
        return form_page(request, pictures, form, back)
    ids = [image.pk for image in pictures]
    changed = describe_pictures(ids, form.cleaned_data, by=request.user)
    numbers = {"changed": len(changed), "same": len(ids) - len(changed)}
    words = gettext("Pictures changed: %(changed)d. Already up to date: %(same)d.")
    messages.success(request, words % numbers)
    return HttpResponseRedirect(back)


@require_POST
def bin_view(request) -> HttpResponse:
    """Put the pictures chosen into the bin, those that nothing uses, and say of the others why."""
    require(request.user.has_perm("articles.bin_image"))
    pictures, gone, left = chosen(request), 0, []
    for image in pictures:
        try:
            bin_picture(image, by=request.user)
        except ValidationError as refusal:
            left.append(f"{called(image, request.user)}: {' '.join(refusal.messages)}")
        else:
            gone += 1
    if gone:
        words = gettext("Pictures moved to the bin: %(number)d. They stay there for 30 days.")
        messages.success(request, words % {"number": gone})
    for sentence in left:
        messages.warning(request, sentence)
    if not pictures:
        messages.warning(request, gettext("Select some pictures first."))
    return HttpResponseRedirect(back_to(request))


def chosen(request) -> list[Image]:
    """Return the pictures that were chosen, in the order of the list."""
    ids = parse_ids(request.POST.getlist("picture"))[:MOST]
    found = Image.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def back_to(request) -> str:
    """Return the address of the library as it was narrowed."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("admin:articles_image_changelist")


def form_page(request, pictures: list[Image], form: forms.Form | None, back: str) -> HttpResponse:
    """Show the pictures, and what is to be said of them; without a form they are to go."""
    stories = usage.numbers([image.pk for image in pictures]) if form is None else {}
    for image in pictures:
        image.called = called(image, request.user)
        image.thumb = images.desk_url(image, "3x2", 240)
        image.stories = stories.get(image.pk, 0)
    titles = gettext("Edit picture details"), gettext("Delete pictures")
    context = admin.site.each_context(request) | {
        "title": titles[form is None],
        "pictures": pictures,
        "form": form,
        "back": back,
        "opts": Image._meta,
    }
    return TemplateResponse(request, "admin/articles/image/several.html", context)


VERBS = {"describe": describe, "put_away": put_away}


def urls(view) -> list:
    """Return the addresses below the pictures'; `view` is the admin's own door."""
    return [
        path("several/", view(describe_view), name="articles_image_several"),
        path("several/bin/", view(bin_view), name="articles_image_several_bin"),
    ]
