"""Load the demo newsroom: people, shelves, pictures, stories in every state."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles import files as uploads
from articles import images, search, workflow
from articles.editorial import correction_tasks
from articles.management.demo import files, language, readers
from articles.models import (
    Ad,
    Article,
    Author,
    Category,
    Credit,
    Edition,
    File,
    Image,
    Page,
    Rights,
    SiteSettings,
    Tag,
)
from articles.models.lineup import Lead, Lineup, Link
from articles.statistics import view_counts
from articles.text import cleaning
from articles.text.slugs import slugify
from articles.workflow import arrangement, breaking
from newsroom import languages
from newsroom.models import User

MAIL = "@ararat-chronicle.example"
# Translations come out a little after their source.
BETWEEN_LANGUAGES = timedelta(minutes=15)
# When the newsroom publishes what can wait; translations may go a little over.
MORNING, EVENING = 9, 20


def by_day(moment: datetime) -> datetime:
    """Return a moment to come in the newsroom's day: the night's go to the morning after, in order.

    Rounded down to five minutes, as people write times.
    """
    local = timezone.localtime(moment)
    hours = local.hour + local.minute / 60
    if MORNING <= hours < EVENING:
        return local.replace(minute=local.minute // 5 * 5, second=0, microsecond=0)
    night = 24 - EVENING + MORNING
    minutes = round((hours - EVENING) % 24 / night * 36) * 5  # the night's thirteen hours in three
    day = local + timedelta(days=1) if hours >= EVENING else local
    morning = day.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning + timedelta(minutes=minutes)


def is_loaded() -> bool:
    """Tell whether the demo newsroom is there. One query."""
    return User.objects.filter(username="reporter", email=f"reporter{MAIL}").exists()


@transaction.atomic
def load() -> None:
    """Load everything or nothing; dates count from now."""
    Demo().load()


class Demo:
    """One loading: remembers the rows by the keys of the files."""

    def load(self) -> None:
        self.now = timezone.now()
        self.people = {row["username"]: person(row) for row in files.rows("people.toml")}
        self.pictures = {row["key"]: self.picture(row) for row in files.rows("pictures.toml")}
        self.categories = {row["key"]: self.category(row) for row in files.rows("categories.toml")}
        self.tags = {row["key"]: self.tag(row) for row in files.rows("tags.toml")}
        self.authors = {row["key"]: self.author(row) for row in files.rows("authors.toml")}
        self.stories = files.stories()
        self.link_accounts()
        self.site()
        self.articles = {}
        for story in self.stories:  # a text names only stories that stand before its own
            self.articles[story.key] = self.article(story)
        for story in sorted(self.stories, key=lambda one: -one.facts["hours_ago"]):
            self.bring_out(story)
        self.breaking()
        self.home()
        self.ads()
        language.load(self.people, self.articles, self.categories)
        readers.write_views(Edition.objects.live(), now=self.now)
        view_counts.fold(self.now)

    def picture(self, row: dict) -> Image:
        data, focal = files.picture(row["file"]), tuple(row["focal"])
        image = images.store(row["file"], data, by=self.people["photo"], focal=focal)
        put_texts(image, row, "alt", "caption", "credit")
        image.source, image.rights = row.get("source", ""), row.get("rights", Rights.OWN)
        if "usable_days" in row:
            image.usable_until = timezone.localdate(self.now) + timedelta(days=row["usable_days"])
        image.save()
        search.index_pictures([image])
        return image

    def category(self, row: dict) -> Category:
        category = Category(slug=row["slug"], colour=row["colour"], position=row["position"])
        category.picture = self.pictures.get(row.get("picture"))
        put_texts(category, row, "name", "description")
        category.save()
        return category

    def tag(self, row: dict) -> Tag:
        tag = put_texts(Tag(), row, "name")
        tag.clean()
        tag.save()
        return tag

    def author(self, row: dict) -> Author:
        author = Author(slug=row["key"], portrait=self.pictures.get(row.get("portrait")))
        put_texts(author, row, "name", "position", "bio")
        for account, address in row.get("accounts", {}).items():
            setattr(author, account, address)
        author.save()
        return author

    def link_accounts(self) -> None:
        for row in files.rows("people.toml"):
            if "author" in row:
                author = self.authors[row["author"]]
                author.user = self.people[row["username"]]
                author.save()

    def site(self) -> None:
        table = files.table("site.toml")
        site = SiteSettings(pk=1, email=table["email"])
        put_texts(site, table, "name", "tagline", "reuse", "copyright")
        for code in languages.CODES:
            for account, address in table["accounts"].items():
                setattr(site, languages.column(account, code), address)
        site.save()
        for row in files.rows("pages.toml"):
            page = Page(slug=row["slug"], position=row["position"], purpose=row.get("purpose", ""))
            put_texts(page, row, "title")
            for code in languages.CODES:
                body = cleaning.clean(files.page_body(row["slug"], code))
                setattr(page, languages.column("body", code), body)
            page.save()

    def article(self, story: files.Story) -> Article:
        """Write the working copy: the source by its author, translations by the translator."""
        facts = story.facts
        article = Article(
            kind=facts["kind"],
            category=self.categories[facts["category"]] if "category" in facts else None,
            cover=self.pictures.get(facts.get("cover")),
            source_language=facts["source_language"],
        )
        for code in story.in_order():
            for field, value in story.texts[code].items():
                article.set_text(field, code, self.resolved(value, code))
            first = article.pk is None
            article = workflow.save(
                article,
                by=self.writer(facts) if first else self.people["chief"],
                tags=[self.tags[key].pk for key in facts["tags"]] if first else None,
                credits=self.credits(facts) if first else None,
            )
        return article

    def writer(self, facts: dict) -> User:
        """Return the account of the first author, else the chief."""
        account = self.authors[facts["authors"][0]].user
        return account or self.people["chief"]

    def credits(self, facts: dict) -> list[tuple[int, str, str]]:
        roles = Credit.Role
        return [
            *((self.authors[key].pk, roles.TEXT, "") for key in facts["authors"]),
            *((self.authors[key].pk, roles.PHOTO, "") for key in facts.get("photo", ())),
            *(
                (self.authors[key].pk, roles.TRANSLATION, code)
                for code, keys in facts.get("translators", {}).items()
                for key in keys
            ),
        ]

    def resolved(self, value: str, language: str) -> str:
        """Put ids and addresses in the place of the files' keys."""

        def numbers(match):
            keys = match["keys"].split()
            return f'data-{match["what"]}="{" ".join(str(self.pictures[key].pk) for key in keys)}"'

        def link(match):
            title = next(one for one in self.stories if one.key == match["key"]).texts[language]
            slug = slugify(title["title"], language)
            return 'href="{}"'.format(reverse("edition", args=[language, slug]))

        def named(match):
            key = match["key"]
            row = self.articles[key] if match["what"] == "story" else self.file(key)
            return f'data-{match["what"]}="{row.pk}"'

        value = re.sub(r'data-(?P<what>image|gallery)="(?P<keys>[^"]+)"', numbers, value)
        value = re.sub(r'data-(?P<what>story|file)="(?P<key>[^"]+)"', named, value)
        return re.sub(r'href="story:(?P<key>[^"]+)"', link, value)

    def file(self, name: str) -> File:
        return uploads.store(name, files.attachment(name), by=self.people["chief"])

    def bring_out(self, story: files.Story) -> None:
        """Give each language of a story the state that its file asks for."""
        article = self.articles[story.key]
        related = [self.articles[key].pk for key in story.facts.get("related", ())]
        workflow.save(article, by=self.people["chief"], related=related)
        moment = self.now - timedelta(hours=story.facts["hours_ago"])
        for number, code in enumerate(story.in_order()):
            is_to_come = moment > self.now
            at = by_day(moment) + number * BETWEEN_LANGUAGES if is_to_come else moment
            getattr(self, f"to_{story.state(code)}")(story, article, code, at)
        for code in story.in_order():
            if story.state(code) in ("updated", "changed"):
                self.grow(story, article, code)

    def to_draft(self, story, article, code, at) -> None:
        """It is one already."""

    def to_review(self, story, article, code, at) -> None:
        workflow.submit(article, code, by=self.people["chief"])

    def to_sent_back(self, story, article, code, at) -> None:
        self.to_review(story, article, code, at)
        note = story.facts["note"][code]
        workflow.send_back(article, code, by=self.editor(code), note=note)

    def to_approved(self, story, article, code, at) -> None:
        self.to_review(story, article, code, at)
        workflow.approve(article, code, by=self.editor(code))

    def to_live(self, story, article, code, at) -> Edition:
        return workflow.publish(article, code, by=self.editor(code), at=at)

    to_scheduled = to_live

    def to_ended(self, story, article, code, at) -> None:
        """Publish until an hour from now, then move the end to where it would have been."""
        soon = self.now + timedelta(hours=1)
        edition = workflow.publish(article, code, by=self.editor(code), at=at, until=soon)
        edition.expires_at = at + (self.now - at) / 2
        edition.save(update_fields=["expires_at"])

    def to_withdrawn(self, story, article, code, at) -> None:
        edition = self.to_live(story, article, code, at)
        reason = story.facts["withdrawn"][code]
        workflow.withdraw(edition, reason=reason, by=self.editor(code))

    def to_corrected(self, story, article, code, at) -> None:
        edition = self.to_live(story, article, code, at)
        note = story.facts["correction"][code]
        workflow.correct(edition, kind="correction", text=note, by=self.editor(code))
        for task in correction_tasks.of_story(article):
            # Where the story says the same of another language, its desk has looked at it.
            if task.language in story.facts["correction"]:
                workflow.answer_correction(task, by=self.editor(task.language), outcome="done")

    def to_updated(self, story, article, code, at) -> None:
        """Publish without the last paragraph first; `grow` adds it."""
        whole = article.text("body", code)
        article.set_text("body", code, whole[: whole.rindex("<p>")])
        workflow.save(article, by=self.people["chief"])
        self.to_live(story, article, code, at)

    to_changed = to_updated

    def grow(self, story, article, code) -> None:
        """Save the whole text; as an update it is published too: translations fall behind."""
        article.set_text("body", code, self.resolved(story.texts[code]["body"], code))
        workflow.save(article, by=self.people["chief"])
        if story.state(code) == "updated":
            workflow.publish(article, code, by=self.editor(code), change="update")

    def breaking(self) -> None:
        """Raise the bar of each language, with a story that is live in it."""
        table = files.table("breaking.toml")
        ends_at = self.now + timedelta(hours=table["hours"])
        for code, words in table["text"].items():
            edition = self.articles[table["story"]].editions.get(language=code)
            breaking.raise_bar(code, words, by=self.editor(code), ends_at=ends_at, edition=edition)

    def home(self) -> None:
        """Arrange the home page of each language."""
        for code, table in files.table("home.toml").items():
            leads = tuple(self.lead(row) for row in table["leads"])
            arranged = Lineup(opening=table["opening"], leads=leads)
            arrangement.arrange(code, arranged, by=self.editor(code), follows=0)

    def lead(self, row: dict) -> Lead:
        links = (
            Link(self.articles[one["story"]].pk, one.get("words", ""))
            for one in row.get("links", ())
        )
        return Lead(self.articles[row["story"]].pk, row.get("title", ""), links=tuple(links))

    def ads(self) -> None:
        """Put the newspaper's own advertisements into some places of each language."""
        for row in files.rows("ads.toml"):
            for code, words in row["words"].items():
                Ad.objects.create(
                    name=f"{row['key']}, {code}",
                    place=row["place"],
                    language=code,
                    image=self.pictures[row["picture"]],
                    words=words,
                    url=row["url"],
                    is_house=True,
                )

    def editor(self, code: str) -> User:
        return self.people[f"editor_{code}"]


def person(row: dict) -> User:
    """Return the account of a row of people.toml, made when it is not there."""
    found = User.objects.filter(username=row["username"]).first()
    user = found or User(username=row["username"])
    if found is None:
        user.set_password(settings.DEMO_PASSWORD)
    user.is_superuser = row["role"] == "administrator"
    for field in (
        "first_name",
        "last_name",
        "role",
        "languages",
        "interface_language",
        "email",
        "welcome",
    ):
        setattr(user, field, row[field])
    user.save()
    return user


def put_texts(instance, row: dict, *fields: str):
    """Put the texts of a row (`name.ru`, …) into the per-language columns."""
    for field in fields:
        for code, value in row.get(field, {}).items():
            setattr(instance, languages.column(field, code), value)
    return instance
