"""Help with language at the form: the button, the fragment beside, signs, address, background."""

import re

import pytest
from django.urls import reverse

from articles import workflow
from articles.admin.taxonomy.background import KNOWN_BY
from articles.models import Article, Background, BackgroundUse, SiteSettings, Term
from articles.models.story_fields import TEXTS
from articles.text.cleaning import untranslated

pytestmark = pytest.mark.usefixtures("in_english")

BODY = "<h2>Итог</h2><p>Вода поднялась у Севана.</p>"
LONG = "<p>" + "Севан лежит на высоте 1900 метров. " * 4 + "</p>"


@pytest.fixture
def article(make_article):
    return make_article(body_ru=BODY, title_hy="Լիճ")


@pytest.fixture
def background(db):
    return Background.objects.create(name="О Севане", body_ru=LONG, body_hy="<p>Սևանի մասին</p>")


def test_form_offers_the_translation_to_who_may_write_it(
    sign_in, translator, editor_ru, article, form_address
):
    button = 'name="_verb" value="start_translation:en"'

    assert button in sign_in(translator).get(form_address(article)).content.decode()
    assert button not in sign_in(editor_ru).get(form_address(article)).content.decode()


def test_button_saves_and_starts_without_a_script(
    sign_in, translator, article, form_address, as_posted
):
    data = as_posted(article, title_en="The lake", _verb="start_translation:en")

    sign_in(translator).post(form_address(article), data)

    article.refresh_from_db()
    assert article.title_en == "The lake"
    assert untranslated(article.body_en) == ["Итог", "Вода поднялась у Севана."]


def test_form_keeps_the_marks_when_it_is_saved(sign_in, chief, article, form_address, as_posted):
    workflow.start_translation(article, "hy", by=chief)
    article.refresh_from_db()
    typed = article.body_hy.replace("Итог", "Ամփոփում")

    sign_in(chief).post(form_address(article), as_posted(article, body_hy=typed))

    article.refresh_from_db()
    assert untranslated(article.body_hy) == ["Вода поднялась у Севана."]


def test_untranslated_words_stop_the_publication(
    sign_in, chief, article, verb_address, usual_checks
):
    workflow.start_translation(article, "hy", by=chief)

    response = sign_in(chief).post(verb_address(article, "hy", "publish"), {"when": "now"})

    assert "Not translated yet: «Итог»" in response.content.decode()
    assert not article.editions.exists()


def test_beside_shows_paragraphs_changes_and_names(sign_in, translator, article, chief):
    Term.objects.create(name_ru="Севан", name_hy="Սևան")
    article.body_ru = BODY.replace("поднялась", "прибыла")
    workflow.save(article, by=chief)

    address = reverse("admin:articles_beside", args=[article.pk, "hy"])
    html = sign_in(translator).get(address, {"of": "ru"}).content.decode()

    assert html.count("data-beside-piece") == 2
    assert "1 paragraph changed since translation" in html
    assert "<del> поднялась</del>" in html
    assert 'data-put-in="Սևան"' in html


def test_beside_of_a_story_in_the_bin_is_not_found(sign_in, chief, article):
    workflow.put_into_bin(article, by=chief)
    address = reverse("admin:articles_beside", args=[article.pk, "hy"])

    assert sign_in(chief).get(address, {"of": "ru"}).status_code == 404


@pytest.mark.parametrize("of", ["", "hy", "xx"])
def test_beside_of_nothing_is_not_found(sign_in, chief, article, of):
    address = reverse("admin:articles_beside", args=[article.pk, "hy"])

    assert sign_in(chief).get(address, {"of": of}).status_code == 404


def test_signs_are_sent_back_where_they_differ(sign_in, reporter):
    texts = {"title": 'Газета "Азг"', "lead": "Лид", "body": "<p>5 %<script>x</script></p>"}

    response = sign_in(reporter).post(reverse("admin:articles_repair"), texts | {"language": "ru"})

    assert response.json() == {"title": "Газета «Азг»", "body": "<p>5&nbsp;%</p>"}


def test_signs_follow_the_newsrooms_rule_for_armenian_and(sign_in, chief):
    SiteSettings.objects.create(pk=1, armenian_and="և")
    sent = {"language": "hy", "lead": "Երևան եւ Գյումրի:"}

    response = sign_in(chief).post(reverse("admin:articles_repair"), sent)

    assert response.json() == {"lead": "Երևան և Գյումրի։"}


def test_signs_are_repaired_on_saving_without_a_script(
    sign_in, editor_ru, article, form_address, as_posted
):
    data = as_posted(article, lead_ru='Газета "Азг"', _repair="ru")

    sign_in(editor_ru).post(form_address(article), data)

    assert Article.objects.get(pk=article.pk).lead_ru == "Газета «Азг»"


def test_signs_of_a_language_that_is_not_theirs_stay(
    sign_in, editor_ru, make_article, form_address, as_posted
):
    article = make_article(lead_hy='"Ազգ"')

    sign_in(editor_ru).post(form_address(article), as_posted(article, _repair="hy"))

    assert Article.objects.get(pk=article.pk).lead_hy == '"Ազգ"'


def test_address_follows_the_title_until_it_was_published(sign_in, chief, article, form_address):
    client = sign_in(chief)
    before = client.get(form_address(article)).content.decode()
    workflow.publish(article, "ru", by=chief)
    article.title_ru = "Совсем другое"
    workflow.save(article, by=chief)

    after = client.get(form_address(article)).content.decode()

    assert 'data-follows="id_title_ru"' in before
    assert 'placeholder="ozero-vozvrashchaetsya"' in before
    assert 'data-follows="id_title_ru"' not in after
    assert 'placeholder="ozero-vozvrashchaetsya"' in after


def test_address_is_made_on_the_server(sign_in, reporter):
    query = {"title": "Լիճը", "language": "hy"}

    response = sign_in(reporter).get(reverse("admin:articles_address"), query)

    assert response.json() == {"slug": "lichy"}


def test_words_are_counted_by_the_server(sign_in, chief, article, form_address):
    html = sign_in(chief).get(form_address(article)).content.decode()

    assert "Words: 5 · to read: 1 min" in html
    assert "Words: 0 · to read: 0 min" in html


def test_background_is_found_in_the_language_of_the_text(sign_in, reporter, background):
    Background.objects.create(name="Только по-русски", body_ru="<p>Севан</p>")
    client, address = sign_in(reporter), reverse("admin:articles_background_find")

    found = client.get(address, {"q": "", "language": "hy"}).content.decode()

    assert "Սևանի մասին" in found
    assert "Только" not in found
    assert "О Севане" in client.get(address, {"q": "СЕВАНЕ", "language": "ru"}).content.decode()


def test_background_in_a_text_is_listed_where_it_was_put_in(
    sign_in, reporter, make_article, background, form_address, as_posted
):
    article = make_article(by=reporter, body_ru=BODY)
    data = as_posted(article, body_ru=BODY + LONG, _background_ru=f"{background.pk} 999")
    client = sign_in(reporter)

    client.post(form_address(article), data)

    use = BackgroundUse.objects.get()
    assert (use.background, use.article, use.language, use.by) == (
        background,
        article,
        "ru",
        reporter,
    )
    page = client.get(reverse("admin:articles_background_change", args=[background.pk]))
    assert "Озеро возвращается" in page.content.decode()


def test_background_that_was_taken_out_again_is_not_listed(
    sign_in, chief, article, background, form_address, as_posted
):
    data = as_posted(article, _background_ru=str(background.pk))

    sign_in(chief).post(form_address(article), data)

    assert len(background.body_ru) > KNOWN_BY
    assert not BackgroundUse.objects.exists()


def test_background_is_put_in_by_name_without_a_script(
    sign_in, chief, article, background, form_address, as_posted
):
    data = as_posted(article, _background_name_ru="О Севане")

    sign_in(chief).post(form_address(article), data)
    background.body_ru = "<p>Иначе</p>"
    background.save()

    kept = Article.objects.get(pk=article.pk)
    assert kept.body_ru.startswith(BODY)
    assert "1900 метров" in kept.body_ru
    assert BackgroundUse.objects.get().article == article


def test_every_text_says_its_language_to_the_spell_checker(sign_in, chief, article, form_address):
    html = sign_in(chief).get(form_address(article)).content.decode()

    fields = re.findall(r'<(?:textarea|input)[^>]* name="(\w+)_(ru|hy|en)"[^>]*>', html)
    tags = re.findall(r'<(?:textarea|input)[^>]* name="\w+_(?:ru|hy|en)"[^>]*>', html)
    texts = [
        (name, code, tag) for (name, code), tag in zip(fields, tags, strict=True) if name in TEXTS
    ]
    assert len(texts) == len(TEXTS) * 3
    assert [(name, code) for name, code, tag in texts if f' lang="{code}"' not in tag] == []


def test_related_stories_are_found_without_what_is_in_the_bin(sign_in, reporter, chief, article):
    client = sign_in(reporter)
    field = {"app_label": "articles", "model_name": "relatedstory", "field_name": "story"}

    before = client.get("/admin/autocomplete/", field | {"term": "Озеро"}).json()["results"]

    workflow.put_into_bin(article, by=chief)

    assert [one["id"] for one in before] == [str(article.pk)]
    assert client.get("/admin/autocomplete/", field | {"term": "Озеро"}).json()["results"] == []


def test_form_asks_one_question_for_the_glossary(
    sign_in, chief, article, form_address, queries_of, usual_checks
):
    client = sign_in(chief)
    Term.objects.create(name_ru="Ванадзор", forbidden_ru="Кировакан")
    client.get(form_address(article))

    asked = queries_of(client, form_address(article))

    assert sum("articles_term" in sql or "articles_background" in sql for sql in asked) == 1
    assert len(asked) == 11
