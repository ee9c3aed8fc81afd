"""The page that publishes: when, until when, in which languages; and the worst moments."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone, translation

from articles import workflow
from articles.editorial.checks import rules
from articles.models import Action, AuditEntry, Edition


@pytest.fixture(autouse=True)
def _in_english():
    """Errors of forms are lazy: they are read in the test's language."""
    with translation.override("en"):
        yield


def typed(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def live() -> list[str]:
    return sorted(Edition.objects.live().values_list("language", flat=True))


@pytest.fixture
def article(make_article):
    return make_article(title_hy="Լիճը վերադառնում է", title_en="The lake returns")


@pytest.fixture
def berlin(settings):
    """A newsroom whose clocks are put forward and back."""
    settings.TIME_ZONE = "Europe/Berlin"
    timezone.get_default_timezone.cache_clear()
    timezone.activate(ZoneInfo("Europe/Berlin"))
    yield ZoneInfo("Europe/Berlin")
    timezone.deactivate()
    timezone.get_default_timezone.cache_clear()


@pytest.fixture
def from_berlin(berlin, monkeypatch):
    """It is the middle of January 2027 in it: both changes of the clocks lie ahead."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 1, 15, 12, tzinfo=berlin))


# When


def test_page_names_the_newsrooms_clock(sign_in, chief, article, verb_address):
    page = sign_in(chief).get(verb_address(article, "ru", "publish")).content.decode()

    today = timezone.localtime()
    assert "Asia/Yerevan, UTC+04:00" in page
    assert f"it is now {today:%A}, {today.day}" in page


def test_scheduled_answer_names_the_day(sign_in, chief, article, verb_address):
    at = datetime(2028, 2, 29, 18, tzinfo=ZoneInfo("Asia/Yerevan"))
    data = {"when": "at", "at": "2028-02-29T18:00", "until": "2028-03-01T18:00"}

    response = sign_in(chief).post(verb_address(article, "ru", "schedule"), data)

    edition = Edition.objects.get()
    assert (edition.published_at, edition.expires_at) == (at, at + timedelta(days=1))
    assert "Tuesday, 29 February 2028, 18:00 (Asia/Yerevan, UTC+04:00)" in said(response)


def test_day_of_what_is_scheduled_stands_beside_the_form(sign_in, chief, article, form_address):
    at = datetime(2028, 2, 29, 18, tzinfo=ZoneInfo("Asia/Yerevan"))
    workflow.publish(article, "ru", by=chief, at=at)

    panel = sign_in(chief).get(form_address(article)).context["panels"][0]

    assert panel.moment == "Tuesday, 29 February 2028, 18:00"


def test_now_wins_over_a_typed_moment(sign_in, chief, article, verb_address, in_two_hours):
    data = {"when": "now", "at": typed(in_two_hours)}

    sign_in(chief).post(verb_address(article, "ru", "schedule"), data)

    assert live() == ["ru"]


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("at", "", "Choose a publication time"),
        ("at", "2020-01-01T10:00", "This time has passed"),
        ("at", "2027-02-29T10:00", "Invalid date or time"),
        ("at", "tomorrow", "Invalid date or time"),
        ("until", "2020-01-01T10:00", "The end is before the start"),
    ],
)
def test_moment_that_makes_no_sense_is_said_beside_it(
    sign_in, chief, article, verb_address, field, value, words
):
    data = {"when": "at", "at": "2099-01-01T10:00"} | {field: value}

    response = sign_in(chief).post(verb_address(article, "ru", "schedule"), data)

    assert words in " ".join(response.context["form"].errors[field])
    assert not Edition.objects.exists()


def test_typed_time_is_the_newsrooms_whatever_the_device_says(
    sign_in, chief, article, verb_address, settings
):
    with timezone.override(ZoneInfo("America/New_York")):
        data = {"when": "at", "at": "2099-07-01T18:00"}
        sign_in(chief).post(verb_address(article, "ru", "schedule"), data)

    moment = Edition.objects.get().published_at.astimezone(ZoneInfo("UTC"))
    assert (moment.day, moment.hour) == (1, 22)  # New York is the newsroom here


@pytest.mark.parametrize("value", ["2027-03-28T02:30", "2027-10-31T02:30"])
def test_hour_of_the_clock_change_is_asked_again(
    sign_in, chief, article, verb_address, from_berlin, value
):
    data = {"when": "at", "at": value}

    response = sign_in(chief).post(verb_address(article, "ru", "schedule"), data)

    assert "The clocks change at that time" in " ".join(response.context["form"].errors["at"])
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "value, utc", [("2027-03-28T01:59", (0, 59)), ("2027-03-28T03:00", (1, 0))]
)
def test_minutes_around_the_clock_change_are_exact(
    sign_in, chief, article, verb_address, from_berlin, value, utc
):
    sign_in(chief).post(verb_address(article, "ru", "schedule"), {"when": "at", "at": value})

    moment = Edition.objects.get().published_at.astimezone(ZoneInfo("UTC"))
    assert (moment.hour, moment.minute) == utc


def test_script_that_names_a_moment_that_never_is_is_refused(article, chief, from_berlin):
    with pytest.raises(Exception, match="The clocks go forward"):
        workflow.publish(article, "ru", by=chief, at=datetime(2027, 3, 28, 2, 30))

    assert not Edition.objects.exists()


# What readers saw before


def test_new_time_only_when_asked(sign_in, chief, make_edition, verb_address):
    edition = make_edition("ru", hours_ago=5)
    before, client = edition.published_at, sign_in(chief)
    address = verb_address(edition.article, "ru", "publish")

    client.post(address, {"change": "update"})
    edition.refresh_from_db()
    kept = edition.published_at
    client.post(address, {"change": "update", "is_new_time": "on"})

    edition.refresh_from_db()
    assert kept == before
    assert timezone.now() - edition.published_at < timedelta(minutes=1)


def test_change_is_asked_of_a_language_that_goes_out_again_with_a_new_one(
    sign_in, chief, make_edition, verb_address
):
    edition = make_edition("ru", title_hy="Լիճը")
    article = edition.article
    article.title_ru = "Иначе"
    workflow.save(article, by=chief)
    client, address = sign_in(chief), verb_address(article, "hy", "publish")

    alone = client.get(address).context["form"]["change"].initial
    refused = client.post(address, {"when": "now", "also": ["ru"]})
    client.post(address, {"when": "now", "also": ["ru"], "change": "typo"})

    edition.refresh_from_db()
    assert (alone, list(refused.context["form"].errors)) == (None, ["change"])
    assert (edition.title, edition.updated_at, live()) == ("Иначе", None, ["hy", "ru"])


def test_language_that_is_new_to_readers_is_asked_for_no_change(
    sign_in, chief, make_edition, verb_address
):
    edition = make_edition("ru", title_hy="Լիճը")
    edition.article.title_ru = "Иначе"
    workflow.save(edition.article, by=chief)

    sign_in(chief).post(verb_address(edition.article, "hy", "publish"), {"when": "now"})

    assert live() == ["hy", "ru"]


def test_correction_leads_to_its_note(sign_in, chief, make_edition, verb_address):
    edition = make_edition("ru")

    response = sign_in(chief).post(
        verb_address(edition.article, "ru", "publish"), {"change": "correction"}
    )

    assert response["Location"] == verb_address(edition.article, "ru", "correct")


# Several languages


def test_several_languages_in_one_action_answer_with_their_links(
    sign_in, chief, article, verb_address
):
    response = sign_in(chief).post(
        verb_address(article, "ru", "publish"), {"when": "now", "also": ["hy", "en"]}
    )

    assert live() == ["en", "hy", "ru"]
    for edition in Edition.objects.all():
        assert f'href="{edition.get_absolute_url()}"' in said(response)


def test_language_of_another_desk_is_not_offered_and_not_published(
    sign_in, editor_ru, article, verb_address
):
    client, address = sign_in(editor_ru), verb_address(article, "ru", "publish")

    offered = client.get(address).context["form"].others
    response = client.post(address, {"when": "now", "also": ["hy"]})

    assert offered == []
    assert response.context["form"].errors["also"]
    assert live() == []


def test_each_language_is_checked_by_itself(
    sign_in, chief, make_article, verb_address, monkeypatch
):
    levels = rules.DEFAULTS | {rules.Check.LEAD: rules.Level.ERROR}
    monkeypatch.setattr(rules, "DEFAULTS", levels)
    article = make_article(lead_ru="Лид", title_hy="Լիճ", title_en="Lake", lead_en="Lead")

    response = sign_in(chief).post(
        verb_address(article, "ru", "publish"), {"when": "now", "also": ["hy", "en"]}
    )

    assert live() == ["en", "ru"]
    assert "Հայերեն is not published: No lead." in said(response)


def test_scheduling_several_refuses_what_is_live_and_does_the_rest(
    sign_in, chief, article, verb_address, in_two_hours
):
    workflow.publish(article, "hy", by=chief)
    article.title_hy = "Նոր"
    workflow.save(article, by=chief)
    data = {"when": "at", "at": typed(in_two_hours), "also": ["hy", "en"]}

    response = sign_in(chief).post(verb_address(article, "ru", "schedule"), data)

    assert live() == ["hy"]
    assert sorted(Edition.objects.values_list("language", flat=True)) == ["en", "hy", "ru"]
    assert "Հայերեն is not published: The story is already live" in said(response)


# Embargo


def test_page_under_embargo_offers_its_end(sign_in, editor_ru, article, verb_address, chief):
    end = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=5)
    workflow.embargo(article, by=chief, until=end)
    client, address = sign_in(editor_ru), verb_address(article, "ru", "publish")

    form = client.get(address).context["form"]
    client.post(address, {"when": "at", "at": typed(end)})

    assert (form.initial["when"], form.initial["at"]) == ("at", end)
    assert "reason" not in form.fields
    assert Edition.objects.get().published_at == end


def test_chief_gives_a_reason_on_the_page(sign_in, article, verb_address, chief, in_two_hours):
    workflow.embargo(article, by=chief, until=in_two_hours)
    client, address = sign_in(chief), verb_address(article, "ru", "publish")

    refused = client.post(address, {"when": "now"})
    client.post(address, {"when": "now", "reason": "Снято источником"})

    assert "Give a reason for publishing it earlier" in refused.content.decode()
    assert live() == ["ru"]


def test_press_in_the_form_asks_within_an_embargo(
    sign_in, chief, article, as_posted, form_address, verb_address, in_two_hours
):
    workflow.embargo(article, by=chief, until=in_two_hours)
    data = as_posted(article, _verb="publish:ru")

    response = sign_in(chief).post(form_address(article), data)

    assert response["Location"].startswith(verb_address(article, "ru", "publish"))
    assert live() == []


def test_what_had_ended_is_asked_about_within_an_embargo(
    sign_in, chief, make_edition, as_posted, form_address, verb_address, in_two_hours
):
    article = make_edition("ru", hours_ago=2, until=in_two_hours).article
    Edition.objects.update(expires_at=timezone.now())
    workflow.embargo(article, by=chief, until=in_two_hours)
    client = sign_in(chief)

    pressed = client.post(form_address(article), as_posted(article, _verb="publish:ru"))
    asked = client.get(verb_address(article, "ru", "publish"))

    assert pressed["Location"].startswith(verb_address(article, "ru", "publish"))
    assert "reason" in asked.context["form"].fields
    assert live() == []


# What is not to be published is told what to do


def test_publishing_what_is_withdrawn_says_restore_it(sign_in, chief, make_edition, verb_address):
    edition = make_edition("ru")
    workflow.withdraw(edition, reason="Повтор", by=chief)
    client, address = sign_in(chief), verb_address(edition.article, "ru", "publish")

    for response in (client.get(address), client.post(address, {"when": "now"})):
        assert "The story is withdrawn: restore it first." in said(response)

    assert live() == []


def test_scheduling_what_is_live_is_said(sign_in, chief, make_edition, verb_address):
    edition = make_edition("ru")

    response = sign_in(chief).get(verb_address(edition.article, "ru", "schedule"))

    assert "already live and cannot be scheduled" in said(response)


# Taking back


def test_published_answer_takes_it_back_at_one_press(sign_in, editor_ru, article, verb_address):
    client = sign_in(editor_ru)
    response = client.post(verb_address(article, "ru", "publish"), {"when": "now"})
    way_back = verb_address(article, "ru", "take_back")
    offered = f'action="{way_back}"' in said(response)

    client.post(way_back)

    assert (offered, live()) == (True, [])


def test_way_back_is_shown_beside_the_form_to_who_published(
    sign_in, editor_ru, chief, article, form_address
):
    workflow.publish(article, "ru", by=editor_ru)

    panel = sign_in(editor_ru).get(form_address(article)).context["panels"][0]
    others = sign_in(chief).get(form_address(article)).context["panels"][0]

    assert panel.take_back_until != ""
    assert others.take_back_until == ""


def test_demoted_editor_with_an_open_page_publishes_nothing(
    sign_in, editor_ru, article, verb_address, as_posted, form_address
):
    client = sign_in(editor_ru)
    client.get(verb_address(article, "ru", "publish"))
    editor_ru.role = "reporter"
    editor_ru.save()

    page = client.post(verb_address(article, "ru", "publish"), {"when": "now"})
    form = client.post(form_address(article), as_posted(article, _verb="publish:ru"))

    assert (page.status_code, form.status_code) == (403, 403)
    assert live() == []
    assert not AuditEntry.objects.filter(action=Action.PUBLISH).exists()
