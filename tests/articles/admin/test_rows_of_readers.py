"""No request changes what readers of a language see, whatever it sends, but by its own desk.

Every POST address of the admin gets the forms of the chief's pages, each field changed, on a site
where everything is live in each language; then the rows of readers are compared, column by column.
What the chief changes by them is written out below: so the walk would notice.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.admin.publishing.verbs import VERBS
from articles.editorial.field_permissions import field_of
from articles.models import Arrangement, Article, Author, Category
from articles.models.lineup import Lead, Lineup
from articles.workflow import arrangement
from articles.workflow.pictures import withdraw_picture
from newsroom import languages
from newsroom.accounts import form_owner
from newsroom.cache.triggers import WATCHED
from newsroom.models import User
from tests.articles.admin.test_every_address import INSIDE, decided
from tests.articles.admin.test_every_verb import READY
from tests.articles.admin.who_may import ACTIONS
from tests.articles.admin.world import World

# Each field of a form for itself; of one with more fields all that are text, at once.
FEW = 16
# What is said of a picture for the library alone, and whose account an author has.
NOT_SHOWN = {"people", "keywords", "source", "copyright", "taken_at", "user_id"}
# Watched since the desk keeps what it reads of them by the same number; readers see none of it.
OF_THE_DESK = {"articles_background", "articles_backgrounduse", "articles_term"}
# What readers see where something that they see names it, and not before.
SEEN_BY_NAME = {f"articles_{name}" for name in ("image", "file", "tag", "author")}
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
    "articles/arrangement/<str:language>/back/",
    "articles/arrangement/<str:language>/call-off/",
    "articles/author/<int:pk>/merge/",
    "articles/author/<path:object_id>/change/",
    "articles/breaking/<path:object_id>/change/",
    "articles/breaking/add/",
    "articles/category/<int:pk>/merge/",
    "articles/category/<path:object_id>/change/",
    "articles/category/add/",
    "articles/image/<int:pk>/describe/",
    "articles/image/<int:pk>/replace/",
    "articles/image/<int:pk>/restore/",
    "articles/image/<int:pk>/withdraw/",
    "articles/image/<path:object_id>/change/",
    "articles/image/several/",
    "articles/page/<path:object_id>/change/",
    "articles/page/<path:object_id>/delete/",
    "articles/page/add/",
    "articles/sitesettings/<path:object_id>/change/",
    "articles/tag/<int:pk>/merge/",
    "articles/tag/<path:object_id>/change/",
    "correct",
    "no_change_needed",
    "publish",
    "publish_facts",
    "restore",
    "schedule",
    "schedule_changes",
    "several: publish",
    "several: schedule",
    "take_back",
    "unschedule",
    "withdraw",
}
TITLES = {"title_ru": "Озеро", "title_hy": "Լիճ", "title_en": "Lake"}
WORDS = {"text", "search", "tel", None}
TYPED = {
    "url": "https://example.com/other",
    "email": "other@example.com",
    "number": "7",
    "date": "2030-01-01",
    "datetime-local": "2030-01-01T10:00",
}
PLUMBING = re.compile(r"^_|^csrf|_written$|_FORMS$")

Change = tuple[str, str, str]  # the table, the column, the language
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

    def make_spare(self):
        return self.get("make_image")("blue")

    def make_withdrawn(self):
        image = self.get("make_image")("green")
        withdraw_picture(image, by=self.get("chief"), reason="A court")
        return image

    def make_draft(self):
        return self.get("make_article")(by=self.get("chief"), **TITLES)

    def make_other_tag(self):
        return self.get("make_tag")(ru="Вода", hy="Ջուր")

    def make_other_author(self):
        return Author.objects.create(slug="anna", name_ru="Анна")

    def make_other_category(self):
        return Category.objects.create(slug="sport", name_ru="Спорт")

    def make_home_of(self, language: str) -> list[Arrangement]:
        """Make a former home page, that of now, one to come."""
        lead, made = Lead(self.row("own").pk, picture=self.row("image").pk), []
        for begins_at in (None, None, timezone.now() + timedelta(hours=1)):
            order = Lineup(leads=(replace(lead, title=f"{len(made)}"),))
            given = {"by": self.get("chief"), "follows": made[-1].number if made else 0}
            made.append(arrangement.arrange(language, order, begins_at=begins_at, **given))
        return made

    def make_home_ru(self):
        return self.make_home_of("ru")

    def make_home_hy(self):
        return self.make_home_of("hy")

    def make_home_en(self):
        return self.make_home_of("en")

    def make_arranged(self, language: str):
        lead = Lead(self.row("own").pk, picture=self.row("image").pk)
        given = {"by": self.get("chief"), "follows": 0}
        if not (standing := arrangement.current(language)):
            standing = arrangement.arrange(language, Lineup(leads=(lead,)), **given)
        return standing


class Watch:
    """What readers see, row by row, and what a request changes of it.

    A change is said by table, column and language: that of the column or of the row, "" where all
    languages share it. Rows that are new where nothing leads to them yet are nothing to readers.
    """

    def __init__(self):
        self.models = {
            model._meta.db_table: model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.db_table in WATCHED - OF_THE_DESK
        }
        self.before = {table: self.rows(table) for table in self.models}

    def rows(self, table: str) -> dict:
        return {
            row["pk"]: row
            for row in self.models[table]._base_manager.values("pk", *self.names(table))
        }

    def names(self, table: str) -> list[str]:
        fields = self.models[table]._meta.concrete_fields
        names = [one.attname for one in fields]
        return [one for one in names if one not in NOT_SHOWN and f"{one}_ru" not in names]

    def changes(self, client: Client, path: str, sent: dict) -> set[Change]:
        """Return what a POST changes for readers; nothing of it stays."""
        written: set[str] = set()

        def note(execute, sql, params, many, context):
            if sql.startswith(("INSERT", "UPDATE", "DELETE")):
                written.update(table for table in self.models if f'"{table}"' in sql)
            return execute(sql, params, many, context)

        with transaction.atomic():
            with connection.execute_wrapper(note):
                client.post(path, sent)
            found = {one for table in written for one in self.different(table)}
            transaction.set_rollback(True)
        return found

    def different(self, table: str) -> Iterator[Change]:
        before, after = self.before[table], self.rows(table)
        for pk in before.keys() | after.keys():
            old, new = before.get(pk, {}), after.get(pk, {})
            if old and new:
                names = [name for name in new if old[name] != new[name]]
            else:
                names = [] if new and table in SEEN_BY_NAME else ["row"]
            for name in names:
                yield table.removeprefix("articles_"), name, self.language(table, name, new or old)

    def language(self, table: str, name: str, row: dict) -> str:
        if "language" in row:
            return row["language"] or ""
        if "edition_id" in row:
            editions = self.before["articles_edition"] | self.rows("articles_edition")
            return editions[row["edition_id"]]["language"]
        return field_of(self.models[table], name)[1]


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
    return found


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
    path = f"/admin/{below}{image.pk}/replace/"
    yield f"{below}<int:pk>/replace/", path, {"other": site.row("spare").pk}
    yield f"{below}<int:pk>/restore/", f"/admin/{below}{site.row('withdrawn').pk}/restore/", {}
    for noun in ("tag", "author", "category"):
        path = f"/admin/articles/{noun}/{site.row(noun).pk}/merge/"
        yield f"articles/{noun}/<int:pk>/merge/", path, {"into": site.row(f"other_{noun}").pk}
    home = "articles/arrangement/"
    for code in languages.CODES:
        first, now, last = [one.number for one in site.row(f"home_{code}")]
        back = {"number": first, "seen": now}
        yield f"{home}<str:language>/back/", f"/admin/{home}{code}/back/", back
        yield f"{home}<str:language>/call-off/", f"/admin/{home}{code}/call-off/", {"number": last}
    draft = {"story": [site.row("draft").pk], "languages": languages.CODES, "anyway": "on"}
    for name in ("publish", "schedule"):
        path = f"/admin/articles/article/several/{name}/"
        yield f"several: {name}", path, draft | {"at": "2099-01-01T10:00"}
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
        visible = [change for one in form.inputs if (change := changed(one))]
        if len(visible) > few:
            visible = [{name: value for one in visible for name, value in one.items()}]
        hidden = [{one.name: ["2"]} for one in form.inputs if is_hidden(one)]
        for change in [{}, *visible, *hidden]:
            yield to, usual | change


def is_hidden(one) -> bool:
    """Tell whether a field says what is meant, unseen; not what keeps the form together."""
    return one.get("type") == "hidden" and bool(one.name) and not PLUMBING.search(one.name)


# Of everybody's own account and device.
ELSEWHERE = {"/admin/logout/", "/admin/language/"}


def changed(one) -> dict[str, list[str]]:
    """Return a field of a form as somebody would change it; {} where there is nothing to change."""
    if not one.name or one.get("type") == "hidden":
        return {}
    if "slug" in one.name:
        return {one.name: ["other"]}
    if one.get("type") in TYPED:
        return {one.name: [TYPED[one.get("type")]]}
    if one.tag == "textarea" or (one.tag == "input" and one.get("type") in WORDS):
        return {one.name: [f"{one.value or ''}Ж"]}
    if one.tag == "select":
        others = [value for value in one.value_options if value and value != one.value]
        return {one.name: others[:1]} if others else {}
    if one.get("type") == "checkbox":
        return {one.name: [] if one.checked else ["on"]}
    return {one.name: [one.get("value") or "1"]} if one.get("type") in ("submit", "radio") else {}


def changes(person: User, sent: list[Post]) -> dict[Change, set[str]]:
    """Return what the person changes for readers by all of it, and at which addresses."""
    client, mark = signed_in(person), {"_whose": form_owner.mark(person)}
    watch, found = Watch(), {}
    for address, path, typed in sent:
        for one in watch.changes(client, path, typed | (mark if "_whose" in typed else {})):
            found.setdefault(one, set()).add(address)
    return found


@pytest.fixture
def site(request, db):
    site = LiveSite(request.getfixturevalue)
    for row in ("own", "ad", "page", "sitesettings", "breaking"):
        site.row(row)
    for code in languages.CODES:
        site.row(f"home_{code}")
    return site


def people(get) -> dict[str, User]:
    """Return who may publish nothing: the roles that never do, and an editor of no language."""
    found = {name: get(name) for name in ("reporter", "translator")}
    for role in ("reporter", "translator", "editor"):
        name = f"{role} of no language"
        found[name] = User.objects.create_user(name, role=role, languages=[])
    return found


# Translators give tags their names in their languages (articles/editorial/field_permissions.py);
# that a translation need not follow its original is written on the publication, where no reader
# sees it.
TRANSLATED = {
    change
    for code in ("hy", "en")
    for change in (
        ("tag", f"name_{code}", code),
        ("tag", f"slug_{code}", code),
        ("oldaddress", "row", code),
        ("edition", "made_from", code),
    )
}


def test_nobody_changes_what_readers_see_in_languages_that_are_not_theirs(request, site, chief):
    get = request.getfixturevalue
    who = people(get) | {"editor": get("editor_ru")}
    may = dict.fromkeys(who, set()) | {"translator": TRANSLATED}
    verbs = {code: list(of_verbs(site, code)) for code in ("ru", "hy")}
    sent = [*posts(site, signed_in(chief)), *verbs["ru"]]
    own = {name: posts(site, signed_in(one), few=1) for name, one in who.items() if one.languages}

    noticed = set().union(*changes(chief, sent).values())
    sent = [one for one in sent if one[0] in noticed] + verbs["hy"]
    found = {name: changes(person, [*sent, *own.get(name, ())]) for name, person in who.items()}

    own_desk = {one for one in found["editor"] if one[2] == "ru"}
    for name, changed in found.items():
        left = set(changed) - may[name] - (own_desk if name == "editor" else set())
        assert {one: changed[one] for one in left} == {}, name
    assert set(found["translator"]) & TRANSLATED
    assert own_desk
    assert noticed == NOTICED
