"""Something for every address of the admin to be about."""

import re
from datetime import timedelta

from django.utils import timezone

from articles import files, workflow
from articles.editorial import notes, saved_views
from articles.models import (
    AuditEntry,
    Background,
    MistakeReport,
    Notice,
    Page,
    SiteSettings,
    TelegramChannel,
    TelegramPost,
    Term,
)
from articles.models.lineup import Lead, Lineup
from articles.workflow import arrangement, autosave, breaking
from tests.articles.admin.who_may import NOUNS


class World:
    """Something for every address to be about, made when it is asked for."""

    def __init__(self, get):
        self.get, self.kept = get, {}

    def row(self, what: str):
        """Return the row that stands for a model, a case of it, or a story's part."""
        if what not in self.kept:
            self.kept[what] = getattr(self, f"make_{what}")()
        return self.kept[what]

    def story(self, by: str = "chief"):
        titles = {"title_ru": "Озеро", "title_hy": "Լիճ", "title_en": "Lake"}
        return self.get("make_article")(by=self.get(by), **titles)

    def edition(self, language: str = "ru"):
        return self.get("make_edition")(language, article=self.story())

    def make_own(self):
        return self.story("reporter")

    def make_other(self):
        return self.story("other_reporter")

    def make_article(self):
        return self.story()

    def make_note(self):
        return notes.write(self.row("own"), by=self.get("reporter"), text="Look @reporter")

    def link(self, story):
        return workflow.share(story, by=self.get("chief"), name="Expert")[0]

    def make_ad(self):
        self.edition()  # a page to show it on
        return self.get("make_ad")()

    def make_term(self):
        return Term.objects.create(name_ru="Севан", name_hy="Սևան")

    def make_background(self):
        return Background.objects.create(name="Севан", body_ru="<p>Озеро</p>")

    def make_auditentry(self):
        self.story()
        return AuditEntry.objects.latest("pk")

    def make_author(self):
        return self.get("author")

    def make_category(self):
        return self.get("category")

    def make_image(self):
        return self.get("make_image")()

    def make_file(self):
        return files.store("Закон.txt", "Слова".encode(), by=self.get("photo"))

    def make_notice(self):
        told = {"service": "websub", "event": "ended", "due_at": timezone.now()}
        return Notice.objects.create(edition=self.edition(), **told)

    def make_page(self):
        return Page.objects.create(slug="about", title_ru="О нас")

    def make_sitesettings(self):
        return SiteSettings.objects.get_or_create(pk=1)[0]

    def make_tag(self):
        return self.get("make_tag")(ru="Севан")

    def make_telegramchannel(self):
        return TelegramChannel.objects.create(chat="@news", language="ru", sealed_token="x")

    def make_telegrampost(self):
        chosen = {"edition": self.edition(), "channel": self.row("telegramchannel")}
        return TelegramPost.objects.update_or_create(**chosen, defaults={"is_given_up": True})[0]

    def make_user(self):
        return self.get("reporter")

    def make_breaking(self, language: str = "ru"):
        soon = timezone.now() + timedelta(hours=1)
        return breaking.raise_bar(language, "!", by=self.get("chief"), ends_at=soon)

    def make_mistakereport(self, language: str = "ru"):
        given = {"edition": self.edition(language), "selected": "!", "reader": "x"}
        return MistakeReport.objects.create(**given)

    def make_correction_task(self, language: str):
        """Ask a language to look at what was corrected in another."""
        article, other = self.story(), "hy" if language == "ru" else "ru"
        chief = self.get("chief")
        for code in (language, other):
            corrected = workflow.publish(article, code, by=chief)
        workflow.correct(corrected, kind="correction", text="It was 5", by=chief)
        return article.correction_tasks.get(language=language)

    def make_saved_view(self, language: str):
        owner = self.get("reporter")
        return saved_views.save_view(by=owner, name="!", query=f"{language}=live", is_shared=True)

    def make_unsaved(self, language: str):
        typed = autosave.Typed("form", 1, values={language: {"title_ru": ["!"]}})
        return autosave.store(self.row("own").pk, by=self.get("reporter"), typed=typed)

    def make_arranged(self, language: str):
        """A change of the home page that is to come, with a story on top."""
        story, soon = self.edition(language).article_id, timezone.now() + timedelta(hours=1)
        given = {"by": self.get("chief"), "follows": 0, "begins_at": soon}
        return arrangement.arrange(language, Lineup(leads=(Lead(story),)), **given)

    def about(self, address: str, case: str) -> tuple[object, str]:
        """Return the row and the language that a case of an address is about."""
        whose, language = split(case)
        if address.startswith("articles/arrangement/<str:language>/"):
            return self.make_arranged(language), language
        if address in ABOUT:
            return getattr(self, f"make_{ABOUT[address]}")(language), language
        noun = next((noun for noun in NOUNS if address.startswith(noun)), "")
        name = noun.strip("/").rpartition("/")[2]
        if name == "article" or not noun:
            return self.row(whose), language
        if language != "ru":
            return getattr(self, f"make_{name}")(language), language
        return self.row(name), language

    def path(self, address: str, case: str, **others: str) -> str:
        """Return the address as it is typed, with what others have put into its places."""
        row, language = self.about(address, case)
        stands_for = dict.fromkeys(("object_id", "id", "pk"), row.pk)
        stands_for |= {"language": language, "day": "2026-03-01", "app_label": "articles"}
        stands_for["name"] = "submit"
        if "<slug:kind>" in address:
            stands_for |= {"kind": "tag", "row": self.row("tag").pk}
        if "<int:note>" in address:
            stands_for["note"] = self.row("note").pk
        if "<int:version>" in address:
            stands_for["version"] = row.versions.get(part=language).pk
        if "<int:link>" in address:
            stands_for["link"] = self.link(row).pk
        stands_for |= others
        path = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<str:\1>", address).replace("^", "").rstrip("$")
        return "/admin/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(stands_for[m[1]]), path)

    def typed(self, address: str, case: str) -> dict:
        """Return what has to be sent along to be refused for who asks and not for what."""
        row, language = self.about(address, case)
        if address == "articles/article/plan/move/":
            moved = {"article": row.pk, "language": language, "kind": "wanted"}
            return moved | {"at": "2099-01-01T10:00"}
        if address.startswith("articles/arrangement/<str:language>/"):
            return {"number": row.number, "story": row.lineup.stories[0]}
        return TYPED.get(address, {})


# What is below the stories' address and about a row of its own.
ABOUT = {
    "articles/article/unsaved/<int:pk>/": "unsaved",
    "articles/article/unsaved/<int:pk>/leave/": "unsaved",
    "articles/article/corrections/<int:pk>/": "correction_task",
    "articles/article/views/<int:pk>/drop/": "saved_view",
}


TYPED = {
    "articles/article/signs/": {"language": "ru", "title": "!"},
    "articles/article/address/": {"language": "ru"},
    "articles/article/<int:pk>/beside/<str:language>/": {"of": "hy"},
    "articles/background/find/": {"language": "ru"},
    "articles/article/several/<str:name>/": {"story": ["1"], "languages": ["ru"]},
    "articles/article/views/keep/": {"name": "!", "query": "ru=live"},
    "articles/article/corrections/<int:pk>/": {"outcome": "unchanged"},
    "articles/article/embed/": {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"},
    "autocomplete/": {"app_label": "articles", "model_name": "article", "field_name": "category"},
}


def split(case: str) -> tuple[str, str]:
    """Return whose the story is and the language of a case: "own hy", "own", "hy"."""
    whose, _, language = case.rpartition(" ")
    if language not in ("ru", "hy", "en"):
        return case, "ru"
    return whose or "own", language
