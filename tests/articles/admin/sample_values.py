"""A value for each column of a form, and another one, as a person could type them."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from articles.models import Image

# By column, or by field where it has one a language: a value that is allowed there.
VALUES = {
    "slug": "lake",
    "html": None,
    "is_house": False,
    "url": "https://example.org/lake",
    "security_contact": "safety@example.org",
    "body": "<p>Lake</p>",
    "reuse": "<p>Lake</p>",
    "is_superuser": None,
    "indexnow_key": "0123456789abcdef",
    "second_factor_roles": None,
    "needs_other_eyes": False,
    "languages": ["ru", "en"],
    "kinds": ["news"],
    "checks": {},
    "ads_txt": "# ours",
    "username": "anna",
    "email": "anna@example.org",
    "chat": "@lake",
    "goal": None,
    "cap": None,
}


def field_of(model, column: str) -> str:
    """Return the field of a column: `name` of `name_hy`."""
    return column[:-3] if column[-3:] in ("_ru", "_hy", "_en") else column


def value(field: models.Field, picture: Image):
    """Return a value for a column, as Python has it."""
    name = field_of(field.model, field.name)
    if name in VALUES:
        return VALUES[name]
    if name == "starts_at":
        return timezone.now().replace(second=0, microsecond=0)
    kind = field.get_internal_type()
    if field.choices:
        return field.choices[-1][0]
    if isinstance(field, models.URLField):
        return "https://example.org/"
    if isinstance(field, models.ForeignKey):
        return picture.pk if field.related_model is Image else None
    return {
        "BooleanField": True,
        "FloatField": 0.25,
        "DateField": timezone.localdate() + timedelta(days=9),
        "DateTimeField": timezone.now().replace(second=0, microsecond=0) + timedelta(days=2),
    }.get(kind, 7 if "Integer" in kind else "Lake")


def kept(row: models.Model) -> dict:
    """Return every column that a row holds now, and the keys of what joining tables name."""
    now = type(row)._base_manager.get(pk=row.pk)
    fields = {field.name: field.attname for field in now._meta.concrete_fields}
    # The bare name of a field with languages stands for the column of the active one.
    found = {key: getattr(now, key) for name, key in fields.items() if f"{name}_ru" not in fields}
    for field in now._meta.many_to_many:
        found[field.name] = sorted(getattr(now, field.name).values_list("pk", flat=True))
    return found


def fill(row: models.Model, picture: Image) -> None:
    """Say something in every column that is empty and that a form may hold."""
    empty = {
        field.attname: said
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key and not getattr(row, field.attname)
        if (said := value(field, picture)) is not None
    }
    type(row)._base_manager.filter(pk=row.pk).update(**empty)
    row.refresh_from_db()


# What is sent for a column beside its field's own kind, to change it.
OTHERS = {
    "html": "<p>Lake</p>",
    "url": "https://example.org/other",
    "slug": "other-lake",
    "body": "<p>Other</p>",
    "reuse": "<p>Other</p>",
    "email": "other@example.org",
    "security_contact": "other@example.org",
    "indexnow_key": "fedcba9876543210",
    "ads_txt": "# others",
    "chat": "@other",
    "username": "other",
    "languages": ["hy"],
    "kinds": ["flash"],
    "second_factor_roles": ["editor"],
    "starts_at": "2020-01-01T10:00",
    "token": "12345:abcdefghijklmnopqrstuvwxyz",
    "checks": "error",
}


def other(model, column: str, sent: list[str], rows: dict) -> list[str]:
    """Return what is to be sent to change a column; `rows` are keys of rows, by their model."""
    name = field_of(model, column)
    if name in OTHERS:
        given = OTHERS[name]
        return given if isinstance(given, list) else [given]
    field = {one.name: one for one in model._meta.get_fields()}.get(column)
    if field is None:
        raise AssertionError(f"say in OTHERS what changes {column}")
    if field.is_relation:
        return [str(rows[field.related_model])]
    if field.choices:
        return [next(key for key, _label in field.flatchoices if key and key not in sent)]
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return [""] if "on" in sent else ["", "on"]
    if isinstance(field, models.URLField):
        return ["https://example.org/other"]
    return [
        {
            "FloatField": "0.75",
            "DateField": "2030-05-05",
            "DateTimeField": "2030-05-05T10:00",
        }.get(kind, "9" if "Integer" in kind else "Other")
    ]
