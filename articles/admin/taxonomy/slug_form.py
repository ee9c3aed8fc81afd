"""Forms of what has one address in all languages: made of the name where nobody writes one."""

from django.utils.translation import gettext as _

from articles.text.slugs import slugify
from newsroom import languages
from newsroom.partial_form import PartialForm

NAMES = ("name", "title")
# Addresses are Latin: where there is an English name, it is spelled as its people spell it.
ORDER = sorted(languages.CODES, key=lambda code: code != "en")


class AddressedForm(PartialForm):
    """Asks for no address of a new row; refuses the row where there is no name, either."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.slug = self.fields.get("slug")
        if self.slug and self.instance.pk is None:
            self.slug.required = False
            self.slug.help_text = _("If empty, created from the name.")

    def clean(self):
        data = super().clean()
        if self.slug and "slug" not in self.errors and not data.get("slug"):
            data["slug"] = slug_of(data)
            if not data["slug"]:
                self.add_error("slug", self.slug.error_messages["required"])
        return data


def slug_of(data: dict) -> str:
    """Return the address that the first of the names makes, "" without any."""
    columns = [(languages.column(name, code), code) for code in ORDER for name in NAMES]
    return next((slugify(data[key], code) for key, code in columns if data.get(key)), "")
