"""Mistake reports are of a desk: who works on none sees none, the chief all."""

import pytest

from articles.models import MistakeReport
from newsroom.models import User


@pytest.mark.parametrize(
    "person, languages, seen",
    [
        ("editor_ru", ["ru"], ["ru"]),
        ("editor_ru", [], []),
        ("reporter", [], []),
        ("translator", [], []),
        ("chief", [], ["hy", "ru"]),
    ],
)
def test_languages_decide_whose_reports_are_seen(
    request, client, make_edition, person, languages, seen
):
    reports = {
        code: MistakeReport.objects.create(edition=make_edition(code), selected="!", reader="x")
        for code in ("ru", "hy")
    }
    person = request.getfixturevalue(person)
    User.objects.filter(pk=person.pk).update(languages=languages)
    client.force_login(person)

    page = client.get("/admin/articles/mistakereport/").content.decode()

    shown = [code for code, one in reports.items() if f"mistakereport/{one.pk}/change" in page]
    assert sorted(shown) == seen


def test_editor_of_no_desk_deletes_no_report(client, make_edition, editor_ru):
    report = MistakeReport.objects.create(edition=make_edition(), selected="!", reader="x")
    User.objects.filter(pk=editor_ru.pk).update(languages=[])
    client.force_login(editor_ru)
    chosen = {"action": "delete_selected", "_selected_action": [report.pk], "post": "yes"}

    client.post("/admin/articles/mistakereport/", chosen)
    client.post(f"/admin/articles/mistakereport/{report.pk}/delete/", {"post": "yes"})

    assert MistakeReport.objects.get() == report
