"""Fields that a request brings though its form has none of them: not read, and told of."""

from collections.abc import Collection

from articles.models import Action, Article, Edition
from articles.models.audit_log import record

# Columns of what a form is about, and what else of the newsroom somebody might try to set.
_COLUMNS = {
    name
    for model in (Article, Edition)
    for field in model._meta.concrete_fields
    for name in (field.name, field.attname)
}
TRIED = frozenset(_COLUMNS | {"by", "views", "pk", "article", "edition", "user", "role"})
MOST = 30


def write_audit(
    request, article: Article | None, known: Collection[str], language: str = ""
) -> None:
    """Write into the audit which of such fields a request brought. No query where there are none.

    `known` are the names that its form reads.
    """
    found = sorted((set(request.POST) & TRIED) - set(known))[:MOST]
    if found:
        record(
            article,
            Action.EXTRA_FIELDS,
            by=request.user,
            language=language,
            sent=", ".join(found),
        )
