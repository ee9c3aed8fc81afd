"""Django's lists: on a phone, where no headings stand above, each cell says its own."""

import re

import pytest
from django.urls import reverse

from articles.models import Tag
from articles.templatetags.lists import labelled

pytestmark = pytest.mark.usefixtures("in_english")


def test_cells_of_a_list_say_their_heading_and_empty_ones_that_they_are(sign_in, chief):
    Tag.objects.create(name_ru="озеро", name_en="lake", slug="lake")

    page = sign_in(chief).get(reverse("admin:articles_tag_changelist")).content.decode()

    body = page[page.index("result_list") :]
    cells = re.findall(r'<t[dh] class="field-(\w+)"([^>]*)>', body)
    assert dict(cells) == {
        "__str__": "",
        "name_ru": ' data-label="Name [ru]"',
        "name_hy": ' data-label="Name [hy]" data-nothing',
        "name_en": ' data-label="Name [en]"',
        "name_gaps": ' data-label="No name in"',
    }


def test_heading_is_written_as_text():
    cells = ['<td class="action-checkbox">x</td>', "<td>1 > 0</td>", "<td>more</td>"]

    shown = labelled(cells, [{"text": "tick"}, {"text": '"><script>'}])

    assert shown == [
        cells[0],
        '<td data-label="&quot;&gt;&lt;script&gt;">1 > 0</td>',
        cells[2],
    ]
