"""What search engines and messengers are told of a story."""

import json

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from articles.around import Byline
from articles.images import url as image_url
from articles.models import Edition, SiteSettings
from articles.text import first_words

# As in Django's json_script: nothing in it can end the script element.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
DESCRIPTION = 200


def description(edition: Edition) -> str:
    """Return the sentence under the title of a search result."""
    return first_words(edition.lead or edition.subtitle, DESCRIPTION)


def social_image(edition: Edition) -> str:
    """Return the address of the picture for messengers, "" when there is none to show."""
    if edition.cover is None or edition.cover.is_graphic:
        return ""
    return image_url(edition.cover)


def news_article(
    edition: Edition, *, site: SiteSettings, byline: Byline, address: str, image: str
) -> SafeString:
    """Return the JSON-LD of a story, safe inside of a script element."""
    changed = edition.updated_at or edition.published_at
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": edition.title,
        "description": description(edition),
        "inLanguage": edition.language,
        "url": address,
        "mainEntityOfPage": address,
        "datePublished": localtime(edition.published_at).isoformat(timespec="seconds"),
        "dateModified": localtime(changed).isoformat(timespec="seconds"),
        "author": [{"@type": "Person", "name": author.name} for author in byline.text]
        or {"@type": "Organization", "name": site.name},
        "publisher": {"@type": "Organization", "name": site.name},
        "isAccessibleForFree": True,
    }
    if image:
        article["image"] = [image]
    if edition.category and edition.category.name:
        article["articleSection"] = edition.category.name
    return mark_safe(json.dumps(article, ensure_ascii=False).translate(ESCAPES))
