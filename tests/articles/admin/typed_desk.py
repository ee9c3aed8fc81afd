"""Helpers of the tests about the home desk: its addresses, and what its form sends."""

from django.urls import reverse
from django.utils.timezone import localtime, now

from articles.site import home_arrangement


def desk(language="ru", page="desk") -> str:
    return reverse(f"admin:articles_home_{page}", args=[language])


def typed(*stories: int, follows=0, **more) -> dict:
    """What the form sends: leads in their order, all bands shown as usual."""
    bands = home_arrangement.usual_bands("ru")
    return {
        "follows": follows,
        "opening": 1,
        "lead": stories,
        "band": bands,
        "show": bands,
        "begins_at": "",
    } | more


def in_form(html: str) -> list[int]:
    """Return the stories of the leads in the form, in their order."""
    parts = html.split('name="lead" value="')[1:]
    return [int(part.split('"')[0]) for part in parts]


def in_field(moment) -> str:
    return localtime(moment).strftime("%Y-%m-%dT%H:%M")


def on_top() -> list[int]:
    return home_arrangement.at("ru", now()).stories
