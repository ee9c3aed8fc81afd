from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class SearchEntry(models.Model):
    """What an edition is found by, written when it is published (articles/search/index.py).

    `terms` are its dictionary forms, each once, behind its month; both databases have an index of
    them. `places` says which word stands where, for phrases and nearness
    (articles/search/terms.py).
    """

    edition = models.OneToOneField(
        "articles.Edition",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_entry",
    )
    terms = models.TextField()
    places = models.BinaryField()

    class Meta:
        verbose_name = _("words for search")
        verbose_name_plural = _("words for search")


class SearchWord(models.Model):
    """A word of some edition as it is written there, for misspelt queries and names in other
    scripts.

    Rows stay when an edition goes: what is suggested is looked for among live editions first.
    `sound` is the key of its dictionary forms (articles/search/sound.py), `letters` has a bit for
    each letter in it.
    """

    language = models.CharField(max_length=2, choices=languages.CHOICES)
    word = models.CharField(max_length=40)
    sound = models.CharField(max_length=60)
    length = models.PositiveSmallIntegerField()
    letters = models.BigIntegerField()

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

    def __str__(self):
        return self.word
