"""What readers read most."""

from django.utils.timezone import now

from articles.models import Views


def test_popular_is_ordered_by_the_views_of_the_week(client, make_edition):
    hour = now().replace(minute=0, second=0, microsecond=0)
    for title, count in (("Мало", 1), ("Много", 9)):
        edition = make_edition("ru", title_ru=title)
        Views.objects.create(edition=edition, hour=hour, count=count)
    make_edition("ru", title_ru="Никто не читал")

    response = client.get("/ru/popular/")

    stream = response.context["stream"]
    assert [edition.title for edition in stream.object_list] == ["Много", "Мало"]


def test_popular_without_views_is_an_honest_page(client, db):
    assert client.get("/arm/popular/").status_code == 200
