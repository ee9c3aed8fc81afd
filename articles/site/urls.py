"""Every address of readers and machines, grouped by its beginning."""

from django.urls import include, path, register_converter

from articles.site import oembed, sitemaps
from articles.site.feeds import feeds
from articles.site.views import (
    ads,
    app,
    archive,
    corrections,
    counting,
    edition,
    home,
    machines,
    mistakes,
    pages,
    popular,
    search,
    stream,
    suggest,
)


class Digits:
    """A number of a fixed length, as in /2026/04/09/."""

    length = 2

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):0{self.length}d}"


class TwoDigits(Digits):
    regex = "[0-9]{2}"


class FourDigits(Digits):
    regex = "[0-9]{4}"
    length = 4


register_converter(TwoDigits, "nn")
register_converter(FourDigits, "nnnn")


# A feed's address, its name, its form.
FEED_FORMS = (("", "", "rss"), ("atom/", "_atom", "atom"), ("json/", "_json", "json"))


def feeds_of(noun: str, prefix: str = "") -> list:
    """The three feeds of a page: `feed`, `category_feed`, …, `…_atom`, `…_json`."""
    return [
        path(
            f"feed/{ending}",
            feeds.serve,
            {"noun": noun, "form": form},
            name=f"{prefix}feed{suffix}",
        )
        for ending, suffix, form in FEED_FORMS
    ]


readers = [
    path("", home.home, name="home"),
    path("post/<slug:slug>/", edition.edition, name="edition"),
    # category/, tag/, author/
    path("category/<slug:slug>/", stream.category, name="category"),
    path("category/<slug:slug>/", include(feeds_of("category", "category_"))),
    path("tag/<slug:slug>/", stream.tag, name="tag"),
    path("tag/<slug:slug>/", include(feeds_of("tag", "tag_"))),
    path("author/<slug:slug>/", stream.author, name="author"),
    path("author/<slug:slug>/", include(feeds_of("author", "author_"))),
    # archive/
    path("archive/<nnnn:year>/", archive.archive, name="archive_year"),
    path("archive/<nnnn:year>/<nn:month>/", archive.archive, name="archive_month"),
    path("archive/<nnnn:year>/<nn:month>/<nn:day>/", archive.archive, name="archive_day"),
    # search/, popular/, corrections/, page/
    path("search/", search.search, name="search"),
    *[
        path(f"search/feed/{ending}", search.feed, {"form": form}, name=f"search_feed{suffix}")
        for ending, suffix, form in FEED_FORMS
    ],
    path("search/suggest/", suggest.suggest, name="suggest"),
    path("popular/", popular.popular, name="popular"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("page/<slug:slug>/", pages.page, name="page"),
    # feed/
    *feeds_of("home"),
    # offline/
    path("offline/", app.offline, name="offline"),
    # mistake/
    path("mistake/<int:edition>/", mistakes.report_mistake, name="report_mistake"),
]

urlpatterns = [
    path("", home.root, name="root"),
    # /ru/, /arm/, /en/
    path("<lang:language>/", include(readers)),
    # /views/
    path("views/<int:edition>/", counting.count_view, name="count_view"),
    path("views/<int:edition>.gif", counting.count_view_pixel, name="count_view_pixel"),
    path("views/search/", counting.count_query, name="count_query"),
    path("views/search.gif", counting.count_query_pixel, name="count_query_pixel"),
    # /ads/
    path("ads/creative/<int:ad>/", ads.creative, name="ad_creative"),
    path("ads/seen/<int:ad>/", ads.count_impression, name="ad_seen"),
    path("ads/click/<int:ad>/", ads.click, name="ad_click"),
    # /sitemap…
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<lang:language>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    # For machines
    path("robots.txt", machines.robots, name="robots"),
    path("ads.txt", machines.ads, name="ads"),
    path("humans.txt", machines.humans, name="humans"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("oembed/", oembed.serve, name="oembed"),
    path("<slug:key>.txt", machines.indexnow_key, name="indexnow_key"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("sw.js", app.worker, name="worker"),
]
