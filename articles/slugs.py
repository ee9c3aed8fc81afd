"""The name by which imports and scripts of newsrooms know `slugify`."""

from articles.text.slugs import slugify

__all__ = ["slugify"]
