"""What the audit says of a story, for the tests of the verbs."""


def actions(article) -> list[str]:
    """Return the actions on a story in their order."""
    return list(article.audit_entries.order_by("pk").values_list("action", flat=True))
