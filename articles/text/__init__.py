"""Words and HTML, in and out: no database, nothing of Django but translation."""

from articles.text.cleaning import clean

__all__ = ["clean"]
