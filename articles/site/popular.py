"""What readers read most: in a day, in a week, in a month.

Made from the rows of hours and, for the days before today, of days (counting.fold), so that its
cost follows what was read lately and not how many stories there are. Five minutes old at most, and
made anew behind the readers: no page waits for it.
"""

from datetime import timedelta
from operator import itemgetter

from django.db import connection, models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from articles.models.edition import live_sql
from articles.statistics import view_counts
from newsroom.cache.stale_while_revalidate import renewed
from newsroom.server.databases import adapted

FRESH_SECONDS = 300
# More than any list shows: some end or are withdrawn before the ranking is made anew.
LENGTH = 40


class Period(models.TextChoices):
    DAY = "day", _("Last 24 hours")
    WEEK = "week", _("Last 7 days")
    MONTH = "month", _("Last 30 days")


LASTS = {
    Period.DAY: timedelta(hours=24),
    Period.WEEK: timedelta(days=7),
    Period.MONTH: timedelta(days=30),
}


@renewed(FRESH_SECONDS)
def most_read(language: str, category: int | None = None) -> dict[Period, list[int]]:
    """Return the ids of the editions read most in each period, at most LENGTH of each.

    Of a language, or of a category (its id) in it. They were live when the ranking was made: what
    shows them asks again (`blocks.cards`). One query, none while it is kept.
    """
    moment = now()
    values = {"now": moment, "never": view_counts.NEVER, "language": language, "category": category}
    for period, lasts in LASTS.items():
        values[f"since_{period}"] = moment - lasts
        # A folded day counts as a whole, from the first that ends a day after the beginning.
        values[f"until_{period}"] = moment - lasts + view_counts.DAY
    with connection.cursor() as cursor:
        cursor.execute(
            ranking(category is not None), {name: adapted(one) for name, one in values.items()}
        )
        rows = cursor.fetchall()
    found: dict[Period, list[int]] = {period: [] for period in Period}
    for period, pk, _place in sorted(rows, key=itemgetter(2)):
        found[Period(period)].append(pk)
    return found


def ranking(of_category: bool) -> str:
    """Return the SQL of the three rankings: rows (period, id, place)."""
    hours = {Period.DAY: "hour > %(since_day)s"}
    hours |= {
        period: f"hour >= folded.until AND hour > %(since_{period})s"
        for period in (Period.WEEK, Period.MONTH)
    }
    days = {Period.DAY: "1 = 0", Period.WEEK: "until >= %(until_week)s", Period.MONTH: "1 = 1"}
    where = "AND e.category_id = %(category)s" if of_category else ""
    return f"""
        WITH folded AS MATERIALIZED (
            SELECT COALESCE(MAX(until), %(never)s) AS until FROM articles_viewsofday
        ), counted AS MATERIALIZED (
            SELECT edition_id, {", ".join(f"SUM({period}) AS {period}" for period in Period)} FROM (
                SELECT edition_id, {when(hours)} FROM articles_views CROSS JOIN folded
                WHERE hour > %(since_month)s
                AND (hour > %(since_day)s OR hour >= (SELECT until FROM folded))
                UNION ALL
                SELECT edition_id, {when(days)} FROM articles_viewsofday
                WHERE until >= %(until_month)s
            ) AS parts GROUP BY edition_id
        ), read AS MATERIALIZED (
            SELECT c.* FROM counted c JOIN articles_edition e ON e.id = c.edition_id
            WHERE e.language = %(language)s AND {live_sql("e")} {where}
        )
        {" UNION ALL ".join(map(first_of, Period))}
    """


def when(conditions: dict[str, str]) -> str:
    """Return the SQL of a column a period: the count where its condition holds, else 0."""
    return ", ".join(
        f"CASE WHEN {condition} THEN count ELSE 0 END AS {period}"
        for period, condition in conditions.items()
    )


def first_of(period: str) -> str:
    """Return SQL for what is read most in one period, numbered from 1."""
    return f"""
        SELECT '{period}' AS period, edition_id,
            ROW_NUMBER() OVER (ORDER BY {period} DESC, edition_id DESC) AS place
        FROM (
            SELECT * FROM read WHERE {period} > 0
            ORDER BY {period} DESC, edition_id DESC LIMIT {LENGTH}
        ) AS first_of_{period}
    """
