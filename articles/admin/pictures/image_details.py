"""Saying what a picture shows, right where it was uploaded: alt text and caption per language."""

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from articles.admin.base import columns
from articles.admin.pictures.image_words import LIVE
from articles.editorial.field_permissions import barred
from articles.editorial.permissions import has_right, require
from articles.models import Image
from articles.workflow.pictures import find_anew
from newsroom import languages


class WordsForm(forms.ModelForm):
    """The words of a picture in all languages; `by_language` is how they are shown."""

    class Meta:
        model = Image
        fields = columns("alt", "caption", "credit")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for language in languages.LANGUAGES:
            for field in ("alt", "caption", "credit"):
                words = self.fields[languages.column(field, language.code)]
                translated = Image._meta.get_field(languages.column(field, language.code))
                words.label = translated.translated_field.verbose_name
                # What somebody else has written since is no change of this form's.
                words.show_hidden_initial = True
                words.widget.attrs |= {"lang": language.code}
                # A longer paste is answered with a sentence, never cut in silence.
                words.widget.attrs.pop("maxlength", None)

    @property
    def by_language(self) -> list[tuple]:
        """Each language with the fields in it, in the order in which they are written."""
        return [
            (
                one,
                [self[languages.column(field, one.code)] for field in ("alt", "caption", "credit")],
            )
            for one in languages.LANGUAGES
        ]


@require_POST
@transaction.atomic
def describe(request, pk: int) -> JsonResponse:
    """Keep the words of a picture that a script sends; nothing else of its row is written."""
    image = get_object_or_404(Image, pk=pk)
    require(has_right(request.user, "change", image))
    form = WordsForm(request.POST, instance=image, prefix=f"picture-{pk}")
    if not form.is_valid():
        sentence = " ".join(one for errors in form.errors.values() for one in errors)
        return JsonResponse({"state": "refused", "sentence": sentence}, status=422)
    if barred(request.user, image).intersection(form.changed_data):
        return JsonResponse({"state": "refused", "sentence": str(LIVE)}, status=422)
    if form.changed_data:
        # The worker may write renditions at this moment.
        image.save(update_fields=form.changed_data)
        image.refresh_from_db()
        find_anew([image], form.changed_data)
        model_admin = admin.site.get_model_admin(Image)
        message = model_admin.construct_change_message(request, form, [])
        model_admin.log_change(request, image, message)
    return JsonResponse({"state": "kept", "label": str(image)})
