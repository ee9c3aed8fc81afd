"""The text editor as it is set up: nothing uploaded, nothing asked of other hosts."""

import json

import pytest
from django.utils import translation

from articles.models import Article
from articles.models.rich_text import RichTextFormField, RichTextWidget


def config(language="hy", interface="ru"):
    with translation.override(interface):
        widget = RichTextWidget(language=language).get_context("body_hy", "", {})["widget"]
    return json.loads(widget["config"])


def test_editor_speaks_the_persons_language_about_a_text_in_the_tabs():
    settings = config("hy", "ru")

    assert (settings["language"], settings["contentsLanguage"]) == ("ru", "hy")


@pytest.mark.parametrize(
    "plugin", ["uploadimage", "filebrowser", "image", "scayt", "wsc", "exportpdf", "sourcearea"]
)
def test_editor_has_no_way_to_upload_or_to_ask_other_hosts(plugin):
    assert plugin in config()["removePlugins"].split(",")


def test_editor_asks_nobody_for_a_newer_version():
    settings = config()

    assert settings["versionCheck"] is False
    assert settings.pop("linkDefaultProtocol") == "https://"
    assert "http" not in json.dumps(settings)


def test_textarea_stands_alone_without_script():
    html = RichTextWidget(language="hy").render("body_hy", "<p>Բարև</p>", {"id": "id_body_hy"})

    assert html.startswith('<textarea name="body_hy"')
    assert 'lang="hy"' in html
    assert "&lt;p&gt;Բարև&lt;/p&gt;</textarea>" in html


def test_form_field_cleans_what_was_typed():
    assert RichTextFormField().clean("<p>Да</p><script>x</script>") == "<p>Да</p>"


@pytest.mark.parametrize("code", ["ru", "hy", "en"])
def test_field_of_each_language_knows_it(code):
    field = Article._meta.get_field(f"body_{code}").formfield()

    assert isinstance(field.widget, RichTextWidget)
    assert field.widget.language == code
