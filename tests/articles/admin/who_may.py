"""Who may open and who may send to each address of the admin, in letters.

Written out by hand and on purpose not made from permissions.py: test_every_address.py holds the
two against each other, and fails on an address that has no line here. The default is no.

r reporter (Russian) · t translator (Armenian, English) · e editor (Russian) · c chief editor
p photo editor · a administrator
"""

ALL, NOBODY = "rtecpa", ""
ROLES = {
    "r": "reporter",
    "t": "translator",
    "e": "editor_ru",
    "c": "chief",
    "p": "photo",
    "a": "administrator",
}

# A model's own pages: who sees the list and a row, adds, changes, deletes.
NOUNS = {
    "articles/ad/": ("ca", "ca", "ca", "ca"),
    "articles/article/": (ALL, "rec", "rtec", NOBODY),
    "articles/auditentry/": ("ca", NOBODY, NOBODY, NOBODY),
    "articles/author/": (ALL, "ec", "ec", "ec"),
    "articles/background/": (ALL, "ec", "ec", "ec"),
    "articles/breaking/": (ALL, "ec", "ec", NOBODY),
    "articles/category/": (ALL, "c", "c", "c"),
    "articles/file/": (ALL, NOBODY, NOBODY, NOBODY),
    "articles/image/": (ALL, "rtecp", "rtecp", NOBODY),
    "articles/mistakereport/": ("rtec", NOBODY, NOBODY, "ec"),
    "articles/notice/": ("ca", NOBODY, NOBODY, NOBODY),
    "articles/page/": (ALL, "ca", "ca", "ca"),
    "articles/sitesettings/": (ALL, NOBODY, "ca", NOBODY),
    "articles/tag/": (ALL, "ec", "tec", "ec"),
    "articles/term/": (ALL, "ec", "ec", "ec"),
    "articles/telegramchannel/": ("ca", "ca", "ca", "ca"),
    "articles/telegrampost/": ("eca", NOBODY, NOBODY, NOBODY),
    "newsroom/user/": ("a", "a", "a", NOBODY),
}

# Every other address: who may open it (GET) and who may send to it (POST). What stands for a
# story, a note, a picture is the reporter's, in Russian, but where CASES says otherwise.
ADDRESSES = {
    "": (ALL, ALL),
    "language/": (NOBODY, ALL),
    "welcome/": (NOBODY, ALL),
    "account/": (ALL, ALL),
    "account/second-step/off/": (NOBODY, ALL),
    "account/codes/": (NOBODY, ALL),
    "account/passkeys/": (NOBODY, ALL),
    "account/passkeys/<int:pk>/": (NOBODY, NOBODY),  # one's own: tests/newsroom/accounts
    "account/sessions/": (NOBODY, ALL),
    "password_change/": (ALL, ALL),
    "roles/": (ALL, NOBODY),
    "password_change/done/": (ALL, NOBODY),
    "jsi18n/": (ALL, NOBODY),
    "autocomplete/": (ALL, NOBODY),
    "^(?P<app_label>newsroom|articles)/$": (ALL, ALL),
    "newsroom/user/<int:pk>/sign-in/": ("a", "a"),
    "newsroom/user/<id>/password/": ("a", "a"),
    "articles/ad/<int:pk>/preview/": ("ca", "ca"),
    "articles/ad/<int:pk>/report/": ("ca", "ca"),
    "articles/ad/<int:pk>/report.csv": ("ca", "ca"),
    "articles/ad/<int:pk>/report.xlsx": ("ca", "ca"),
    "articles/article/notes/": (ALL, NOBODY),
    "articles/article/notes/by-mail/": (NOBODY, ALL),
    "articles/article/notes/people/": (ALL, NOBODY),
    "articles/article/<int:pk>/notes/": (ALL, ALL),
    "articles/article/<int:pk>/notes/<int:note>/drop/": (NOBODY, "r"),
    "articles/article/<int:pk>/notes/<int:note>/put-away/": (NOBODY, ALL),
    "articles/article/plan/": (ALL, NOBODY),
    "articles/article/plan/week/": (ALL, NOBODY),
    r"articles/article/^plan/(?P<day>\d{4}-\d{2}-\d{2})/$": (ALL, NOBODY),
    r"articles/article/^plan/week/(?P<day>\d{4}-\d{2}-\d{2})/$": (ALL, NOBODY),
    "articles/article/plan/new/": ("rec", "rec"),
    "articles/article/preview/<str:language>/page/": (ALL, ALL),
    "articles/article/<int:pk>/preview/<str:language>/": (ALL, NOBODY),
    "articles/article/<int:pk>/preview/<str:language>/page/": (ALL, ALL),
    "articles/article/flash/": ("ec", "ec"),
    "articles/article/bin/": (ALL, NOBODY),
    "articles/article/<int:pk>/versions/": (ALL, NOBODY),
    "articles/article/<int:pk>/versions/compare/": (ALL, NOBODY),
    "articles/article/signs/": (NOBODY, ALL),
    "articles/article/checks/": (NOBODY, ALL),
    "articles/article/<int:pk>/checks/": (NOBODY, ALL),
    "articles/article/address/": (ALL, NOBODY),
    "articles/article/<int:pk>/beside/<str:language>/": (ALL, NOBODY),
    "articles/article/<int:pk>/presence/": (NOBODY, ALL),
    "articles/article/similar/": (ALL, NOBODY),
    "articles/article/board/": (ALL, NOBODY),
    # Any of several stories; each is asked for by itself (test_bulk.py). `name` is submit here.
    "articles/article/several/<str:name>/": (NOBODY, "rtec"),
    "articles/article/views/keep/": (NOBODY, ALL),
    # A view of the reporter's that is for everybody.
    "articles/article/views/<int:pk>/drop/": (NOBODY, "rc"),
    "articles/article/embed/": (ALL, NOBODY),
    "articles/article/blocks/files/": (ALL, "rtecp"),
    "articles/file/<int:pk>/change/": (ALL, NOBODY),
    "articles/file/<int:pk>/clean/": (NOBODY, "rtecp"),
    "articles/article/blocks/stories/": (ALL, NOBODY),
    "articles/article/blocks/name/": (ALL, NOBODY),
    # Everybody's own rows, of which there may be none; test_autosave.py asks for parts and others'.
    "articles/article/autosave/": (NOBODY, ALL),
    "articles/article/unsaved/": (ALL, NOBODY),
    "articles/article/unsaved/offer/": (ALL, NOBODY),
    "articles/article/corrections/": (ALL, NOBODY),
    "articles/article/gaps/": (ALL, NOBODY),
    "articles/article/gaps/<slug:kind>/<int:row>/": (NOBODY, "tec"),
    "articles/arrangement/": ("ec", NOBODY),
    "articles/askedquery/": ("eca", NOBODY),
    "articles/author/<int:pk>/merge/": ("ec", "ec"),
    "articles/category/<int:pk>/merge/": ("c", "c"),
    "articles/tag/<int:pk>/merge/": ("ec", "ec"),
    "articles/auditentry/export/": ("ca", "ca"),
    "articles/auditentry/export.xlsx": ("ca", "ca"),
    "articles/background/find/": (ALL, NOBODY),
    "articles/term/export.csv": (ALL, NOBODY),
    "articles/term/export.xlsx": (ALL, NOBODY),
    "articles/term/import/": ("ec", "ec"),
    "articles/image/choose/": (ALL, "rtecp"),
    "articles/image/upload/": (NOBODY, "rtecp"),
    "articles/image/<int:pk>/describe/": (NOBODY, "rtecp"),
    "articles/image/<int:pk>/thumb/": (ALL, ALL),
    "articles/image/bin/": (ALL, NOBODY),
    "articles/image/ending/": (ALL, NOBODY),
    "articles/image/<int:pk>/look/": (ALL, NOBODY),
    "articles/image/<int:pk>/bin/": ("ecp", "ecp"),
    # What is not in the bin cannot be taken out: test_pictures.py asks each role.
    "articles/image/<int:pk>/bin/take-out/": (NOBODY, NOBODY),
    "articles/image/<int:pk>/withdraw/": ("cp", "cp"),
    "articles/image/<int:pk>/restore/": ("cp", "cp"),
    "articles/image/<int:pk>/replace/": ("cp", "cp"),
    "articles/image/without-alt/": ("rtecp", NOBODY),
    "articles/image/several/": (NOBODY, "rtecp"),
    "articles/image/several/bin/": (NOBODY, "ecp"),
}

# The home desk: the editors of the language, and the chief.
_seen = {"ru": ("ec", NOBODY), "hy": ("c", NOBODY), "en": ("c", NOBODY)}
_sent = {"ru": (NOBODY, "ec"), "hy": (NOBODY, "c"), "en": (NOBODY, "c")}
_both = {"ru": ("ec", "ec"), "hy": ("c", "c"), "en": ("c", "c")}

_writing = {
    "own ru": (NOBODY, "rec"),
    "own hy": (NOBODY, "rtc"),
    "own en": (NOBODY, "rtc"),
    "other ru": (NOBODY, "ec"),
    "other hy": (NOBODY, "tc"),
    "other en": (NOBODY, "tc"),
}

# Where it matters whose the story is and in which language: who may open it and send to it.
CASES = {
    "articles/article/<path:object_id>/change/": {
        "own": (ALL, "rtec"),
        "other": (ALL, "tec"),
    },
    "articles/article/<int:pk>/embargo/": {
        "own": ("rec", "rec"),
        "other": ("ec", "ec"),
    },
    "articles/article/<int:pk>/plan/<str:language>/": {
        "own ru": ("rec", "rec"),
        "own hy": ("rtec", "rtec"),
        "own en": ("rtec", "rtec"),
        "other ru": ("ec", "ec"),
        "other hy": ("tec", "tec"),
        "other en": ("tec", "tec"),
    },
    "articles/article/<int:pk>/bin/": {"own": ("rec", "rec"), "other": ("ec", "ec")},
    # What is not in the bin cannot be taken out: test_trash.py asks each role.
    "articles/article/<int:pk>/bin/take-out/": {"own": (NOBODY, NOBODY)},
    "articles/article/<int:pk>/preview-links/": {
        "own": (ALL, "rtec"),
        "other": (ALL, "tec"),
    },
    "articles/article/<int:pk>/preview-links/<int:link>/revoke/": {
        "own": (NOBODY, "rec"),
        "other": (NOBODY, "ec"),
    },
    # What a colleague saved comes into a form only of who writes some language of the story.
    "articles/article/<int:pk>/take-in/": {"own": (NOBODY, "rtec"), "other": (NOBODY, "tec")},
    # A row of the reporter's.
    "articles/article/unsaved/<int:pk>/": {"own": ("r", NOBODY)},
    "articles/article/unsaved/<int:pk>/leave/": {"own": (NOBODY, "r")},
    "articles/article/<int:pk>/versions/<int:version>/bring-back/": _writing,
    "articles/article/<int:pk>/versions/<int:version>/name/": _writing,
    "articles/article/plan/move/": {
        "own ru": (NOBODY, "rec"),
        "own hy": (NOBODY, "rtec"),
        "own en": (NOBODY, "rtec"),
        "other ru": (NOBODY, "ec"),
        "other hy": (NOBODY, "tec"),
        "other en": (NOBODY, "tec"),
    },
    "articles/article/corrections/<int:pk>/": {
        "ru": (NOBODY, "ec"),
        "hy": (NOBODY, "tc"),
        "en": (NOBODY, "tc"),
    },
    "articles/arrangement/<str:language>/": _both,
    "articles/arrangement/<str:language>/preview/": _seen,
    "articles/arrangement/<str:language>/try/": _sent,
    "articles/arrangement/<str:language>/find/": _seen,
    "articles/arrangement/<str:language>/row/": _seen,
    "articles/arrangement/<str:language>/back/": _sent,
    "articles/arrangement/<str:language>/call-off/": _sent,
    "articles/breaking/<path:object_id>/change/": {
        "ru": (ALL, "ec"),
        "hy": (ALL, "c"),
        "en": (ALL, "c"),
    },
    "articles/mistakereport/<path:object_id>/change/": {
        "ru": ("rec", NOBODY),
        "hy": ("tc", NOBODY),
        "en": ("tc", NOBODY),
    },
    "articles/mistakereport/<path:object_id>/delete/": {
        "ru": ("ec", "ec"),
        "hy": ("c", "c"),
        "en": ("c", "c"),
    },
    "articles/mistakereport/<path:object_id>/history/": {
        "ru": ("rec", "rec"),
        "hy": ("tc", "tc"),
        "en": ("tc", "tc"),
    },
}

# Verbs on a story (the buttons of its form): who may, on a story of their own and on another's,
# in each language. test_every_verb.py uses each of them at its address, VERBS_BELOW and its name.
VERBS_BELOW = "articles/article/<int:pk>/<str:language>/"
_publishing = {
    "own ru": "ec",
    "own hy": "c",
    "own en": "c",
    "other ru": "ec",
    "other hy": "c",
    "other en": "c",
}
VERBS = {
    "submit": {
        "own ru": "rec",
        "own hy": "rtc",
        "own en": "rtc",
        "other ru": "ec",
        "other hy": "tc",
        "other en": "tc",
    },
    # The original is in Russian, or in Armenian where the translation is the Russian.
    "start_translation": {
        "own ru": "rec",
        "own hy": "rtc",
        "own en": "rtc",
        "other ru": "ec",
        "other hy": "tc",
        "other en": "tc",
    },
    "approve": _publishing,
    "send_back": _publishing,
    "publish": _publishing,
    "schedule": _publishing,
    "schedule_changes": _publishing,
    "unschedule": _publishing,
    "correct": _publishing,
    "withdraw": _publishing,
    "publish_facts": _publishing,
    "add_update": _publishing,
    # Of what the chief published: nobody else takes it back.
    "take_back": dict.fromkeys(_publishing, "c"),
    "no_change_needed": {
        "own ru": "ec",
        "own hy": "tc",
        "own en": "tc",
        "other ru": "ec",
        "other hy": "tc",
        "other en": "tc",
    },
    "restore": dict.fromkeys(_publishing, "c"),
}

# Actions on several rows of a list.
ACTIONS = {
    "articles.ad: delete_selected": "ca",
    "articles.article: submit": "rtec",
    "articles.article: publish": "ec",
    "articles.article: schedule": "ec",
    "articles.article: add_tag": "rec",
    "articles.article: change_category": "rec",
    "articles.background: delete_selected": "ec",
    "articles.breaking: end": "ec",
    "articles.image: describe": "rtecp",
    "articles.image: put_away": "ecp",
    "articles.mistakereport: delete_selected": "ec",
    "articles.page: delete_selected": "ca",
    "articles.term: delete_selected": "ec",
    "articles.telegramchannel: delete_selected": "ca",
    "articles.telegrampost: try_again": "c",
}

# Who may change which field of a row's page; of those of a language, in which. A field that a page
# has and nobody decided on fails test_every_field.py. The picture is shown by no page of readers
# (see test_field_permissions.py), the story is the chief's.
_desks = {"ru": "ec", "hy": "c", "en": "c"}
_texts = {"ru": "ec", "hy": "tc", "en": "tc"}
FIELDS = {
    "articles/ad/": {
        "name place language categories is_house url image words html": "ca",
        "starts_at ends_at weight cap goal": "ca",
    },
    "articles/article/": {
        "title short_title subtitle lead body source social_title slug own_cover": _texts,
        "kind category cover source_language tags authors photographers related": "ec",
        "translators": {"ru": "ec", "hy": "ec", "en": "ec"},
    },
    "articles/author/": {
        "slug portrait user x telegram facebook instagram website": "ec",
        "name position bio": _desks,
    },
    "articles/background/": {"name category": "ec", "body": _desks},
    "articles/breaking/": {"text address ends_at": "ec"},
    "articles/category/": {
        "slug colour position picture": "c",
        "name description": {"ru": "c", "hy": "c", "en": "c"},
    },
    "articles/image/": {
        "focal_x focal_y source copyright people keywords taken_at": "rtecp",
        "rights usable_until is_graphic": "rtecp",
        "alt caption credit": {"ru": "rtecp", "hy": "rtecp", "en": "rtecp"},
    },
    "articles/page/": {
        "slug position purpose": "ca",
        "title body": {"ru": "ca", "hy": "ca", "en": "ca"},
    },
    "articles/sitesettings/": {
        "email default_language has_offline checks needs_other_eyes armenian_and": "ca",
        "feed_has_full_text allows_ai_crawlers ads_txt humans_txt security_contact": "ca",
        "indexnow_key indexnow_address websub_hub": "ca",
        "second_factor_roles": "a",
        "name tagline reuse copyright x youtube instagram facebook telegram app_store google_play "
        "support": {"ru": "ca", "hy": "ca", "en": "ca"},
    },
    "articles/tag/": {"name slug": _texts},
    "articles/telegramchannel/": {"language chat token is_staff is_active kinds": "ca"},
    "articles/term/": {"name forbidden": _desks, "note": "ec"},
    "newsroom/user/": {
        "username first_name last_name email role languages interface_language": "a",
        "is_active welcome": "a",
    },
}

# Before the door: for everybody, who sees nothing of the newsroom there but its name.
OUTSIDE = {
    "login/",
    "login/code/",
    "login/passkey/",
    "login/directory/",
    "login/directory/back/",
    "login/again/",
    "login/second-step/",
    "login/forgotten/",
    "login/letter/",
    "login/new-password/<uidb64>/<token>/",
    "login/new-password/",
    "logout/",
}
