"""What of a picture that live pages show may be written by whom: each column, as each role."""

import pytest
from django.urls import reverse

from articles.models import Image

# In letters, as in who_may.py: the page shown is Russian.
LIVE = {
    "caption_ru": "ecp",
    "caption_hy": "rtecp",
    "alt_ru": "ecp",
    "credit_ru": "ecp",
    "usable_until": "ecp",
    "rights": "ecp",
    "is_graphic": "ecp",
    "people": "rtecp",
}
ROLES = {"r": "reporter", "t": "translator", "e": "editor_ru", "c": "chief", "p": "photo"}
TYPED = {"usable_until": "2020-01-01", "rights": "own", "is_graphic": "on"}


def form(**typed) -> dict:
    return {"focal_x": 0.5, "focal_y": 0.5, "rights": ""} | typed


@pytest.mark.parametrize("is_live", [True, False])
def test_each_role_writes_its_columns(request, client, make_image, make_edition, is_live):
    found = dict.fromkeys(LIVE, "")
    image = make_image()
    if is_live:
        make_edition("ru", cover=image)
    before = Image.objects.values(*LIVE).get()
    for letter, role in ROLES.items():
        client.force_login(request.getfixturevalue(role))
        for field in LIVE:
            typed = form(**{field: TYPED.get(field, "!")})
            client.post(reverse("admin:articles_image_change", args=[image.pk]), typed)
            after = Image.objects.values(*LIVE).get()
            assert {name for name in LIVE if after[name] != before[name]} <= {field}
            if after != before:
                found[field] += letter
            Image.objects.update(**before)

    assert found == (LIVE if is_live else dict.fromkeys(LIVE, "rtecp"))


@pytest.mark.parametrize("role, changes", [("reporter", False), ("editor_ru", True)])
def test_no_other_form_goes_round_it(request, client, make_image, make_edition, role, changes):
    image = make_image()
    make_edition("ru", cover=image)
    client.force_login(request.getfixturevalue(role))
    dialog = reverse("admin:articles_image_describe", args=[image.pk])
    several = reverse("admin:articles_image_several")
    chosen = {"picture": [image.pk], "rights": "leave", "is_graphic": "leave"}

    client.post(dialog, {f"picture-{image.pk}-caption_ru": "!"})
    client.post(several, chosen | {"usable_until": "2020-01-01"})
    client.post(several, chosen | {"credit_ru": "!"})

    kept = Image.objects.get()
    said = (kept.caption_ru == "!", kept.usable_until is not None, kept.credit_ru == "!")
    assert said == (changes,) * 3
