"""Tags and people made on the fly, by a name; found instead where they are known in another way."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.editorial.field_permissions import OTHER_DESK, can_write
from articles.editorial.permissions import has_right, require
from articles.models import Action, Author, OldAddress, Tag, audit_log
from articles.text.slugs import slugify
from newsroom import languages
from newsroom.models import User

Noun = type[Tag] | type[Author]


def language_of(word: str) -> str:
    """Return the language of a name by its letters: Armenian, Cyrillic, else Latin."""
    if any("Ա" <= letter <= "և" for letter in word):
        return "hy"
    return "ru" if any("Ѐ" <= letter <= "ӿ" for letter in word) else "en"


def language_for(model: Noun, word: str, user: User) -> str:
    """Return the language of a name by its letters; Latin ones are used in every language."""
    code = language_of(word)
    is_other = code == "en" and not can_write(user, model(), languages.column("name", code))
    return user.first_language if is_other else code


def known_as(model: Noun, word: str) -> int | None:
    """Return the id of the row whose address the name would make, now or formerly. Two queries.

    So a name is found in another script (Sevan, Севан), and under what it was called before.
    """
    slug = slugify(word, language_of(word))
    if model is Tag:
        columns = [languages.column("slug", code) for code in languages.CODES]
    else:
        columns = ["slug"]
    for column in columns:
        if found := model.objects.filter(**{column: slug}).values_list("pk", flat=True).first():
            return found
    former = f"{model._meta.model_name}_id"
    rows = OldAddress.objects.filter(**{f"{former}__isnull": False}, slug=slug)
    return rows.values_list(former, flat=True).first()


def create(model: Noun, word: str, *, by: User) -> Tag | Author:
    """Make a tag or an author, named in a language of the maker; ValidationError if not."""
    require(has_right(by, "add", model()))
    code = language_for(model, word, by)
    row = model(**{languages.column("name", code): word})
    if model is Author:
        row.slug = slugify(word, code)
    try:
        if not can_write(by, row, languages.column("name", code)):
            raise ValidationError(OTHER_DESK)
        row.full_clean()
    except ValidationError as error:
        words = _("“%(name)s” cannot be created: %(reason)s")
        given = {"name": word, "reason": " ".join(error.messages)}
        raise ValidationError(words % given) from error
    row.save()
    about = {"model": row._meta.label_lower, "pk": row.pk}
    audit_log.write(Action.ROW_ADDED, by=by, about=str(row), **about)
    return row
