"""Pictures as bytes and pixels. Pure: no database, no Django.

What reads hostile bytes lies here, so that a process of its own can do it within limits that the
system keeps (articles/images/apart.py). `python -m articles.pixels` is that process.
"""
