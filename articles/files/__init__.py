"""Files for readers: documents and recordings. One door in (`store`), clean copies beside it."""

from articles.files.store import facts_of, make_clean_copy, store

__all__ = ["make_clean_copy", "store", "facts_of"]
