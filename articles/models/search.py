from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class Entry(models.Model):
    """What a row is found by: `terms` are its dictionary forms, each once, behind a month; both
    databases have an index of them. `places` says which word stands where, for phrases and
    nearness (articles/search/terms.py).
    """

    terms = models.TextField()
    places = models.BinaryField()

    class Meta:
        abstract = True


class SearchEntry(Entry):
    """What readers find an edition by, written when it is published (articles/search/index.py)."""

    edition = models.OneToOneField(
        "articles.Edition",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_entry",
    )

    class Meta:
        verbose_name = _("words for search")
        verbose_name_plural = _("words for search")


class StoryEntry(Entry):
    """What editors find a working copy by, in all languages, written when it is saved."""

    article = models.OneToOneField(
        "articles.Article",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_entry",
    )

    class Meta:
        verbose_name = _("words of a story")
        verbose_name_plural = _("words of stories")


class PictureEntry(Entry):
    """What editors find a picture by, in all languages."""

    image = models.OneToOneField(
        "articles.Image",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_entry",
    )

    class Meta:
        verbose_name = _("words of a picture")
        verbose_name_plural = _("words of pictures")


class Word(models.Model):
    """A word as it is written in some text, for misspelt queries and names in other scripts.

    Rows stay when the text goes: what is suggested is looked for first. `sound` is the key of its
    dictionary forms (articles/search/language/phonetic.py), `letters` has a bit for each letter in
    it.
    """

    language = models.CharField(max_length=2, choices=languages.CHOICES)
    word = models.CharField(max_length=40)
    sound = models.CharField(max_length=60)
    length = models.PositiveSmallIntegerField()
    letters = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self):
        return self.word


class SearchWord(Word):
    """A word of some edition: what readers are offered comes from these and from nothing else."""

    class Meta:
        verbose_name = _("word of the texts")
        verbose_name_plural = _("words of the texts")
        constraints = [
            models.UniqueConstraint(fields=["language", "word"], name="search_word_once")
        ]
        indexes = [
            models.Index(fields=["language", "sound"], name="search_word_sound"),
            models.Index(fields=["language", "length"], name="search_word_length"),
        ]


class DeskWord(Word):
    """A word of some working copy or picture, for editors only."""

    class Meta:
        verbose_name = _("word of the working copies")
        verbose_name_plural = _("words of the working copies")
        constraints = [models.UniqueConstraint(fields=["word", "language"], name="desk_word_once")]
        indexes = [
            models.Index(fields=["sound"], name="desk_word_sound"),
            models.Index(fields=["length"], name="desk_word_length"),
        ]
