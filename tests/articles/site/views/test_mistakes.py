"""Where readers report a mistake."""

import pytest
from django.test import Client

from articles.models import MistakeReport
from articles.site import reader_reports


def test_report_is_kept(client, make_edition):
    edition = make_edition("ru")

    response = client.post(
        f"/ru/mistake/{edition.pk}/", {"selected": "озёро", "comment": "Лишняя ё\0"}
    )

    report = MistakeReport.objects.get()
    assert response.status_code == 200
    assert (report.edition, report.selected, report.comment) == (edition, "озёро", "Лишняя ё")


def test_report_needs_no_token(make_edition):
    edition = make_edition("ru")

    Client(enforce_csrf_checks=True).post(f"/ru/mistake/{edition.pk}/", {"comment": "?"})

    assert MistakeReport.objects.get().comment == "?"


def test_report_is_cut_to_what_the_row_holds(client, make_edition):
    edition = make_edition("ru")

    client.post(f"/ru/mistake/{edition.pk}/", {"selected": "я" * 9999, "comment": "ю" * 9999})

    report = MistakeReport.objects.get()
    assert (len(report.selected), len(report.comment)) == (500, 2000)


def test_report_without_words_is_refused(client, make_edition):
    edition = make_edition("ru")

    response = client.post(f"/ru/mistake/{edition.pk}/", {"selected": " ", "comment": ""})

    assert response.status_code == 400
    assert not MistakeReport.objects.exists()


def test_one_reader_can_report_five_times_an_hour(client, make_edition):
    edition = make_edition("ru")

    answers = [
        client.post(f"/ru/mistake/{edition.pk}/", {"comment": str(number)}).status_code
        for number in range(6)
    ]

    assert answers == [200, 200, 200, 200, 200, 429]
    assert MistakeReport.objects.count() == 5


def test_another_browser_is_no_way_around_what_one_address_may_report(client, make_edition):
    edition = make_edition("ru")

    def send(number: int, address: str) -> int:
        browser = {"user-agent": f"Browser {number}"}
        typed = {"comment": str(number)}
        path = f"/ru/mistake/{edition.pk}/"
        return client.post(path, typed, headers=browser, REMOTE_ADDR=address).status_code

    answers = [send(number, f"2001:db8::{number:x}") for number in range(21)]

    assert answers == [200] * 20 + [429]
    assert send(0, "2001:db8:0:1::1") == 200


def test_midnight_gives_nobody_five_more_reports(make_edition):
    edition = make_edition("ru")
    yesterday, today = "0" * 64, "f" * 64
    for _number in range(5):
        reader_reports.report(edition, reader=yesterday, selected="", comment="?")

    assert not reader_reports.may_report(today, yesterday)
    assert reader_reports.may_report(today)


def test_report_belongs_to_the_language_of_the_edition(client, make_edition):
    edition = make_edition("ru")

    assert client.post(f"/arm/mistake/{edition.pk}/", {"comment": "?"}).status_code == 404
    assert client.get(f"/ru/mistake/{edition.pk}/").status_code == 405


def test_report_carries_the_sentence_that_the_page_sent(client, make_edition):
    edition = make_edition("ru")

    client.post(f"/ru/mistake/{edition.pk}/", {"selected": "озёро", "sentence": "Это озёро."})

    assert MistakeReport.objects.get().sentence == "Это озёро."


def test_report_without_script_finds_its_sentence(client, make_edition):
    body = "<p>Вода прибыла. «Это озёро!» — сказал он. Потом ушёл.</p>"
    edition = make_edition("ru", body_ru=body)

    client.post(f"/ru/mistake/{edition.pk}/", {"selected": "Это\n озёро"})
    client.post(f"/ru/mistake/{edition.pk}/", {"selected": "чего нет"})

    found = MistakeReport.objects.order_by("pk").values_list("sentence", flat=True)
    assert list(found) == ["«Это озёро!»", ""]


@pytest.mark.parametrize(
    "selected, fragment",
    [
        # The sentence of the words, by its ends where it is long.
        ("озёро", "#mistake:~:text=%D0%AD%D1%82%D0%BE%20%D0%BE%D0%B7%D1%91%D1%80%D0%BE."),
        ("c d-e", "#mistake:~:text=a%20b%20c%20d%2De,g%2C%20h%20i%20%26j."),
        # What does not stand in the story as one sentence is looked for as it is.
        ("озёро. a", "#mistake:~:text=%D0%BE%D0%B7%D1%91%D1%80%D0%BE.%20a"),
        ("", "#mistake"),
    ],
)
def test_answer_leads_back_to_the_words(client, make_edition, selected, fragment):
    edition = make_edition("ru", body_ru="<p>Это озёро. a b c d-e f g, h i &amp;j.</p>")

    response = client.post(f"/ru/mistake/{edition.pk}/", {"selected": selected})

    assert f'href="{edition.get_absolute_url()}{fragment}"' in response.content.decode()


def test_answer_to_too_many_reports_leads_back_to_the_words(client, make_edition):
    edition = make_edition("ru", body_ru="<p>Это a.</p>")
    for number in range(5):
        client.post(f"/ru/mistake/{edition.pk}/", {"comment": str(number)})

    response = client.post(f"/ru/mistake/{edition.pk}/", {"selected": "a"})

    assert response.status_code == 429
    assert "#mistake:~:text=%D0%AD%D1%82%D0%BE%20a." in response.content.decode()
