"""Which static files of packages are served."""

import re
from collections.abc import Iterator

from django.contrib.staticfiles import finders

# Of the 1,250 files of CKEditor those that our editor asks for (articles/fields.py).
CKEDITOR = re.compile(
    r"ckeditor/ckeditor/("
    r"ckeditor\.js|lang/(en|hy|ru)\.js|skins/moono-lisa/.+|plugins/("
    r"icons(_hidpi)?\.png|(autogrow|clipboard|dialog\w*|lineutils|link|magicline|notification\w*|"
    r"pastefrom\w+|pastetools|table\w*|widget\w*)/.+))"
)


class AppDirectoriesFinder(finders.AppDirectoriesFinder):
    """Files in the packages, without the parts of CKEditor that nobody may reach or needs."""

    def list(self, ignore_patterns) -> Iterator[tuple]:
        for path, storage in super().list(ignore_patterns):
            if not path.startswith("ckeditor/") or CKEDITOR.fullmatch(path):
                yield path, storage
