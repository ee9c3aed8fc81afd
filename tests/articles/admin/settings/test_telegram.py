"""Channels and posts of Telegram in the admin, and what the form of a story asks about them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.distribution.telegram.seal import seal, unseal
from articles.models import AuditEntry, TelegramChannel, TelegramDraft, TelegramPost
from tests.articles.distribution.telegram.stand_in import TOKEN

ADD = "admin:articles_telegramchannel_add"
CHANNELS = "admin:articles_telegramchannel_changelist"
POSTS = "admin:articles_telegrampost_changelist"


def change(channel):
    return reverse("admin:articles_telegramchannel_change", args=[channel.pk])


def typed(**fields):
    posted = {"language": "ru", "chat": "@news", "token": TOKEN, "is_active": "on"}
    return posted | {"kinds": ["news", "flash"]} | fields


@pytest.fixture
def channel(db):
    return TelegramChannel.objects.create(
        language="ru", chat="@news", sealed_token=seal(TOKEN), kinds=["news", "flash"]
    )


@pytest.fixture
def given_up(channel, make_edition):
    edition = make_edition("ru")
    post = TelegramPost.objects.get(edition=edition)
    post.is_given_up, post.problem, post.answer = True, "chat", "Forbidden: bot was kicked"
    post.save()
    return post


def test_channel_is_made_with_its_token_sealed(sign_in, chief):
    sign_in(chief).post(reverse(ADD), typed())

    channel = TelegramChannel.objects.get()
    assert (channel.chat, channel.kinds) == ("@news", ["news", "flash"])
    assert TOKEN not in channel.sealed_token
    assert unseal(channel.sealed_token) == TOKEN


def test_token_is_never_shown_again(sign_in, chief, administrator, channel):
    addresses = [change(channel), reverse(CHANNELS), change(channel) + "history/"]

    for person in (chief, administrator):
        client = sign_in(person)
        client.post(change(channel), typed(chat="@other"))
        pages = [client.get(address, follow=True) for address in addresses]
        wrong = client.post(change(channel), typed(chat="no chat"))

        assert [page.status_code for page in (*pages, wrong)] == [200] * 4
        for page in (*pages, wrong):
            assert TOKEN not in page.content.decode()
            assert channel.sealed_token not in page.content.decode()
    said = [entry.change_message for entry in LogEntry.objects.all()]
    assert TOKEN not in str(said) + str(list(AuditEntry.objects.values()))


def test_empty_token_keeps_the_old_one(sign_in, chief, channel):
    sign_in(chief).post(change(channel), typed(token="", chat="@other"))

    channel.refresh_from_db()
    assert (channel.chat, unseal(channel.sealed_token)) == ("@other", TOKEN)


def test_another_token_takes_its_place(sign_in, chief, channel):
    other = "99:" + "b" * 35

    sign_in(chief).post(change(channel), typed(token=other))

    channel.refresh_from_db()
    assert unseal(channel.sealed_token) == other


@pytest.mark.parametrize(
    "wrong",
    [{"token": ""}, {"token": "secret"}, {"chat": "news"}, {"chat": "@a b"}, {"kinds": "x"}],
)
def test_nonsense_is_refused_with_a_sentence(sign_in, chief, wrong):
    response = sign_in(chief).post(reverse(ADD), typed(**wrong))

    assert list(response.context["adminform"].form.errors) == list(wrong)
    assert not TelegramChannel.objects.exists()


def test_channels_are_for_administrators_and_the_chief(request, sign_in, channel):
    people = ["reporter", "translator", "editor_ru", "chief", "photo", "administrator"]
    addresses = [reverse(CHANNELS), reverse(ADD), change(channel)]

    answers = {
        person: {
            sign_in(request.getfixturevalue(person)).get(address).status_code
            for address in addresses
        }
        for person in people
    }

    allowed = {"chief", "administrator"}
    assert answers == {person: {200} if person in allowed else {403} for person in people}


def test_posts_are_read_and_not_written(sign_in, chief, given_up):
    client = sign_in(chief)
    address = reverse("admin:articles_telegrampost_change", args=[given_up.pk])

    page = client.get(address)
    client.post(address, {"text": "x", "state": "sent"})

    assert "Forbidden: bot was kicked" in page.content.decode()
    assert "cannot post there" in client.get(reverse(POSTS)).content.decode()
    given_up.refresh_from_db()
    assert (given_up.state, given_up.is_given_up) == ("waiting", True)


@pytest.mark.parametrize("role, may", [("chief", True), ("editor_ru", False)])
def test_chief_alone_tries_again(request, sign_in, given_up, role, may):
    client = sign_in(request.getfixturevalue(role))

    client.post(reverse(POSTS), {"action": "try_again", "_selected_action": [given_up.pk]})

    given_up.refresh_from_db()
    assert given_up.is_given_up is not may


# The form of a story


def test_form_asks_nothing_without_a_channel(sign_in, chief, make_article, form_address):
    page = sign_in(chief).get(form_address(make_article())).content.decode()

    assert "telegram_ru" not in page


def test_form_begins_with_title_and_lead(sign_in, chief, channel, make_article, form_address):
    article = make_article(title_ru="Озеро", lead_ru="Вода.")

    form = sign_in(chief).get(form_address(article)).context["form"]

    assert form["telegram_text_ru"].value() == "Озеро\n\nВода."
    assert form["telegram_ru"].value() == ""
    assert form.fields["telegram_ru"].help_text == "Posted automatically: news, flash."
    assert "telegram_hy" not in form.fields


def opened(client, address):
    """Return what a browser keeps of the two fields when the form is opened."""
    form = client.get(address).context["form"]
    names = ["telegram_ru", "telegram_text_ru"]
    kept = {f"initial-{name}": form[name].value() for name in names}
    return kept | {name: form[name].value() for name in names}


def test_untouched_form_keeps_nothing(
    sign_in, chief, channel, make_article, form_address, as_posted
):
    article, client = make_article(), sign_in(chief)
    posted = as_posted(article, **opened(client, form_address(article)))

    client.post(form_address(article), posted)

    assert not TelegramDraft.objects.exists()


def test_words_and_choice_of_the_editor_are_kept_before_publishing(
    sign_in, chief, channel, make_article, form_address, as_posted
):
    article, client = make_article(), sign_in(chief)
    posted = as_posted(article, **opened(client, form_address(article)))
    posted |= {"telegram_ru": "yes", "telegram_text_ru": "Мои\r\nслова", "_verb": "publish:ru"}

    client.post(form_address(article), posted)

    draft = TelegramDraft.objects.get()
    assert (draft.language, draft.is_wanted, draft.text) == ("ru", True, "Мои\nслова")
    assert TelegramPost.objects.get().text == "Мои\nслова"


def test_form_that_was_open_for_long_takes_nothing_back(
    sign_in, chief, channel, make_article, form_address, as_posted
):
    article, client = make_article(), sign_in(chief)
    old = opened(client, form_address(article))
    TelegramDraft.objects.create(article=article, language="ru", is_wanted=False, text="Чужие")

    client.post(form_address(article), as_posted(article, **old, lead_ru="Новый лид"))

    draft = TelegramDraft.objects.get()
    assert (draft.is_wanted, draft.text) == (False, "Чужие")


def test_post_that_a_colleague_has_written_is_not_written_over_unseen(
    sign_in, chief, editor_ru, channel, make_article, form_address, as_posted
):
    article, client = make_article(title_ru="Озеро"), sign_in(chief)
    mine = opened(client, form_address(article)) | {"telegram_text_ru": "Мои слова"}
    theirs = opened(sign_in(editor_ru), form_address(article)) | {"telegram_text_ru": "Их\nслова"}
    sign_in(editor_ru).post(form_address(article), as_posted(article, **theirs))
    client = sign_in(chief)

    page = client.post(form_address(article), as_posted(article, **mine, title_ru="Новый"))

    form = page.context["form"]
    article.refresh_from_db()
    assert (TelegramDraft.objects.get().text, article.title_ru) == ("Их\nслова", "Озеро")
    assert form["telegram_text_ru"].value() == "Мои слова"
    assert form.errors["telegram_text_ru"][1] == "Их\nслова"
    again = mine | {"initial-telegram_text_ru": form.data["initial-telegram_text_ru"]}
    client.post(form_address(article), as_posted(article, **again))
    assert TelegramDraft.objects.get().text == "Мои слова"


@pytest.mark.parametrize("theirs", ["", "Мои слова"])
def test_post_that_nobody_wrote_or_both_wrote_alike_is_kept_at_once(
    sign_in, chief, channel, make_article, form_address, as_posted, theirs
):
    article, client = make_article(title_ru="Озеро"), sign_in(chief)
    mine = opened(client, form_address(article)) | {"telegram_text_ru": "Мои слова"}
    TelegramDraft.objects.create(article=article, language="ru", is_wanted=True, text=theirs)

    client.post(form_address(article), as_posted(article, **mine))

    assert TelegramDraft.objects.get().text == "Мои слова"


def test_language_of_another_desk_is_not_written(
    sign_in, editor_hy, channel, make_article, form_address, as_posted
):
    article = make_article()
    posted = as_posted(article, telegram_ru="no", telegram_text_ru="Чужие")

    sign_in(editor_hy).post(form_address(article), posted)

    assert not TelegramDraft.objects.exists()
