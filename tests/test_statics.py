"""Static files that pages name are there."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

NAMED = sorted(
    {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r"""{% static ["']([^"']+)["']""", path.read_text())
    }
)


def test_templates_name_static_files():
    assert "css/tokens.css" in NAMED


@pytest.mark.parametrize("name", NAMED)
def test_static_file_of_a_template_exists(name):
    assert finders.find(name)


@pytest.mark.parametrize("part", ["plugins/flash/flash.js", "samples/index.html", "config.js"])
def test_parts_of_the_editor_that_nobody_needs_are_not_served(part):

    served = {path for one in finders.get_finders() for path, _storage in one.list([])}

    assert "ckeditor/ckeditor/ckeditor.js" in served
    assert f"ckeditor/ckeditor/{part}" not in served
