"""The one field class for rich text: another editor could take CKEditor's place here."""

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.db import models
from django.forms.widgets import Media
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from articles.text import cleaning, tracking
from articles.text.blocks import BLOCKS, FIGURES
from articles.text.editor_words import block_words, paste_words
from articles.text.markup.attributes import CLASSES

TOOLBAR = [
    ["Bold", "Italic", "Format"],
    ["BulletedList", "NumberedList", "Blockquote", "Speaker"],
    ["Link", "Unlink"],
    ["Picture", "Gallery", "Size", "Embed", "Table", "Blocks", "Background"],
    ["Undo", "Redo", "RemoveFormat"],
]
# Everything that talks to other hosts, uploads, or makes what `text.clean` would drop.
REMOVED_PLUGINS = (
    "a11yhelp,about,bidi,colorbutton,colordialog,copyformatting,div,elementspath,exportpdf,"
    "filebrowser,find,flash,font,forms,horizontalrule,iframe,image,indentblock,justify,language,"
    "liststyle,newpage,pagebreak,pastefromgdocs,pastefromlibreoffice,pastefromword,pastetools,"
    "preview,print,save,scayt,showblocks,smiley,sourcearea,specialchar,stylescombo,templates,"
    "uploadimage,wsc"
)
EXTRA_PLUGINS = (
    "newsroompanel,newsroomfigures,newsroomowncaption,newsroominsert,newsroomblocks,"
    "newsroomblockmenu,newsroomtable,newsroompaste,newsroomquote,newsroomsource,"
    "newsroombackground,newsroomdrop,newsroomsize,autogrow"
)
# The allow-list of `articles/text/cleaning.py` in CKEditor's words, so that a paste loses at once
# what would be lost on saving.
ALLOWED = (
    "h2 h3 h4 blockquote footer cite ul ol li strong em sub sup br hr "
    "table caption thead tbody tfoot tr figcaption code pre s; abbr[title]; a[!href];"
    "time[!datetime]; section[!data-block];"
    "p h2 h3 h4 footer caption figcaption pre[data-source];"
    "p(align-center,align-right); th[colspan,rowspan,scope](align-center,align-right);"
    "td[colspan,rowspan](align-center,align-right);"
    f"figure[{','.join(f'data-{name}' for name in FIGURES)}]({','.join(CLASSES['figure'])})"
)


class RichTextWidget(CKEditorWidget):
    """CKEditor, set up for a newsroom; a plain textarea when it does not load.

    static/admin/newsroom/editor/ starts it, when its tab is first shown.
    """

    def __init__(self, *, language: str = "", attrs=None):
        super().__init__(
            template_name="admin/newsroom/rich_text.html",
            attrs={"rows": 16} | ({"lang": language} if language else {}) | (attrs or {}),
        )
        self.language = language

    @property
    def media(self):
        # All of it comes with the page, but for CKEditor, which the page's script loads.
        return Media()

    def _set_config(self):
        """Replace the package's configuration with ours. Called for each rendering."""
        self.config = {
            "language": get_language(),
            "contentsLanguage": self.language,
            "versionCheck": False,
            "customConfig": "",
            "stylesSet": False,
            "contentsCss": [static("css/fonts.css"), static("ckeditor-newsroom/contents.css")],
            "toolbar": TOOLBAR,
            "removePlugins": REMOVED_PLUGINS,
            "extraPlugins": EXTRA_PLUGINS,
            "allowedContent": ALLOWED,
            # A picture would be written into the text itself; drop-pictures.js takes it.
            "clipboard_handleImages": False,
            "format_tags": "p;h2;h3",
            "entities": False,
            "basicEntities": True,
            "disableNativeSpellChecker": False,
            "autoGrow_minHeight": 320,
            "autoGrow_onStartup": True,
            "height": 320,
            "width": "auto",
            "coreStyles_bold": {"element": "strong", "overrides": "b"},
            "coreStyles_italic": {"element": "em", "overrides": "i"},
            "linkDefaultProtocol": "https://",
            "linkShowAdvancedTab": False,
            "linkShowTargetTab": False,
            "removeDialogTabs": "link:advanced;link:target;table:advanced",
            "newsroom": plugins_config() | {"blocks": blocks_config(self.language)},
        }


def blocks_config(language: str) -> list[dict]:
    """Return what the plugins know of each block; its heading is in the language of the text."""
    blocks = [{name: getattr(one, name) for name in one.told} for one in BLOCKS]
    with override(language or None):
        headed = [one | {"heading": str(one.get("heading", ""))} for one in blocks]
    return [one | {"chooser": one.get("chooser") and reverse(one["chooser"])} for one in headed]


def plugins_config() -> dict:
    """Return the words and addresses of our own plugins."""
    return {
        "chooser": reverse("admin:articles_image_choose"),
        "thumb": reverse("admin:articles_image_thumb", args=[0]),
        "embed": reverse("admin:articles_article_embed"),
        "named": reverse("admin:articles_article_named"),
        "tracking": tracking.RULES,
        "longest": cleaning.LONGEST,
        "panelCss": static("ckeditor-newsroom/panel.css"),
        "words": {
            "own_caption": _("The picture's own caption: readers see it until you write one here."),
            # Translators: a button that puts a paragraph of background into the text.
            "background": _("Background"),
            # Translators: a button that adds the name of the speaker under a quotation.
            "speaker": _("Who said it"),
            # Translators: beside the number of pictures of a gallery in the text editor.
            "pictures": _("Pictures:"),
            "address": _(
                "Link from YouTube, Vimeo, TikTok, X, Telegram, Instagram, Facebook, "
                "Datawrapper, Flourish, Google Maps, Yandex Maps or OpenStreetMap"
            ),
            # Translators: a picture of ours in the place of a video until a reader presses on it.
            "still": _("Placeholder picture"),
            "still_help": _("Shown until the reader clicks. If empty, a card is generated."),
            "remove": _("Remove"),
            "insert": pgettext("into the text", "Insert"),
            "change": pgettext("in the text", "Change"),
            "cancel": _("Cancel"),
            "unknown": _("This link cannot be embedded in a story."),
            "failed": _("The server could not be reached. Try again."),
            "choose": _("Choose a picture"),
            "choose_many": _("Choose pictures for the gallery"),
        }
        | block_words()
        | paste_words(),
    }


class RichTextFormField(forms.CharField):
    """Cleans what was typed on the way in: as readers get it, or with `text.clean_draft`."""

    cleaner = staticmethod(cleaning.clean)

    def clean(self, value):
        value = super().clean(value)
        cleaning.check_length(value)
        return self.cleaner(value)


class RichTextField(models.TextField):
    """HTML that an editor wrote, cleaned when it is saved and published
    (articles/text/cleaning.py)."""

    def formfield(self, **kwargs):
        # The admin offers its own textarea for any text field; ours knows its language.
        widget = RichTextWidget(language=getattr(self, "language", ""))
        return super().formfield(**{"form_class": RichTextFormField} | kwargs | {"widget": widget})
