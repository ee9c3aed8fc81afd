"""The week's calendar under hands: a piece is dragged to another day, or moved without a mouse."""

import pytest

WEEK = "/admin/articles/article/plan/week/2031-05-06/"


def put_on_the_plan(page, title: str) -> None:
    """Have a story wanted on Tuesday the 6th, at six in the evening."""
    page.goto("/admin/articles/article/plan/new/")
    page.fill("#new_title", title)
    page.fill("#new_wanted_at", "2031-05-06T18:00")
    with page.expect_navigation():
        page.click("form.ask .ask__buttons button.primary")
    page.goto(WEEK)


def day_of(page, title: str) -> tuple[str, str]:
    """Return the day in which a story stands, and its time."""
    piece = page.locator(".plan-piece", has_text=title)
    day = piece.evaluate("piece => piece.closest('[data-day]').dataset.day")
    return day, piece.locator("time").inner_text()


def test_piece_is_dragged_to_another_day_and_keeps_its_hour(signed_in):
    page, title = signed_in("editor_en"), "Bridges that want a coat of paint"
    put_on_the_plan(page, title)
    before = day_of(page, title)

    with page.expect_navigation():
        page.locator(".plan-piece", has_text=title).drag_to(
            page.locator("[data-day='2031-05-09']"), target_position={"x": 40, "y": 60}
        )

    assert (before, day_of(page, title)) == (("2031-05-06", "18:00"), ("2031-05-09", "18:00"))
    assert title in page.locator(".messagelist .success").inner_text()


def test_piece_dropped_on_its_own_day_or_beside_stays(signed_in):
    page, title, sent = signed_in("editor_en"), "Benches for the avenue", []
    put_on_the_plan(page, title)
    page.on("request", lambda request: sent.append(request.method))
    piece = page.locator(".plan-piece", has_text=title)

    piece.drag_to(page.locator("[data-day='2031-05-06'] h2"))
    piece.drag_to(page.locator(".plan-legend"))
    page.wait_for_timeout(200)

    assert "POST" not in sent
    assert day_of(page, title) == ("2031-05-06", "18:00")


@pytest.mark.parametrize("script", [True, False])
def test_piece_is_moved_without_a_mouse_on_a_phone(signed_in, script):
    title = f"Lamps for the yard, {script}"
    page = signed_in("editor_en", width=390, java_script_enabled=script)
    put_on_the_plan(page, title)
    piece = page.locator(".plan-piece", has_text=title)

    piece.locator("summary").click()
    piece.locator("input[name='at']").fill("2031-05-08T09:30")
    with page.expect_navigation():
        piece.locator("[data-move] button").click()

    assert day_of(page, title) == ("2031-05-08", "09:30")


def test_piece_of_others_is_not_dragged(signed_in):
    editor, title = signed_in("editor_en"), "What only its desk may move"
    put_on_the_plan(editor, title)

    page = signed_in("photo")
    page.goto(WEEK)
    piece = page.locator(".plan-piece", has_text=title)

    assert piece.evaluate("one => one.draggable") is False
    assert piece.locator("[data-move]").count() == 0
