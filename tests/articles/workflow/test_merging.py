"""Categories, tags and authors are merged and deleted: what leads to one leads to the other."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from articles import workflow
from articles.admin.reports.audit_words import sentence
from articles.editorial import states, versions
from articles.models import (
    Article,
    AuditEntry,
    Category,
    Edition,
    OldAddress,
    Tag,
    Version,
)
from tests.articles.workflow.names import hops, rename

MERGERS = {
    "category": {"chief"},
    "tag": {"chief", "editor_ru"},
    "author": {"chief", "editor_ru"},
}


PEOPLE = ["reporter", "translator", "editor_ru", "chief", "photo", "administrator"]


@pytest.mark.parametrize("noun", MERGERS)
@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("verb", ["merge", "delete"])
def test_merging_and_deleting_follow_the_table(request, pair, noun, person, verb):
    row, into = pair[noun]
    by = request.getfixturevalue(person)

    def do():
        if verb == "merge":
            workflow.merge(row, into, by=by)
        else:
            workflow.delete(row, by=by)

    if person in MERGERS[noun]:
        do()
    else:
        with pytest.raises(PermissionDenied):
            do()

    assert type(into).objects.filter(pk=into.pk).exists()
    left = type(into).objects.count()
    assert left == (1 if person in MERGERS[noun] else 2)


def test_merged_category_leaves_its_stories_to_the_other(
    client, category, make_category, make_edition, make_article, make_ad, chief
):
    nature = make_category("nature", ru="Природа", hy="Բնություն", en="Nature")
    edition = make_edition("ru", title_ru="Озеро")
    draft = make_article(title_ru="Черновик")
    ad = make_ad()
    ad.categories.add(category, nature)

    workflow.merge(category, nature, by=chief)

    edition.refresh_from_db()
    draft.refresh_from_db()
    assert (edition.category, draft.category) == (nature, nature)
    assert list(ad.categories.all()) == [nature]
    assert "Озеро" in client.get("/ru/category/nature/").content.decode()
    assert hops(client, "/ru/category/ecology/") == [("/ru/category/nature/", 301)]
    assert not Category.objects.filter(slug="ecology").exists()


def test_merged_tag_moves_its_streams_and_stands_once(client, make_tag, make_edition, chief):
    sevan, lake = make_tag(ru="Севан"), make_tag(ru="Озеро")
    both = make_edition("ru", title_ru="Обе темы", tags=[sevan, lake])
    one = make_edition("ru", title_ru="Одна тема", tags=[sevan])

    workflow.merge(sevan, lake, by=chief)

    page = client.get("/ru/tag/ozero/").content.decode()
    assert "Обе темы" in page
    assert "Одна тема" in page
    assert [list(edition.tags.all()) for edition in (both, one)] == [[lake], [lake]]
    assert [list(edition.article.tags.all()) for edition in (both, one)] == [[lake], [lake]]
    assert hops(client, "/ru/tag/sevan/") == [("/ru/tag/ozero/", 301)]


def test_chains_of_names_and_merges_are_one_hop(client, make_tag, make_edition, chief):
    first, second, third = make_tag(ru="Один"), make_tag(ru="Два"), make_tag(ru="Три")
    make_edition("ru", tags=[first])
    rename(first, chief, slug_ru="pervyj")
    workflow.merge(first, second, by=chief)
    rename(second, chief, slug_ru="vtoroj")
    workflow.merge(second, third, by=chief)
    rename(third, chief, slug_ru="tretij")

    for slug in ("odin", "pervyj", "dva", "vtoroj", "tri"):
        assert hops(client, f"/ru/tag/{slug}/") == [("/ru/tag/tretij/", 301)]
        assert hops(client, f"/ru/tag/{slug}/feed/json/") == [("/ru/tag/tretij/feed/json/", 301)]
    assert client.get("/ru/tag/tretij/").status_code == 200


def test_merged_back_and_forth_makes_no_loop(client, make_tag, make_edition, chief):
    first, second = make_tag(ru="Один"), make_tag(ru="Два")
    make_edition("ru", tags=[first])
    workflow.merge(first, second, by=chief)
    rename(second, chief, slug_ru="odin")
    again = make_tag(ru="Два")

    assert again.slug_ru == "dva-2"
    assert hops(client, "/ru/tag/dva/") == [("/ru/tag/odin/", 301)]
    assert client.get("/ru/tag/odin/").status_code == 200


def test_tag_takes_over_the_name_that_it_lacks(client, make_tag, make_edition, chief):
    row, into = make_tag(ru="Севан", hy="Սևան"), make_tag(ru="Озеро", en="Lake")
    make_edition("hy", tags=[row])

    workflow.merge(row, into, by=chief)

    into.refresh_from_db()
    assert (into.name_ru, into.name_hy, into.name_en) == ("Озеро", "Սևան", "Lake")
    assert client.get("/arm/tag/sevan/").status_code == 200
    assert hops(client, "/arm/tag/sevan/") == []


def test_author_takes_over_account_portrait_and_roles(
    client, author, make_author, make_article, chief, editor_ru
):
    row = make_author("m-p", user=editor_ru, x="https://x.com/mp", bio_ru="Пишет о воде.")
    article = make_article()
    article.credits.create(author=row, role="text", position=0)
    article.credits.create(author=author, role="photo", position=1)
    article.credits.create(author=row, role="photo", position=2)
    edition = workflow.publish(article, "ru", by=chief)

    workflow.merge(row, author, by=chief)

    author.refresh_from_db()
    assert (author.user, author.x, author.bio_ru) == (editor_ru, row.x, "Пишет о воде.")
    roles = [("text", author.pk), ("photo", author.pk)]
    assert list(article.credits.values_list("role", "author")) == roles
    assert list(edition.edition_credits.values_list("role", "author")) == roles
    assert hops(client, "/ru/author/m-p/") == [("/ru/author/mariam-petrosyan/", 301)]


@pytest.mark.parametrize("noun", MERGERS)
def test_merging_is_no_change_of_a_story(pair, make_article, noun, chief):
    row, into = pair[noun]
    facts = {"category": {"category": row}, "tag": {"tags": [row]}, "author": {"authors": [row]}}
    article = make_article(**facts[noun])
    edition = workflow.publish(article, "ru", by=chief)
    before = Version.objects.count()

    workflow.merge(row, into, by=chief)
    article = Article.objects.get()
    workflow.save(article, by=chief)

    edition.refresh_from_db()
    assert Version.objects.count() == before
    assert states.language_states([article])[article.pk]["ru"].code == "live"
    newest = versions.latest(article)["shared"].fields
    assert newest == versions.snapshot(article, "shared")


@pytest.mark.parametrize("noun", MERGERS)
def test_publication_is_taken_back_to_what_was_merged_meanwhile(pair, make_article, noun, chief):
    row, into = pair[noun]
    facts = {"category": {"category": row}, "tag": {"tags": [row]}, "author": {"authors": [row]}}
    article = make_article(**facts[noun])
    workflow.publish(article, "ru", by=chief)
    article.set_text("lead", "ru", "Иначе.")
    workflow.save(article, by=chief)
    edition = workflow.publish(article, "ru", by=chief)

    workflow.merge(row, into, by=chief)
    workflow.take_back(edition, by=chief)

    edition.refresh_from_db()
    about = {
        "category": [edition.category],
        "tag": list(edition.tags.all()),
        "author": list(edition.authors.all()),
    }
    assert (edition.lead, about[noun]) == ("", [into])


def test_merging_is_audited(category, make_category, make_article, chief):
    make_article()

    with override("en"):
        workflow.merge(category, make_category("nature", en="Nature"), by=chief)

        entry = AuditEntry.objects.get(action="merge")
        assert sentence(entry, {}) == "chief merged: category “Ecology” → “Nature”"
    assert entry.details["stories"] == 1


def test_nothing_is_merged_with_itself(category, chief):
    with pytest.raises(ValidationError):
        workflow.merge(category, category, by=chief)

    assert Category.objects.get() == category


def test_second_of_two_merges_is_refused_with_a_sentence(make_tag, chief):
    first, second, third = make_tag(ru="Один"), make_tag(ru="Два"), make_tag(ru="Три")
    workflow.merge(Tag.objects.get(pk=first.pk), second, by=chief)

    with override("en"), pytest.raises(ValidationError, match="has since merged"):
        workflow.merge(first, third, by=chief)


def test_failure_on_the_way_leaves_everything_as_it_was(
    category, make_category, make_edition, chief, monkeypatch
):
    edition, nature = make_edition("ru"), make_category("nature", ru="Природа")
    monkeypatch.setattr("articles.workflow.taxonomy.write_audit", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        workflow.merge(category, nature, by=chief)

    edition.refresh_from_db()
    assert edition.category == category
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize("noun", MERGERS)
def test_story_in_the_bin_is_moved_with_the_others(pair, make_article, noun, chief):
    row, into = pair[noun]
    facts = {"category": {"category": row}, "tag": {"tags": [row]}, "author": {"authors": [row]}}
    article = make_article(**facts[noun])
    workflow.put_into_bin(article, by=chief)
    with override("en"), pytest.raises(ValidationError, match="stories: 1"):
        workflow.delete(row, by=chief)

    workflow.merge(row, into, by=chief)
    workflow.take_out_of_bin(article, by=chief)

    article = Article.objects.get()
    about = {
        "category": [article.category],
        "tag": list(article.tags.all()),
        "author": [credit.author for credit in article.credits.all()],
    }
    assert about[noun] == [into]


@pytest.mark.parametrize("noun", MERGERS)
def test_what_is_in_use_is_not_deleted_but_merged(pair, make_article, noun, chief):
    row, _into = pair[noun]
    facts = {"category": {"category": row}, "tag": {"tags": [row]}, "author": {"authors": [row]}}
    make_article(**facts[noun])

    with override("en"), pytest.raises(ValidationError) as refusal:
        workflow.delete(row, by=chief)

    assert "is in use (stories: 1). Merge it with another instead" in refusal.value.message
    assert type(row).objects.filter(pk=row.pk).exists()


def test_frozen_tag_of_a_publication_is_in_use_too(make_tag, make_edition, chief):
    tag = make_tag(ru="Севан")
    edition = make_edition("ru", tags=[tag])
    workflow.save(edition.article, by=chief, tags=[])

    with pytest.raises(ValidationError):
        workflow.delete(tag, by=chief)

    assert list(Edition.objects.get().tags.all()) == [tag]


def test_deleted_tag_leaves_the_memory_of_stories(make_tag, make_article, chief):
    tag = make_tag(ru="Севан")
    article = make_article(tags=[tag])
    workflow.save(article, by=chief, tags=[])

    workflow.delete(tag, by=chief)

    shared = article.versions.filter(part="shared").order_by("number")
    assert [version.fields["tags"] for version in shared] == [[], []]
    assert not Tag.objects.exists()
