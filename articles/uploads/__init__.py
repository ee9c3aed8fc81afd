"""Files for readers: documents and recordings. One door in (`store`)."""

from articles.uploads.store import store

__all__ = ["store"]
