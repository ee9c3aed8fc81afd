"""Files for readers: documents and recordings. One door in (`store`), clean copies beside it."""

from articles.files.store import make_clean_copy, store, told

__all__ = ["make_clean_copy", "store", "told"]
