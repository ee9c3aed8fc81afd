"""Where pictures are used: kept while stories are saved and published, told to whoever asks.

`StoryPicture` says which stories use a picture. Portraits, advertisements, home pages, pages like
"About us" and background paragraphs are few: they are asked themselves.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models
from django.db.models import Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Ad,
    Arrangement,
    Article,
    Author,
    Background,
    Category,
    Edition,
    EditionPicture,
    Image,
    Page,
    StoryPicture,
)
from articles.text.cleaning import images_in
from newsroom import languages
from newsroom.cache.generation import per_generation

# So many stories are told of one by one; `Usage.stories` has the number of all.
MOST_STORIES = 50


class Place(models.TextChoices):
    COVER = "cover", _("cover")
    TEXT = "text", _("in the text")
    PORTRAIT = "portrait", _("portrait")
    CATEGORY = "category", _("picture of a category")
    AD = "ad", _("advertisement")
    HOME = "home", _("home page")
    PAGE = "page", _("page")
    BACKGROUND = "background", _("background paragraph")


class Stage(models.TextChoices):
    """Who sees the use: nobody but the desk, readers now, readers later, readers no more."""

    DESK = "desk", _("on the desk")
    LIVE = "live", _("on the site")
    SCHEDULED = "scheduled", _("scheduled")
    GONE = "gone", _("off the site")


@dataclass(frozen=True)
class Use:
    """One use of a picture: where, in which language ("": in all), and what leads to it."""

    place: Place
    stage: Stage
    title: str
    language: str = ""
    admin_url: str = ""
    url: str = ""  # what readers open, where they can
    article_id: int | None = None
    since: datetime | None = None  # of a publication
    is_in_bin: bool = False


@dataclass(frozen=True)
class Usage:
    """All uses of a picture; `stories` counts every story, also those that are not told of."""

    uses: tuple[Use, ...]
    stories: int

    def __bool__(self) -> bool:
        return bool(self.uses or self.stories)

    @property
    def live(self) -> list[Use]:
        """What readers see now."""
        return [one for one in self.uses if one.stage == Stage.LIVE]


# Kept by saving and publishing


def pictures_named(snapshots: Iterable[Mapping | None]) -> set[int]:
    """Return the pictures that snapshots of a story's parts name: covers, texts. No query."""
    found: set[int | None] = set()
    for fields in filter(None, snapshots):
        found |= {fields.get("cover"), fields.get("own_cover"), *images_in(fields.get("body"))}
    return found - {None}  # type: ignore[return-value]


def update_usage(article_id: int, *, before: Collection[int], now: Collection[int]) -> None:
    """Keep what a save has changed: mostly no query, four at most.

    A picture that was put into the bin meanwhile comes out of it: a story never loses one.
    """
    if added := set(now) - set(before):
        add(article_id, added)
    if gone := set(before) - set(now):
        drop(article_id, gone)


def add(article_id: int, ids: Collection[int]) -> None:
    """Keep that a story uses pictures; a number that no picture has is left out. Two queries.

    The rows of the pictures are held until the transaction ends: whoever deletes one waits, and
    then finds it in use; whoever did so a moment before is overruled.
    """
    places = ", ".join(["%s"] * len(ids))
    lock = "FOR KEY SHARE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO articles_storypicture (article_id, image_id)
            SELECT %s, id FROM articles_image WHERE id IN ({places}) {lock}
            ON CONFLICT DO NOTHING
            """,
            [article_id, *sorted(ids)],
        )
    binned = Image.everything.filter(pk__in=ids, binned_at__isnull=False)
    binned.update(binned_at=None, binned_by=None)


def drop(article_id: int, ids: Collection[int]) -> None:
    """Forget uses that the working copy has no more, unless a publication has them. One query."""
    places = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            DELETE FROM articles_storypicture
            WHERE article_id = %s AND image_id IN ({places}) AND NOT EXISTS (
                SELECT 1 FROM articles_edition e WHERE e.article_id = %s AND (
                    e.cover_id = articles_storypicture.image_id OR EXISTS (
                        SELECT 1 FROM articles_editionpicture p WHERE p.edition_id = e.id
                        AND p.image_id = articles_storypicture.image_id
                    )
                )
            )
            """,
            [article_id, *sorted(ids), article_id],
        )


def in_working_copy(article: Article) -> set[int]:
    """Return the pictures that the working copy names. No query."""
    ids: set[int | None] = {article.cover_id}
    for code in languages.CODES:
        ids |= {article.own_cover_id_in(code), *images_in(article.text("body", code))}
    return ids - {None}  # type: ignore[return-value]


# Told


def used() -> Q:
    """Return the condition of pictures that are in use; `~used()` of those that are not.

    A look into the index of StoryPicture for each, and the few others by their numbers.
    """
    stories = StoryPicture.objects.filter(image=models.OuterRef("pk"))
    elsewhere = Author.objects.exclude(portrait=None).values("portrait")
    sections = Category.objects.exclude(picture=None).values("picture")
    ads = Ad.objects.exclude(image=None).values("image")
    return (
        Q(models.Exists(stories))
        | Q(pk__in=elsewhere)
        | Q(pk__in=sections)
        | Q(pk__in=ads)
        | Q(pk__in=named_elsewhere())
    )


def is_used(image: Image) -> bool:
    """Tell whether anything uses a picture at this moment. Four queries at most."""
    return Image.everything.filter(pk=image.pk).filter(used_now()).exists()


def used_now() -> Q:
    """Return the same condition as `used`, of this very moment and not of the generation."""
    rows = Q(pk__in=Author.objects.exclude(portrait=None).values("portrait"))
    rows |= Q(pk__in=Category.objects.exclude(picture=None).values("picture"))
    rows |= Q(pk__in=Ad.objects.exclude(image=None).values("image"))
    for through in (StoryPicture, EditionPicture):
        rows |= Q(models.Exists(through.objects.filter(image=models.OuterRef("pk"))))
    for model, fields in COVERS.items():
        for field in fields:
            held = model.objects if model is Edition else model.everything
            rows |= Q(models.Exists(held.filter(**{field: models.OuterRef("pk")})))
    return rows | Q(pk__in=read_elsewhere())


COVERS = {
    Article: ("cover", *(languages.column("own_cover", code) for code in languages.CODES)),
    Edition: ("cover",),
}


@per_generation
def named_elsewhere() -> frozenset[int]:
    """Return what home pages, pages and background paragraphs name. Three queries a generation."""
    return read_elsewhere()


def read_elsewhere() -> frozenset[int]:
    """Return the same as it is now. Three queries."""
    found = {pk for one in arrangements() for pk in one.lineup.pictures}
    for model in (Page, Background):
        for row in with_figures(model):
            for code in languages.CODES:
                found |= set(images_in(getattr(row, languages.column("body", code))))
    return frozenset(found)


def with_figures(model: type[models.Model]) -> models.QuerySet:
    """Return the rows of a small table whose body names a picture in some language."""
    columns = [languages.column("body", code) for code in languages.CODES]
    named = Q()
    for column in columns:
        named |= Q(**{f"{column}__contains": "<figure"})
    return model._default_manager.filter(named)


def arrangements() -> list[Arrangement]:
    """Return what stands on the home pages and what is to come. One query."""
    wanted = Q(pk__in=Arrangement.objects.to_come().values("pk"))
    for code in languages.CODES:
        begun = Arrangement.objects.in_language(code).begun()
        wanted |= Q(pk=Subquery(begun.values("pk")[:1]))
    return list(Arrangement.objects.valid().filter(wanted))


def numbers(ids: Collection[int]) -> dict[int, int]:
    """Return how many stories use each of some pictures (0 is left out). One query."""
    rows = StoryPicture.objects.filter(image__in=ids).order_by().values_list("image")
    return dict(rows.annotate(models.Count("pk")))


def live_stories(ids: Collection[int], *, but: int | None) -> dict[int, tuple[str, ...]]:
    """Return the titles of live publications that show pictures, each story once. Two queries.

    `but` is the id of a story that is left out.
    """
    live = Edition.objects.live().exclude(article=but).order_by("pk")
    rows = [
        *live.filter(cover__in=ids).values_list("cover", "article", "title"),
        *live.filter(edition_pictures__image__in=ids).values_list(
            "edition_pictures__image", "article", "title"
        ),
    ]
    found: dict[int, dict[int, str]] = {}
    for pk, article, title in rows:
        found.setdefault(pk, {}).setdefault(article, title)
    return {pk: tuple(titles.values()) for pk, titles in found.items()}


def live_languages(ids: Collection[int]) -> dict[int, set[str]]:
    """Return the languages in which readers see each of some pictures now. Eight queries."""
    found: dict[int, set[str]] = {pk: set() for pk in ids}
    live = Edition.objects.live().order_by().distinct()
    for pk, code in (
        *live.filter(cover__in=ids).values_list("cover", "language"),
        *live.filter(edition_pictures__image__in=ids).values_list(
            "edition_pictures__image", "language"
        ),
    ):
        found[pk].add(code)
    for pk, use in elsewhere(ids):
        if use.stage == Stage.LIVE:
            found[pk] |= {use.language} if use.language else set(languages.CODES)
    return found


def where(image: Image) -> Usage:
    """Return all uses of a picture, the stories that changed last first. Ten queries."""
    rows = StoryPicture.objects.filter(image=image)
    total = rows.count()
    ids = rows.order_by("-article__changed_at", "-article").values_list("article")[:MOST_STORIES]
    stories = {one.pk: one for one in Article.everything.filter(pk__in=[pk for (pk,) in ids])}
    uses: list[Use] = []
    published = editions(image, stories)
    for (pk,) in ids:
        uses += [*published.get(pk, ()), *on_desk(image, stories[pk])]
    return Usage((*uses, *(use for _pk, use in elsewhere([image.pk]))), total)


def on_desk(image: Image, article: Article) -> Iterable[Use]:
    """Yield the uses in a working copy. No query."""
    facts = {
        "stage": Stage.DESK,
        "title": article.working_title(),
        "admin_url": "" if article.binned_at else article.get_admin_url(),
        "article_id": article.pk,
        "is_in_bin": article.binned_at is not None,
    }
    if article.cover_id == image.pk:
        yield Use(Place.COVER, **facts)
    for code in languages.CODES:
        if article.own_cover_id_in(code) == image.pk:
            yield Use(Place.COVER, language=code, **facts)
        if image.pk in images_in(article.text("body", code)):
            yield Use(Place.TEXT, language=code, **facts)


def editions(image: Image, stories: Mapping[int, Article]) -> dict[int, list[Use]]:
    """Return the uses in publications of stories, by story. Two queries."""
    in_text = EditionPicture.objects.filter(image=image, edition__article__in=stories)
    texts = set(in_text.values_list("edition", flat=True))
    rows = Edition.objects.filter(Q(cover=image) | Q(pk__in=texts), article__in=stories)
    found: dict[int, list[Use]] = {}
    for one in rows.order_by("language").defer("body"):
        places = [Place.COVER] * (one.cover_id == image.pk) + [Place.TEXT] * (one.pk in texts)
        stage = Stage.LIVE if one.is_live else Stage.SCHEDULED if one.is_scheduled else Stage.GONE
        article = stories[one.article_id]
        found.setdefault(one.article_id, []).extend(
            Use(
                place,
                stage,
                one.title,
                language=one.language,
                admin_url="" if article.binned_at else article.get_admin_url(),
                url=one.get_absolute_url() if stage == Stage.LIVE else "",
                article_id=one.article_id,
                since=one.published_at,
                is_in_bin=article.binned_at is not None,
            )
            for place in places
        )
    return found


def elsewhere(ids: Collection[int]) -> Iterator[tuple[int, Use]]:
    """Yield the uses of pictures that are of no story, each with its picture. Six queries."""
    yield from of_people(ids)
    yield from of_categories(ids)
    yield from of_ads(ids)
    yield from of_homes(ids)
    yield from of_texts(ids)


def of_people(ids: Collection[int]) -> Iterator[tuple[int, Use]]:
    for one in Author.objects.filter(portrait__in=ids):
        address = reverse("admin:articles_author_change", args=[one.pk])
        url = one.get_absolute_url()
        yield (
            one.portrait_id,
            Use(Place.PORTRAIT, Stage.LIVE, str(one), admin_url=address, url=url),
        )


def of_categories(ids: Collection[int]) -> Iterator[tuple[int, Use]]:
    for one in Category.objects.filter(picture__in=ids):
        address = reverse("admin:articles_category_change", args=[one.pk])
        url = one.get_absolute_url()
        yield (
            one.picture_id,
            Use(Place.CATEGORY, Stage.LIVE, str(one), admin_url=address, url=url),
        )


def of_ads(ids: Collection[int]) -> Iterator[tuple[int, Use]]:
    for one in Ad.objects.filter(image__in=ids):
        address = reverse("admin:articles_ad_change", args=[one.pk])
        stage = Stage.LIVE if one.is_running else Stage.DESK
        yield one.image_id, Use(Place.AD, stage, one.name, one.language, address)


def of_homes(ids: Collection[int]) -> Iterator[tuple[int, Use]]:
    for one in arrangements():
        stage = Stage.SCHEDULED if one.is_to_come else Stage.LIVE
        title = str(languages.by_code(one.language).name)
        address = reverse("admin:articles_home_desk", args=[one.language])
        for pk in set(ids).intersection(one.lineup.pictures):
            yield pk, Use(Place.HOME, stage, title, one.language, address)


def of_texts(ids: Collection[int]) -> Iterator[tuple[int, Use]]:
    """Yield the uses on pages and in background paragraphs. Two queries.

    Readers see a page in the languages in which it has a title.
    """
    for model, place in ((Page, Place.PAGE), (Background, Place.BACKGROUND)):
        for one in with_figures(model):
            address = reverse(f"admin:articles_{model._meta.model_name}_change", args=[one.pk])
            for code in languages.CODES:
                is_live = place == Place.PAGE and getattr(one, languages.column("title", code))
                stage = Stage.LIVE if is_live else Stage.DESK
                body = getattr(one, languages.column("body", code))
                for pk in set(ids).intersection(images_in(body)):
                    yield pk, Use(place, stage, str(one), code, address)
