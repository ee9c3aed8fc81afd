from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryPicture(models.Model):
    """That a story uses a picture: as a cover or in a text, on the desk or in a publication.

    Written by saving and publishing (articles/images/usage.py). No page is made from it: it says
    which pictures are in use, among a hundred thousand, and which must not be deleted.
    """

    image = models.ForeignKey(
        "articles.Image", on_delete=models.CASCADE, related_name="story_pictures"
    )
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="story_pictures"
    )

    class Meta:
        verbose_name = _("picture of a story")
        verbose_name_plural = _("pictures of stories")
        constraints = [
            models.UniqueConstraint(fields=["image", "article"], name="story_picture_once")
        ]

    def __str__(self):
        return f"{self.image_id} → {self.article_id}"
