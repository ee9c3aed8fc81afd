"""Help with language in the form of a story: what stands beside, repaired signs, the address."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from articles.editorial.available_verbs import may_start
from articles.editorial.permissions import can_see, require
from articles.editorial.source_panel import panel_for
from articles.models import Article, Background, context
from articles.models.story_fields import BODIES, PROSE
from articles.text import cleaning, slugs, typography
from newsroom import languages

# What the repair looks at; an address is no text.
LONGEST_TITLE = 500


@dataclass(frozen=True)
class Help:
    """What a tab of a language offers: `beside` are languages with a text, the usual one first."""

    may_start: bool
    beside: list[languages.Language]
    is_translation: bool


def help_with(user, article: Article, code: str) -> Help:
    """Return what the tab of a language offers to the person. No query."""
    order = sorted(languages.LANGUAGES, key=lambda one: one.code != article.source_language)
    others = [one for one in order if one.code != code and article.has_text(one.code)]
    return Help(
        may_start=may_start(user, article, code),
        beside=others if article.pk else [],
        is_translation=code != article.source_language,
    )


@require_GET
def beside_view(request, pk: int, language: str) -> HttpResponse:
    """Return another language's texts for the form's script: paragraphs, changes, names."""
    other = request.GET.get("of", "")
    if {language, other} - set(languages.CODES) or language == other:
        raise Http404
    article = get_object_or_404(Article, pk=pk)
    require(can_see(request.user, article))
    shown = {"beside": panel_for(article, language, other), "language": language}
    return TemplateResponse(request, "admin/articles/help/_beside.html", shown)


@require_POST
def repair_view(request) -> JsonResponse:
    """Return the texts that were sent with the signs of their language; only those that differ."""
    require(can_see(request.user))
    language = request.POST.get("language", "")
    if language not in languages.CODES:
        raise Http404
    given = {name: request.POST[name] for name in PROSE if name in request.POST}
    repaired = {name: repaired_text(name, value, language) for name, value in given.items()}
    return JsonResponse({name: new for name, new in repaired.items() if new != given[name]})


def repaired_text(name: str, value: str, language: str) -> str:
    """Return one text with the signs of its language. One query per generation."""
    cleaning.check_length(value)
    ev = context.site().armenian_and
    if name in BODIES:
        return typography.repair_html(cleaning.clean_draft(value), language, ev=ev)
    return typography.repair(value.replace("\r\n", "\n"), language, ev=ev)


@require_GET
def slug_view(request) -> JsonResponse:
    """Return the address that a title makes."""
    require(can_see(request.user))
    language = request.GET.get("language", "")
    if language not in languages.CODES:
        raise Http404
    title = request.GET.get("title", "")[:LONGEST_TITLE]
    return JsonResponse({"slug": slugs.slugify(title, language)})


def show_addresses(form, panels) -> None:
    """Say in the fields of wished addresses which one a story has, or will have. No query."""
    for panel in panels:
        code = panel.language.code
        name = languages.column("slug", code)
        if name not in form.fields:
            continue
        attrs, edition = form.fields[name].widget.attrs, panel.state.edition
        if edition is not None and not edition.is_taken_back:
            attrs["placeholder"] = edition.slug
            continue
        title = form[languages.column("title", code)]
        attrs["placeholder"] = slugs.slugify(str(title.value() or ""), code)
        attrs["data-follows"] = title.id_for_label


# Without a script


def before_saving(request, article: Article, form) -> dict[str, str]:
    """Do to the texts what buttons without a script ask for: repair signs, add a paragraph.

    Returns the ids of the background paragraphs that were put in, with a script or without, by
    language.
    """
    own = form.writable & set(languages.CODES)
    if (code := request.POST.get("_repair", "")) in own:
        for name in PROSE:
            article.set_text(name, code, repaired_text(name, article.text(name, code), code))
    put_in = {code: request.POST.get(f"_background_{code}", "") for code in own}
    for code in own:
        name = request.POST.get(f"_background_name_{code}", "").strip()
        found = Background.objects.filter(name__iexact=name).first() if name else None
        if found is not None and found.body_in(code):
            article.set_text("body", code, article.text("body", code) + found.body_in(code))
            put_in[code] += f" {found.pk}"
    return {code: ids for code, ids in put_in.items() if ids.strip()}


def urls(view) -> list:
    return [
        path("signs/", view(repair_view), name="articles_repair"),
        path("address/", view(slug_view), name="articles_address"),
        path("<int:pk>/beside/<str:language>/", view(beside_view), name="articles_beside"),
    ]
