"""Links to previews for people without an account: made, listed with openings, closed."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Max, Prefetch
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles import workflow
from articles.admin.base import MomentField
from articles.admin.publishing.preview import version_of
from articles.admin.publishing.preview_page import address, closed
from articles.admin.story.notes import story_of
from articles.admin.story.story_page import story_page
from articles.editorial import versions
from articles.editorial.permissions import can_revoke, can_share
from articles.models import Article, PreviewLink, PreviewOpening, Version
from articles.workflow.preview_links import USUAL
from newsroom import languages
from newsroom.models import User

SHOWN_OPENINGS = 50
LATEST, NOW, KEPT = "latest", "now", "kept"


class LinkForm(forms.Form):
    """What is asked for; whether it makes sense is said by workflow.share."""

    name = forms.CharField(
        label=gettext_lazy("Recipient"),
        max_length=100,
        help_text=gettext_lazy("A person or organisation. The name is also shown above the page."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    shows = forms.ChoiceField(label=gettext_lazy("Version shown"), widget=forms.RadioSelect)
    until = MomentField(
        label=gettext_lazy("Open until"),
        help_text=gettext_lazy("Newsroom time. 90 days at most."),
    )
    allows_comments = forms.BooleanField(
        label=gettext_lazy("Anyone with the link can comment"), required=False
    )

    def __init__(self, data=None, *, user: User, article: Article, version: Version | None = None):
        first = version.part if version and version.part in languages.CODES else ""
        usual = timezone.localtime(timezone.now() + USUAL)
        initial = {"until": usual, "shows": KEPT if version else LATEST, "language": first}
        super().__init__(data, initial=initial)
        all_languages = [("", _("All languages"))] if can_share(user, article, "") else []
        self.fields["language"].choices = all_languages + [
            (one.code, one.name)
            for one in languages.LANGUAGES
            if can_share(user, article, one.code)
        ]
        self.fields["shows"].choices = [
            (LATEST, _("the version saved when the link is opened")),
            (NOW, _("the version saved now, even if it is changed later")),
        ] + ([(KEPT, _("version %s") % version.number)] if version else [])
        self.article, self.version = article, version

    def numbers(self) -> dict[str, int] | None:
        """Return the versions that the link is held to, None for the latest."""
        shows = self.cleaned_data["shows"]
        if shows == KEPT:
            return versions.numbers_at(self.version)
        if shows == NOW:
            return {
                part: number for part, number in versions.numbers(self.article).items() if number
            }
        return None


def links(request, pk: int) -> HttpResponse:
    """List the links of a story with a form; make one and show its address, once."""
    article = story_of(request, pk)
    version = version_of(request, article)
    may_share = bool(shareable(request.user, article))
    given = {"user": request.user, "article": article, "version": version}
    form, made = LinkForm(**given) if may_share else None, ""
    if request.method == "POST":
        if not may_share:
            raise PermissionDenied
        form = LinkForm(request.POST, **given)
        if form.is_valid() and (made := create_link(request, article, form)):
            form = LinkForm(**given)
    context = story_page(request, article, _("Preview links")) | {
        "form": form,
        "made": made,
        "links": listed(article, request.user),
        "version": version,
    }
    page = TemplateResponse(request, "admin/articles/preview/links.html", context)
    return closed(page, referrer="same-origin")


def shareable(user: User, article: Article) -> list[str]:
    """Name the languages, "" for all of them, that the person may make links to."""
    return [code for code in ("", *languages.CODES) if can_share(user, article, code)]


def create_link(request, article: Article, form: LinkForm) -> str:
    """Make the link and return its whole address; "" where the workflow refuses, with an error."""
    data = form.cleaned_data
    try:
        _link, secret = workflow.share(
            article,
            by=request.user,
            name=data["name"],
            language=data["language"],
            versions=form.numbers(),
            until=data["until"],
            allows_comments=data["allows_comments"],
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return ""
    return settings.SITE_URL + address(secret)


def listed(article: Article, user: User) -> list[PreviewLink]:
    """Return the links of a story with openings and comments. Three queries."""
    newest = Prefetch("openings", PreviewOpening.objects.all()[:SHOWN_OPENINGS], "newest")
    rows = (
        article.preview_links.select_related("made_by", "article")
        .prefetch_related(newest, "comments")
        .annotate(opened=Count("openings"), opened_at=Max("openings__at"))
    )
    links = list(rows)
    for link in links:
        link.opens = link.is_open and can_share(link.made_by, article, link.language)
        link.may_revoke = link.is_open and can_revoke(user, link)
        link.opened_words = ngettext(
            "opened %(number)d time", "opened %(number)d times", link.opened
        ) % {"number": link.opened}
    return links


@require_POST
def revoke(request, pk: int, link: int) -> HttpResponse:
    """Close a link: its address is one that never existed from now on."""
    kept = get_object_or_404(PreviewLink, pk=link, article=story_of(request, pk))
    try:
        workflow.revoke(kept, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The link is closed and no longer works."))
    return HttpResponseRedirect(reverse("admin:articles_article_preview_links", args=[pk]))


def urls(view) -> list:
    """Return the addresses below a story's; `view` is the admin's own door."""
    return [
        path("<int:pk>/preview-links/", view(links), name="articles_article_preview_links"),
        path(
            "<int:pk>/preview-links/<int:link>/revoke/",
            view(revoke),
            name="articles_preview_link_revoke",
        ),
    ]
