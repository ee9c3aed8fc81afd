"""Small files for machines: robots.txt, ads.txt, humans.txt, security.txt, IndexNow's key."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localdate

from articles.models import context
from articles.site.page import absolute
from newsroom import languages

PLAIN = "text/plain; charset=utf-8"
SECURITY_PERIOD = timedelta(days=180)
PRIVATE = (settings.ADMIN_PATH, "/preview/", "/views/", "/ads/", "/oembed/", "/*/search/")
# Those that collect texts for models of language, by the names that they give themselves.
AI_CRAWLERS = (
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-ai",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-CloudVertexBot",
    "Google-Extended",
    "GPTBot",
    "ImagesiftBot",
    "Meta-ExternalAgent",
    "omgili",
    "PanguBot",
    "PerplexityBot",
    "Timpibot",
)


def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read; those of AI companies nothing where the newsroom says so."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), ""]
    if not context.site().allows_ai_crawlers:
        lines += [*(f"User-agent: {name}" for name in AI_CRAWLERS), "Disallow: /", ""]
    lines += [f"Sitemap: {absolute(reverse(name))}" for name in ("sitemap", "sitemap_news")]
    return plain("\n".join(lines))


def ads(request: HttpRequest) -> HttpResponse:
    """Who may sell our advertising: nobody but ourselves where nobody is named."""
    return plain(context.site().ads_txt or "# No one else sells advertising here.")


def humans(request: HttpRequest) -> HttpResponse:
    """Who makes the site."""
    return plain(text_or_404(context.site().humans_txt))


def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    contact = text_or_404(context.site().security_contact)
    ends = datetime.combine(localdate() + SECURITY_PERIOD, time.min, UTC)
    lines = [
        f"Contact: {contact if '://' in contact else f'mailto:{contact}'}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(languages.CODES)}",
        f"Canonical: {absolute(reverse('security'))}",
    ]
    return plain("\n".join(lines))


def indexnow_key(request: HttpRequest, key: str) -> HttpResponse:
    """The key that proves to IndexNow that we speak for this site."""
    if key != text_or_404(context.site().indexnow_key):
        raise Http404
    return plain(key)


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon of an answer that is no page."""
    return redirect(static("icons/favicon.ico"))


def text_or_404(text: str) -> str:
    """Return what the newsroom wrote; 404 where it wrote nothing."""
    if not text.strip():
        raise Http404
    return text.strip()


def plain(text: str) -> HttpResponse:
    """Answer a text with the line ends of such files."""
    lines = "\n".join(text.splitlines())
    return HttpResponse(f"{lines}\n", content_type=PLAIN)
