"""The home desk in the admin: who sees it, what its buttons do without a script."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils.timezone import now

from articles.models import Arrangement, Article, Category, Edition, Image
from articles.models.lineup import EMPTY, Lead, Lineup
from articles.site import home_arrangement
from articles.workflow import arrangement
from tests.articles.admin.typed_desk import desk, in_field, in_form, on_top, typed

ROLES = ["reporter", "translator", "editor_ru", "editor_hy", "chief", "photo", "administrator"]


MAY = ("editor_ru", "chief")


@pytest.fixture
def cover(photo):
    return Image.objects.create(
        key="k", digest="d", name="lake.jpg", width=1200, height=800, uploaded_by=photo
    )


@pytest.mark.parametrize("role", ROLES)
def test_desk_is_for_editors_of_the_language_and_the_chief(request, client, role):
    client.force_login(request.getfixturevalue(role))
    may = role in MAY

    pages = [client.get(desk(page=page)) for page in ("desk", "preview", "find", "row")]

    assert [page.status_code for page in pages] == ([200, 200, 200, 404] if may else [403] * 4)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["desk", "try", "back", "call_off"])
def test_posts_are_for_the_same_people(request, client, role, page, chief, stories):
    arrangement.arrange("ru", Lineup(leads=(Lead(stories[0]),)), by=chief, follows=0)
    coming = arrangement.arrange(
        "ru", EMPTY, by=chief, follows=1, begins_at=now() + timedelta(hours=1)
    )
    before = list(Arrangement.objects.values_list("number", "called_off_at"))
    client.force_login(request.getfixturevalue(role))
    posted = {
        "desk": typed(stories[1], follows=1),
        "try": typed(stories[1]),
        "back": {"number": 0, "seen": 1},
        "call_off": {"number": coming.number},
    }[page]

    response = client.post(desk(page=page), posted)

    after = list(Arrangement.objects.values_list("number", "called_off_at"))
    assert response.status_code == ({"try": 200}.get(page, 302) if role in MAY else 403)
    assert (after == before) is (role not in MAY or page == "try")


def test_index_leads_to_a_language_of_the_person(client, editor_hy, reporter):
    client.force_login(editor_hy)
    index = reverse("admin:articles_arrangement_changelist")

    assert client.get(index).url == desk("hy")

    client.force_login(reporter)
    assert client.get(index).status_code == 403


def test_unknown_language_is_not_found(client, chief):
    client.force_login(chief)

    assert client.get(desk("de")).status_code == 404


def test_header_leads_to_the_desk_who_may_arrange(client, editor_ru, reporter):
    index, found = reverse("admin:articles_arrangement_changelist"), []

    for person in (editor_ru, reporter):
        client.force_login(person)
        found.append(f'href="{index}"' in client.get(reverse("admin:index")).content.decode())

    assert found == [True, False]


def test_what_is_typed_is_what_readers_get(client, editor_ru, stories, cover):
    client.force_login(editor_ru)
    first, second, third = stories
    bands = home_arrangement.usual_bands("ru")
    form = typed(second, first, opening=2, band=bands[::-1], show=bands[1:])
    form |= {f"lead-{second}-title": "Иначе", f"lead-{second}-picture": cover.pk}
    form |= {f"lead-{first}-is_bare": "on", f"link-{first}": [third]}
    form |= {f"words-{first}-{third}": "Ещё об этом"}

    response = client.post(desk(), form, follow=True)

    kept = home_arrangement.at("ru", now())
    assert "Home page updated." in response.content.decode()
    assert (kept.opening, kept.stories) == (2, [second, first])
    assert (kept.leads[0].title, kept.leads[0].picture) == ("Иначе", cover.pk)
    assert (kept.leads[1].is_bare, kept.leads[1].links[0].words) == (True, "Ещё об этом")
    assert (kept.bands, kept.hidden) == (tuple(bands[::-1]), {bands[0]})


@pytest.mark.parametrize("sent", [{}, {"act": ""}, {"lead": "1"}])
def test_post_that_is_no_form_of_the_desk_loses_nothing(client, editor_ru, stories, sent):
    arrangement.arrange("ru", Lineup(leads=(Lead(stories[0]),)), by=editor_ru, follows=0)
    client.force_login(editor_ru)

    response = client.post(desk(), sent)

    assert "No changes made." in response.text
    assert on_top() == in_form(response.text) == [stories[0]]
    assert Arrangement.objects.count() == 1
    assert home_arrangement.at("ru", now()).hidden == frozenset()


@pytest.mark.parametrize(
    "button, order",
    [
        ("up-{1}", [1, 0, 2]),
        ("down-{1}", [0, 2, 1]),
        ("up-{0}", [0, 1, 2]),
        ("down-{2}", [0, 1, 2]),
        ("remove-{1}", [0, 2]),
        ("add-{1}", [0, 1, 2]),
        ("up-999", [0, 1, 2]),
        ("nonsense", [0, 1, 2]),
        ("up-x", [0, 1, 2]),
    ],
)
def test_buttons_move_without_a_script_and_save_nothing(client, editor_ru, stories, button, order):
    client.force_login(editor_ru)
    form = typed(*stories, act=button.format(*stories))
    form |= {f"lead-{stories[0]}-title": "Не потеряй меня"}

    html = client.post(desk(), form).content.decode()

    assert in_form(html) == [stories[n] for n in order]
    assert "Не потеряй меня" in html
    assert not Arrangement.objects.exists()


def test_stories_and_links_are_added_by_buttons(client, editor_ru, stories):
    client.force_login(editor_ru)
    first, second, third = stories

    added = client.post(desk(), typed(first, act=f"add-{third}")).content.decode()
    form = typed(first, act=f"link-{first}") | {f"add_link-{first}": second}
    linked = client.post(desk(), form).content.decode()
    form = typed(first, act=f"unlink-{first}-{second}") | {f"link-{first}": [second, third]}
    unlinked = client.post(desk(), form).content.decode()

    assert in_form(added) == [first, third]
    assert f'name="link-{first}" value="{second}"' in linked
    assert f'name="link-{first}" value="{second}"' not in unlinked
    assert f'name="link-{first}" value="{third}"' in unlinked


def test_bands_move_by_buttons(client, editor_ru, category):
    client.force_login(editor_ru)
    bands = home_arrangement.usual_bands("ru")

    html = client.post(desk(), typed(act=f"band_down-{bands[0]}")).content.decode()

    found = [part.split('"')[0] for part in html.split('name="band" value="')[1:]]
    assert (bands, found) == (
        ["opinion", str(category.pk), "most_read", "videos"],
        [str(category.pk), "opinion", "most_read", "videos"],
    )


def test_wrong_moment_keeps_every_word(client, editor_ru, stories):
    client.force_login(editor_ru)
    form = typed(*stories[::-1], begins_at="завтра")
    form |= {f"lead-{stories[0]}-title": "Моё", f"lead-{stories[1]}-until": "потом"}

    html = client.post(desk(), form).content.decode()

    assert in_form(html) == stories[::-1]
    assert all(words in html for words in ("завтра", "Моё", "потом"))
    assert not Arrangement.objects.exists()


def test_what_the_verb_refuses_is_said_and_kept(client, editor_ru, stories):
    client.force_login(editor_ru)
    form = typed(*stories, **{f"lead-{stories[0]}-title": "д" * 201})
    late = typed(*stories, begins_at=in_field(now() - timedelta(days=1)))

    long, past = (client.post(desk(), one).content.decode() for one in (form, late))

    assert "at most 200 characters" in long
    assert ("д" * 201) in long
    assert "The time is in the past." in past
    assert in_form(past) == stories


def test_story_of_another_language_cannot_be_forged_into_the_form(
    client, editor_ru, make_edition, stories
):
    client.force_login(editor_ru)
    armenian = make_edition("hy").article_id
    draft = Article.objects.create(title_ru="Черновик", created_by=editor_ru).pk

    client.post(desk(), typed(armenian, draft, stories[0]))

    assert on_top() == [stories[0]]


def test_colleagues_change_is_joined(client, editor_ru, chief, stories):
    arrangement.arrange("ru", Lineup(leads=tuple(map(Lead, stories))), by=chief, follows=0)
    arrangement.arrange("ru", Lineup(leads=tuple(map(Lead, stories[::-1]))), by=chief, follows=1)
    client.force_login(editor_ru)
    form = typed(*stories, follows=1, **{f"lead-{stories[0]}-title": "Моё"})

    client.post(desk(), form)

    kept = home_arrangement.at("ru", now())
    assert (kept.stories, kept.leads[2].title) == (stories[::-1], "Моё")


@pytest.mark.parametrize("choice, order", [("theirs", [2, 1, 0]), ("mine", [1, 0, 2])])
def test_where_two_changed_the_same_one_is_chosen(client, editor_ru, chief, stories, choice, order):
    arrangement.arrange("ru", Lineup(leads=tuple(map(Lead, stories))), by=chief, follows=0)
    arrangement.arrange("ru", Lineup(leads=tuple(map(Lead, stories[::-1]))), by=chief, follows=1)
    client.force_login(editor_ru)
    form = typed(stories[1], stories[0], stories[2], follows=1)
    form |= {f"lead-{stories[0]}-title": "Моё"}

    asked = unescape(client.post(desk(), form).content.decode())
    unanswered = client.post(desk(), form | {"follows": 2, "clash": ["leads"]}).content.decode()
    before = on_top()
    client.post(desk(), form | {"follows": 2, "clash": ["leads"], "choice-leads": choice})

    assert "chief has since changed the home page" in asked
    assert "История 3; История 2; История 1" in asked
    assert ("Моё" in asked, 'name="follows" value="2"' in asked) == (True, True)
    assert "Choose which version to keep." in unanswered
    assert 'name="choice-leads"' in unanswered
    assert before == stories[::-1]
    assert on_top() == [stories[n] for n in order]
    assert (
        next(one for one in home_arrangement.at("ru", now()).leads if one.title).story == stories[0]
    )


def test_undo_is_offered_and_brings_the_former_page_back(client, editor_ru, stories):
    client.force_login(editor_ru)
    before = client.get(desk()).content.decode()
    client.post(desk(), typed(stories[0]))
    after = client.get(desk()).content.decode()

    client.post(desk(page="back"), {"number": 0, "seen": 1})

    assert ["Undo the last change" in html for html in (before, after)] == [False, True]
    assert on_top() == []


def test_change_is_scheduled_opened_and_called_off(client, editor_ru, stories):
    client.force_login(editor_ru)
    client.post(desk(), typed(stories[0]))
    at = (now() + timedelta(hours=2)).replace(second=0, microsecond=0)

    client.post(desk(), typed(stories[1], follows=1, begins_at=in_field(at)))
    opened = client.get(desk(), {"number": 2}).content.decode()
    later = home_arrangement.at("ru", at).stories
    client.post(desk(page="call_off"), {"number": 2})

    assert (on_top(), later) == ([stories[0]], [stories[1]])
    assert (in_form(opened), in_field(at) in opened) == ([stories[1]], True)
    assert home_arrangement.at("ru", at).stories == [stories[0]]
    assert client.get(desk(), {"number": 2}).status_code == 404


def test_change_that_a_colleague_called_off_can_be_made_anew(client, editor_ru, chief, stories):
    client.force_login(editor_ru)
    at = (now() + timedelta(hours=2)).replace(second=0, microsecond=0)
    form = typed(stories[1], begins_at=in_field(at))
    client.post(desk(), form)
    arrangement.call_off(Arrangement.objects.get(number=1), by=chief)

    html = client.post(desk(), form | {"follows": 1}).content.decode()
    client.post(desk(), form | {"follows": 0})

    assert "Someone has cancelled this change." in html
    assert (in_form(html), 'name="follows" value="0"' in html) == ([stories[1]], True)
    assert home_arrangement.at("ru", at).stories == [stories[1]]


def test_stories_are_found_by_words_live_and_to_come_in_the_language(
    client, editor_ru, make_edition, stories
):
    make_edition("ru", title_ru="Река в горах")
    make_edition("ru", title_ru="Река завтра", at=now() + timedelta(hours=1))
    make_edition("hy", title_hy="Գետ")
    client.force_login(editor_ru)

    found = client.get(desk(page="find"), {"q": "река"}).content.decode()

    titles = [part.split('"')[0] for part in found.split('data-title="')[1:]]
    assert titles == ["Река завтра", "Река в горах"]


def test_row_of_a_story_comes_for_the_script(client, editor_ru, stories, make_edition):
    client.force_login(editor_ru)
    armenian = make_edition("hy").article_id
    asked = [{"story": stories[0]}, {"story": stories[0], "under": stories[1]}, {"story": armenian}]

    lead, link, none = (client.get(desk(page="row"), one) for one in asked)

    assert f'name="lead" value="{stories[0]}"' in lead.content.decode()
    assert f'name="link-{stories[1]}" value="{stories[0]}"' in link.content.decode()
    assert none.status_code == 404


@pytest.mark.parametrize("number", [1, 6])
def test_desk_asks_the_same_number_of_queries(
    client, editor_ru, make_edition, cover, django_assert_num_queries, number
):
    leads = [Lead(make_edition("ru").article_id, picture=cover.pk) for _n in range(number)][:5]
    arrangement.arrange("ru", Lineup(leads=tuple(leads)), by=editor_ru, follows=0)
    client.force_login(editor_ru)
    client.get(desk())

    with django_assert_num_queries(14):
        client.get(desk())


def test_band_of_a_category_that_is_gone_is_no_harm(client, editor_ru, category, stories):
    city = Category.objects.create(slug="city", name_ru="Город", position=1)
    client.force_login(editor_ru)
    client.post(desk(), typed(stories[0]))
    city.delete()

    html = client.get(desk()).content.decode()

    assert (client.get("/ru/").status_code, "Город" in html) == (200, False)


def test_withdrawn_lead_is_marked_and_gone_from_the_page(client, editor_ru, stories):
    client.force_login(editor_ru)
    client.post(desk(), typed(*stories))
    Edition.objects.filter(article=stories[0]).update(withdrawn_at=now(), withdrawn_reason="Ошибка")

    html, page = (client.get(one).content.decode() for one in (desk(), "/ru/"))

    assert ("state--withdrawn" in html, "История 1" in page) == (True, False)
