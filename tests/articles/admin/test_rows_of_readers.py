"""No request of who may not publish changes a row that readers see, whatever it sends.

The database itself counts (newsroom/cache/triggers.py): every POST address of the admin gets the
forms of the chief's pages, each field changed, on a site where everything is live. What the chief
moves by them is written out below: so the walk would notice.
"""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client

from articles import workflow
from articles.admin.publishing.verbs import VERBS
from articles.models import Article
from articles.models.lineup import Lead, Lineup
from articles.workflow import arrangement
from newsroom import languages
from newsroom.accounts import form_owner
from newsroom.cache.triggers import TABLE
from newsroom.models import User
from tests.articles.admin.test_every_address import INSIDE, decided
from tests.articles.admin.test_every_verb import READY
from tests.articles.admin.who_may import ACTIONS
from tests.articles.admin.world import World

# Each field of a form for itself; of one with more fields all that are text, at once.
FEW = 16
# Where the chief changes what readers see: addresses, actions of lists, verbs.
NOTICED = {
    "add_update",
    "articles.ad: delete_selected",
    "articles.breaking: end",
    "articles.page: delete_selected",
    "articles/ad/<path:object_id>/change/",
    "articles/ad/<path:object_id>/delete/",
    "articles/arrangement/<str:language>/",
    "articles/article/flash/",
    "articles/article/gaps/",
    "articles/article/gaps/alt/",
    "articles/article/gaps/author/",
    "articles/article/gaps/caption/",
    "articles/article/gaps/category/",
    "articles/article/gaps/tag/",
    "articles/article/plan/",
    "articles/article/plan/week/",
    "articles/author/<path:object_id>/change/",
    "articles/breaking/<path:object_id>/change/",
    "articles/breaking/add/",
    "articles/category/<path:object_id>/change/",
    "articles/category/add/",
    "articles/image/<int:pk>/describe/",
    "articles/image/<int:pk>/withdraw/",
    "articles/image/<path:object_id>/change/",
    "articles/image/several/",
    "articles/page/<path:object_id>/change/",
    "articles/page/<path:object_id>/delete/",
    "articles/page/add/",
    "articles/sitesettings/<path:object_id>/change/",
    "articles/tag/<path:object_id>/change/",
    "articles/tag/add/",
    "correct",
    "no_change_needed",
    "publish",
    "publish_facts",
    "restore",
    "schedule",
    "schedule_changes",
    "take_back",
    "unschedule",
    "withdraw",
}
TITLES = {"title_ru": "Озеро", "title_hy": "Լիճ", "title_en": "Lake"}
WORDS = {"text", "search", "email", "url", "tel", None}

Post = tuple[str, str, dict]  # the address in the resolver, the path, what is sent


class LiveSite(World):
    """Everything that an address can be about stands on the pages of readers."""

    def story(self, by: str = "chief"):
        chief, person = self.get("chief"), self.get(by)
        shown = {"cover": self.row("image"), "category": self.row("category")}
        parts = {"tags": [self.row("tag")], "authors": [self.row("author")]}
        article = self.get("make_article")(by=chief, **TITLES, **shown, **parts)
        Article.objects.filter(pk=article.pk).update(created_by=person)
        for code in languages.CODES:
            workflow.publish(article, code, by=chief)
        article.refresh_from_db()
        return article

    def edition(self, language: str = "ru"):
        return self.row("own").editions.get(language=language)

    def make_article(self):
        return self.row("own")

    def make_image(self):
        return self.get("make_image")(alt_ru="Озеро", caption_ru="Севан", credit_ru="Мариам")

    def make_author(self):
        author = self.get("author")
        author.portrait, author.name_en = self.row("image"), ""
        author.save()
        return author

    def make_category(self):
        category = self.get("category")
        category.picture, category.name_en = self.row("image"), ""
        category.save()
        return category

    def make_arranged(self, language: str):
        lead = Lead(self.row("own").pk, picture=self.row("image").pk)
        given = {"by": self.get("chief"), "follows": 0}
        if not (standing := arrangement.current(language)):
            standing = arrangement.arrange(language, Lineup(leads=(lead,)), **given)
        return standing


def number() -> int:
    """Return what the triggers have counted: every row that readers see moves it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {TABLE}")
        return cursor.fetchone()[0]


def is_moved(client: Client, path: str, sent: dict) -> bool:
    """Tell whether a POST changes something for readers; nothing of it stays."""
    with transaction.atomic():
        before = number()
        client.post(path, sent)
        moved = number() != before
        transaction.set_rollback(True)
    return moved


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def posts(site: LiveSite, client: Client, *, few: int = FEW) -> list[Post]:
    """Return what every address could be sent: what tests send, and what the pages' forms do.

    Of a form with more fields than `few` all are changed at once.
    """
    found: list[Post] = []
    for address in INSIDE:
        for case in decided(address) or ():
            path = site.path(address, case)
            found.append((address, path, site.typed(address, case)))
            found += [(address, to, sent) for to, sent in forms(client, path, few)]
    found += [*by_hand(site), *of_lists()]
    return [one for one in found if not one[0].startswith(OF_THE_DESK)]


def by_hand(site: LiveSite) -> Iterator[Post]:
    """Yield what scripts and lists send."""
    image = site.row("image")
    below = "articles/image/"
    for field in ("alt", "caption", "credit"):
        sent = {f"picture-{image.pk}-{field}_{code}": "Ж!" for code in languages.CODES}
        yield f"{below}<int:pk>/describe/", f"/admin/{below}{image.pk}/describe/", sent
    several = {"picture": [image.pk], "rights": "leave", "is_graphic": "leave"}
    for said in ({"credit_ru": "Ж!"}, {"rights": "own"}, {"usable_until": "2030-01-01"}):
        yield f"{below}several/", f"/admin/{below}several/", several | said
    gaps = "articles/article/gaps/"
    rows = {"tag": "tag", "author": "author", "category": "category"}
    for kind, row in (rows | {"alt": "image", "caption": "image"}).items():
        path = f"/admin/{gaps}{kind}/{site.row(row).pk}/"
        yield f"{gaps}{kind}/", path, {"value_en": "Words", "value_hy": "Լիճ"}


def of_lists() -> Iterator[Post]:
    """Yield every action of every list, on all of its rows."""
    for action in ACTIONS:
        label, name = action.split(": ")
        model = next(one for one in admin.site._registry if one._meta.label_lower == label)
        chosen = list(model._base_manager.values_list("pk", flat=True))
        path = f"/admin/{label.replace('.', '/')}/"
        yield action, path, {"action": name, "_selected_action": chosen, "post": "yes"}


def of_verbs(site: LiveSite, language: str) -> Iterator[Post]:
    """Yield every verb on a story of the reporter's that is ready for it."""
    chief, reporter = site.get("chief"), site.get("reporter")
    for verb in VERBS:
        prepare, typed = READY[verb]
        article = site.get("make_article")(by=chief, **TITLES)
        Article.objects.filter(pk=article.pk).update(created_by=reporter)
        article.refresh_from_db()
        prepare(article, language, chief)
        yield verb, f"/admin/articles/article/{article.pk}/{language}/{verb}/", typed


def forms(client: Client, path: str, few: int) -> Iterator[tuple[str, dict]]:
    """Yield what each form of a page would send, and where, with each field changed."""
    answer = client.get(path)
    is_html = answer.status_code == 200 and "html" in answer.get("Content-Type", "")
    if not is_html or answer.streaming or not answer.content.strip():
        return
    for form in lxml.html.document_fromstring(answer.content).forms:
        to = urlsplit(urljoin(path, form.get("action") or "")).path
        is_search = form.method != "POST" or form.get("id") == "changelist-form"
        if is_search or not to.startswith("/admin/") or to in ELSEWHERE:
            continue
        usual: dict[str, list[str]] = {}
        for name, value in form.form_values():
            usual.setdefault(name, []).append(value)
        changes = [change for one in form.inputs if (change := changed(one))]
        if len(changes) > few:
            changes = [{name: value for one in changes for name, value in one.items()}]
        for change in [{}, *changes]:
            yield to, usual | change


# What is said of a picture for the library alone, and whose account an author has.
NOT_SHOWN = {"people", "keywords", "source", "copyright", "taken_at", "user"}
# Counted since the desk keeps what it reads of them by the same number; readers see none of it.
OF_THE_DESK = ("articles/background/", "articles/term/", "articles.background", "articles.term")
# Of everybody's own account and device.
ELSEWHERE = {"/admin/logout/", "/admin/language/"}


def changed(one) -> dict[str, list[str]]:
    """Return a field of a form as somebody would change it; {} where there is nothing to change."""
    if not one.name or one.get("type") == "hidden" or one.name in NOT_SHOWN:
        return {}
    if one.tag == "textarea" or (one.tag == "input" and one.get("type") in WORDS):
        return {one.name: [f"{one.value or ''}Ж"]}
    if one.tag == "select":
        others = [value for value in one.value_options if value and value != one.value]
        return {one.name: others[:1]} if others else {}
    if one.get("type") == "checkbox":
        return {one.name: [] if one.checked else ["on"]}
    usual = {"number": "7", "date": "2030-01-01", "datetime-local": "2030-01-01T10:00"}
    if one.get("type") in usual:
        return {one.name: [usual[one.get("type")]]}
    return {one.name: [one.get("value") or "1"]} if one.get("type") in ("submit", "radio") else {}


def moving(person: User, sent: list[Post]) -> list[Post]:
    """Return those by which the person changes what readers see."""
    client, mark = signed_in(person), {"_whose": form_owner.mark(person)}
    return [
        one
        for one in sent
        if is_moved(client, one[1], one[2] | (mark if "_whose" in one[2] else {}))
    ]


def addresses(sent: list[Post]) -> set[str]:
    return {address for address, _path, _typed in sent}


@pytest.fixture
def site(request, db):
    site = LiveSite(request.getfixturevalue)
    for row in ("own", "ad", "page", "sitesettings", "breaking"):
        site.row(row)
    for code in languages.CODES:
        site.make_arranged(code)
    return site


def people(get) -> dict[str, User]:
    """Return who may publish nothing: the roles that never do, and an editor of no language."""
    found = {name: get(name) for name in ("reporter", "translator")}
    for role in ("reporter", "translator", "editor"):
        name = f"{role} of no language"
        found[name] = User.objects.create_user(name, role=role, languages=[])
    return found


# Translators give tags their names (articles/editorial/field_permissions.py). That a
# translation need not follow its original is written on the publication, where no reader sees it.
_tags = {"articles/article/gaps/", "articles/article/gaps/tag/"}
_tags |= {"articles/tag/<path:object_id>/change/"}
NAMED_BY = {"translator": _tags | {"no_change_needed"}}


@pytest.mark.only_on("sqlite")
def test_who_may_not_publish_changes_nothing_that_readers_see(request, site, chief):
    who = people(request.getfixturevalue)
    verbs = {code: list(of_verbs(site, code)) for code in ("ru", "hy")}
    noticed = moving(chief, [*posts(site, signed_in(chief)), *verbs["ru"]])
    moved = {}

    for name, person in who.items():
        sent = [*noticed, *(one for code in person.languages for one in verbs.get(code, ()))]
        if person.languages:
            sent += posts(site, signed_in(person), few=1)
        moved[name] = addresses(moving(person, sent)) - NAMED_BY.get(name, set())

    assert moved == dict.fromkeys(who, set())
    assert NOTICED - addresses(noticed) == set()
