"""Telling IndexNow and a WebSub hub, for which a server on this machine stands in."""

import json
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from articles import workflow
from articles.distribution import http_post, notices, safe_http
from articles.models import Edition, Notice, SiteSettings
from tests.stand_in import StandIn

KEY = "0123456789abcdef"


@pytest.fixture
def stand_in():
    server = StandIn()
    yield server
    server.close()


@pytest.fixture
def site(db, stand_in, monkeypatch):
    # The services lie in the open network; their stand-in, as it must, on this machine.
    monkeypatch.setattr(safe_http, "find_public", safe_http.find_any)
    return SiteSettings.objects.create(
        pk=1,
        name_ru="Вестник",
        indexnow_key=KEY,
        indexnow_address=f"{stand_in.url}/indexnow",
        websub_hub=f"{stand_in.url}/hub",
    )


@pytest.fixture
def only_hub(site):
    SiteSettings.objects.update(indexnow_key="")
    return site


def send() -> None:
    """Do what the worker does."""
    notices.send_due.call()


def later(**period) -> None:
    """Let time pass for what waits."""
    for notice in Notice.objects.filter(state="waiting"):
        notice.due_at -= timedelta(**period)
        notice.save()


def states(event: str = "published") -> list[str]:
    return [notice.state for notice in Notice.objects.filter(event=event).order_by("pk")]


def test_nobody_is_told_where_nothing_is_set_up(make_edition):
    make_edition("ru")

    assert not Notice.objects.exists()


def test_indexnow_gets_the_address_and_the_key(client, make_edition, site, stand_in, settings):
    edition = make_edition("ru")

    send()

    path, body = next(one for one in stand_in.requests if one[0] == "/indexnow")
    assert json.loads(body) == {
        "host": settings.SITE_HOST,
        "key": KEY,
        "keyLocation": f"{settings.SITE_URL}/{KEY}.txt",
        "urlList": [settings.SITE_URL + edition.get_absolute_url()],
    }
    assert client.get(f"/{KEY}.txt").content == f"{KEY}\n".encode()


def test_hub_gets_every_feed_of_the_story(
    make_edition, make_tag, author, only_hub, stand_in, settings
):
    make_edition("ru", tags=[make_tag(ru="Севан")], authors=[author])

    send()

    said = parse_qsl(stand_in.requests[0][1].decode())
    places = ("", "category/ecology/", "tag/sevan/", "author/mariam-petrosyan/")
    feeds = [f"{place}feed/{form}" for place in places for form in ("", "atom/", "json/")]
    assert said == [
        ("hub.mode", "publish"),
        *(("hub.url", f"{settings.SITE_URL}/ru/{feed}") for feed in feeds),
    ]
    assert states() == ["sent"]


def test_notice_and_task_are_kept_with_the_publication_or_not_at_all(
    make_article, site, chief, stand_in
):
    article, before = make_article(), DBTaskResult.objects.count()
    with transaction.atomic():
        workflow.publish(article, "ru", by=chief)
        inside = Notice.objects.count(), DBTaskResult.objects.count() > before
        transaction.set_rollback(True)

    assert inside == (2, True)
    assert (Notice.objects.count(), DBTaskResult.objects.count()) == (0, before)
    assert stand_in.requests == []


def test_update_withdrawal_and_return_are_told(make_edition, only_hub, stand_in, chief):
    edition = make_edition("ru")
    send()
    edition.article.lead_ru = "Ещё одна подробность."
    workflow.save(edition.article, by=chief)
    workflow.publish(edition.article, "ru", by=chief)
    send()
    workflow.withdraw(edition, reason="Ошибка.", by=chief)
    send()
    workflow.restore(edition, by=chief)
    send()

    assert len(stand_in.requests) == 4
    assert (states(), states("withdrawn")) == (["sent"] * 3, ["sent"])


def test_scheduled_story_is_told_of_when_it_appears_and_when_it_ends(
    make_edition, only_hub, stand_in
):
    moment = now() + timedelta(hours=1)
    edition = make_edition("ru", at=moment, until=moment + timedelta(hours=1))
    send()
    assert stand_in.requests == []

    for field in ("published_at", "expires_at"):
        Edition.objects.update(**{field: now() - timedelta(seconds=1 if field[0] == "e" else 9)})
        later(hours=1)
        send()

    assert edition.notices.count() == 2
    assert (states(), states("ended"), len(stand_in.requests)) == (["sent"], ["sent"], 2)


def test_newer_words_of_a_scheduled_story_are_told_of_once(make_edition, only_hub, chief):
    edition = make_edition("ru", at=now() + timedelta(hours=1))
    edition.article.title_ru = "Новый заголовок"
    workflow.save(edition.article, by=chief)

    workflow.schedule_changes(edition, by=chief)

    waiting = Notice.objects.filter(state="waiting").values_list("due_at", flat=True)
    assert list(waiting) == [edition.published_at]


def test_story_taken_off_the_schedule_is_nobodys_business(make_edition, only_hub, chief):
    edition = make_edition("ru", at=now() + timedelta(hours=1))

    workflow.unschedule(edition, by=chief)

    assert not Notice.objects.exists()


def test_story_withdrawn_meanwhile_is_not_announced(make_edition, only_hub, stand_in, chief):
    edition = make_edition("ru")
    workflow.withdraw(edition, reason="Ошибка.", by=chief)

    send()

    assert (states(), states("withdrawn")) == (["needless"], ["sent"])
    assert len(stand_in.requests) == 1


def test_hub_that_fails_is_tried_after_growing_pauses_and_given_up(
    make_edition, only_hub, stand_in
):
    make_edition("ru")
    stand_in.answers = [500] * 20
    pauses = []
    for _one in notices.PAUSES:
        send()
        notice = Notice.objects.get()
        assert (notice.state, notice.answer) == ("waiting", "500 Internal Server Error")
        pauses.append(round((notice.due_at - now()) / timedelta(minutes=1)))
        later(days=3)

    send()

    assert pauses == [1, 5, 15, 60, 180, 360, 720, 1440, 2880]
    assert (states(), len(stand_in.requests)) == (["given_up"], len(pauses) + 1)


def test_hub_that_comes_back_hears_of_all(make_edition, only_hub, stand_in):
    for _one in range(3):
        make_edition("ru")
    stand_in.answers = [500]

    send()
    asked_while_away = len(stand_in.requests)
    later(minutes=2)
    send()

    assert asked_while_away == 1
    assert (states(), len(stand_in.requests)) == (["sent"] * 3, 4)


def test_failing_service_does_not_hold_up_the_other(make_edition, site, stand_in):
    make_edition("ru")
    stand_in.by_path["/indexnow"] = 503

    send()

    found = dict(Notice.objects.values_list("service", "state"))
    assert found == {"indexnow": "waiting", "websub": "sent"}


def test_service_says_itself_how_long_to_wait(make_edition, only_hub, stand_in):
    make_edition("ru")
    stand_in.answers, stand_in.headers = [429], {"Retry-After": "7200"}

    send()

    assert round((Notice.objects.get().due_at - now()) / timedelta(minutes=1)) == 120


@pytest.mark.parametrize("status", [301, 400, 403, 404, 422])
def test_refusal_is_not_repeated(make_edition, only_hub, stand_in, status):
    make_edition("ru")
    stand_in.answers, stand_in.headers = [status], {"Location": f"{stand_in.url}/elsewhere"}

    send()
    later(days=3)
    send()

    assert (states(), len(stand_in.requests)) == (["given_up"], 1)
    assert Notice.objects.get().answer.startswith(str(status))


def test_service_that_hangs_or_is_away_is_tried_again(
    make_edition, only_hub, stand_in, monkeypatch
):
    monkeypatch.setattr(http_post, "TIMEOUT", 0.2)
    make_edition("ru")
    stand_in.answers = ["hang"]
    send()
    hung = Notice.objects.get().answer
    SiteSettings.objects.update(websub_hub="http://127.0.0.1:9/hub")
    later(days=1)
    send()

    assert "timed out" in hung
    assert "refused" in Notice.objects.get().answer
    assert states() == ["waiting"]


def test_try_that_died_with_its_worker_is_repeated(make_edition, only_hub, stand_in):
    make_edition("ru")
    assert notices.claim(Notice.objects.get())
    send()
    while_it_may_run = len(stand_in.requests)

    later(minutes=6)
    send()

    assert (while_it_may_run, len(stand_in.requests), states()) == (0, 1, ["sent"])


def test_notice_is_taken_by_one_worker_only(make_edition, only_hub):
    make_edition("ru")
    first, second = Notice.objects.get(), Notice.objects.get()

    assert (notices.claim(first), notices.claim(second)) == (True, False)


def test_many_notices_are_sent_a_number_at_a_time(make_edition, only_hub, stand_in, monkeypatch):
    monkeypatch.setattr(notices, "BATCH", 2)
    for _one in range(3):
        make_edition("ru")

    send()
    first = len(stand_in.requests)
    send()

    assert (first, len(stand_in.requests)) == (2, 3)


@pytest.mark.parametrize(
    "hub",
    [
        "http://127.0.0.1/hub",
        "http://169.254.169.254/latest",
        "http://[::7f00:1]/",
        "http://localhost/",
    ],
)
def test_hub_in_our_own_network_is_not_told_and_given_up(make_edition, chief, client, hub):
    SiteSettings.objects.create(pk=1, name_ru="Вестник", websub_hub=hub)
    make_edition("ru")

    send()

    client.force_login(chief)
    page = client.get("/admin/articles/notice/").content.decode()
    assert states() == ["given_up"]
    assert "not a public address" in page


def test_hub_that_is_not_told_is_refused_where_it_is_typed(client, chief, site, in_english):
    client.force_login(chief)
    address = "/admin/articles/sitesettings/1/change/"
    typed = dict(client.get(address).context["adminform"].form.initial)
    typed = {name: value for name, value in typed.items() if value is not None}

    page = client.post(address, typed | {"websub_hub": "http://10.0.0.7/hub"})

    assert "Enter a public address beginning with https://" in page.content.decode()
    assert page.context["adminform"].form.errors["websub_hub"]
    assert SiteSettings.objects.get().websub_hub != "http://10.0.0.7/hub"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/", "nonsense"])
def test_only_web_addresses_are_told(address):
    answer = http_post.post_json(address, {})

    assert (answer.status, answer.is_good) == (0, False)


@pytest.mark.parametrize(
    "field, value",
    [
        ("indexnow_key", "short"),
        ("indexnow_key", "with space 0123"),
        ("ads_txt", "google.com, pub-1, DIRECTLY"),
        ("security_contact", "http://plain.example/"),
        ("security_contact", "nobody"),
        ("websub_hub", "javascript:alert(1)"),
    ],
)
def test_settings_that_make_no_sense_are_refused(site, field, value):
    setattr(site, field, value)

    with pytest.raises(ValidationError) as refusal:
        site.full_clean()

    assert list(refusal.value.message_dict) == [field]


def test_notices_are_read_by_heads_only(client, make_edition, only_hub, chief, reporter):
    make_edition("ru")
    Notice.objects.update(answer="500 Internal Server Error")
    pages = []
    for person in (chief, reporter):
        client.force_login(person)
        pages.append(client.get("/admin/articles/notice/"))

    assert [page.status_code for page in pages] == [200, 403]
    assert "WebSub" in pages[0].content.decode()
    assert "500 Internal Server Error" in pages[0].content.decode()
    client.force_login(chief)
    change = client.get(f"/admin/articles/notice/{Notice.objects.get().pk}/change/")
    assert b'name="_save"' not in change.content
