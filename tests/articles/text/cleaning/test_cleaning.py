"""Texts of articles: what cleaning keeps, what it never lets through, and how words are read."""

import re
import time
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import EmbedFigure, Figure, GalleryFigure, ImageFigure
from articles.text.cleaning import (
    clean,
    figures,
    first_words,
    fold,
    images_in,
    joined,
    plain,
    plain_blocks,
    reading_minutes,
    safe_line,
    words,
)
from articles.text.embeds import Embed, embed_address

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.mark.parametrize(
    "html, cleaned",
    [
        (None, ""),
        ("", ""),
        ("<p>a</p>\n<p>&nbsp;</p><p> <br> </p><h2></h2><ul><li></li></ul>", "<p>a</p>"),
        ("a<div>b</div>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<h1>A</h1><h5>B</h5>", "<h2>A</h2><h4>B</h4>"),
        ("<b><p>a</p><p>b</b></p>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<p><i>a<b>b</i>c</b></p>", "<p><em>a<strong>b</strong></em><strong>c</strong></p>"),
        ("<p>  a \n b<br> c <br></p>", "<p>a b<br>c</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("<p>10\u00a0% со\u00adвет</p>", "<p>10&nbsp;% со\u00adвет</p>"),
        ("<p>и\u0306</p>", "<p>й</p>"),
        ("<p>a\x00\ud800\u202e&#x202e;&#x2066;b</p>", "<p>ab</p>"),
        ("<ul><li><p>a</p><li>b<ol><li>c</ol></ul>",
         "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<blockquote>a<footer>Who, <cite>where</cite></footer></blockquote>",
         "<blockquote><p>a</p><footer>Who, <cite>where</cite></footer></blockquote>"),
        ("<table><caption>t</caption><tr><th scope=row>a<td colspan=2 rowspan=999>b</table>",
         '<table><caption>t</caption><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr>'
         "</tbody></table>"),
        ("<table>x<tr><td></td></tr></table>",
         "<p>x</p><table><tbody><tr><td></td></tr></tbody></table>"),
        ("<pre>\n a\n  b\n</pre>", "<pre> a\n  b</pre>"),
        ('<p class="MsoNormal align-center" id="a" style="color:red">a</p>',
         '<p class="align-center">a</p>'),
        ("<p><abbr title='X &quot;Y&quot;'>a</abbr></p>",
         '<p><abbr title="X &quot;Y&quot;">a</abbr></p>'),
        ("<p>a<hr>b", "<p>a</p><hr><p>b</p>"),
    ],
)  # fmt: skip
def test_clean_shapes_a_body(html, cleaned):
    assert clean(html) == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "href, written",
    [
        ("https://a.am/?a=1&copy=2", 'href="https://a.am/?a=1&amp;copy=2" rel="noopener"'),
        ("HTTP://a.am", 'href="HTTP://a.am" rel="noopener"'),
        ("/ru/about/", 'href="/ru/about/"'),
        ("mailto:a@b.am", 'href="mailto:a@b.am"'),
        ("tel:+37410123456", 'href="tel:+37410123456"'),
        ("https://a.am/Ереван", 'href="https://a.am/%D0%95%D1%80%D0%B5%D0%B2%D0%B0%D0%BD"'
         ' rel="noopener"'),
    ],
)  # fmt: skip
def test_clean_keeps_links(href, written):
    assert clean(f'<a href="{href}" target="_blank">x</a>') == f"<p><a {written}>x</a></p>"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)",
        "java&#9;script:alert(1)", "&#106;avascript:alert(1)", "&#0000106avascript:alert(1)",
        "javascript&colon;alert(1)", "\x01javascript:alert(1)", "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "//evil.am", "/\\evil.am", "\\\\evil.am", "x.html",
        "#top", "http:evil.am", "https://", "https://[", "", "ftp://a.am",
    ],
)  # fmt: skip
def test_clean_drops_links_to_elsewhere(href):
    assert clean(f'<a href="{href}">x</a>') == "<p>x</p>"


@pytest.mark.parametrize(
    "html, cleaned",
    [
        ('<figure class="x wide" data-image="012" onclick="x"><img src="x"></figure>',
         '<figure data-image="12" class="wide"></figure>'),
        ('<figure data-gallery="12 15  12"><figcaption><p>a</p><p>b</p></figcaption></figure>',
         '<figure data-gallery="12 15"><figcaption>a b</figcaption></figure>'),
        ('<figure data-embed="http://youtu.be/dQw4w9WgXcQ?si=1"></figure>',
         f'<figure data-embed="{VIDEO}"></figure>'),
        (f'<figure class="wide" data-image="012" data-embed="{VIDEO}"></figure>',
         f'<figure data-embed="{VIDEO}" data-image="12" class="wide"></figure>'),
        (f'<figure data-embed="{VIDEO}" data-image="12 x"></figure>',
         f'<figure data-embed="{VIDEO}"></figure>'),
        (f'<figure data-embed="{VIDEO}" data-gallery="1 2"></figure>',
         f'<figure data-embed="{VIDEO}"></figure>'),
        ('<p>a<figure data-image="1"></figure>b</p>',
         '<p>a</p><figure data-image="1"></figure><p>b</p>'),
        ('<figure data-image="1" data-embed="x"></figure>', '<figure data-image="1"></figure>'),
        ('<figure data-image="1">a<figure data-image="2"><figcaption>c</figcaption>',
         '<figure data-image="1"></figure><p>a</p>'
         '<figure data-image="2"><figcaption>c</figcaption></figure>'),
        ('<ul><li>a<figure data-image="1"></figure></li></ul>',
         '<ul><li>a<figure data-image="1"></figure></li></ul>'),
        ("<figure><table><tr><td>a</td></tr></table></figure>",
         "<table><tbody><tr><td>a</td></tr></tbody></table>"),
    ],
)  # fmt: skip
def test_clean_keeps_figures(html, cleaned):
    assert clean(html) == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "attribute",
    [
        'data-image="x"', 'data-image="-1"', 'data-image="0"', 'data-image="1 2"', "data-image",
        'data-image="１"', 'data-image="99999999999999999999"', 'data-gallery="1,2"',
        'data-gallery=""', f'data-gallery="{" ".join(map(str, range(1, 62)))}"',
        'data-embed="https://evil.am/"', 'data-embed="javascript:x"',
        'data-embed="https://youtube.com.evil.am/watch?v=dQw4w9WgXcQ"',
        'data-embed="https://youtu.be@evil.am/dQw4w9WgXcQ"',
    ],
)  # fmt: skip
def test_clean_drops_a_bad_figure_with_its_caption(attribute):
    assert clean(f"<figure {attribute}><figcaption>c</figcaption></figure><p>a</p>") == "<p>a</p>"


HOSTILE = [
    "<script>alert(1)</script>", "<scr<script>ipt>alert(1)</script>", "<SCRIPT SRC=//x></SCRIPT>",
    "<img src=x onerror=alert(1)>", "<p onclick=alert(1)>a", "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>", "<svg><a xlink:href=javascript:x>a",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=alert(1)>'>",
    "<math href=javascript:alert(1)>a</math>", "<style>*{position:fixed}</style>",
    "<div style='position:fixed;inset:0'>a</div>", "<iframe src=https://evil.am></iframe>",
    "<iframe srcdoc='<script>x</script>'>", "<object data=x></object><embed src=x>",
    "<meta http-equiv=refresh content='0;url=//evil.am'>", "<base href=//evil.am/>",
    "<form action=//evil.am><input name=a><button formaction=javascript:x>a</button></form>",
    "<link rel=stylesheet href=//evil.am>", "<template><script>x</script></template>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->", "<!-- --!><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>", "<?xml <img src=x onerror=alert(1)>?>",
    "<p title='<img src=x onerror=alert(1)>'>", '<abbr title="&quot;><img src=x onerror=x>">a',
    "<a href='/x\" onmouseover=\"alert(1)'>a</a>", "<p/onclick=alert(1)>a", "<b\x00 onclick=x>a",
    '<figure data-image="1&quot; onerror=&quot;x"></figure>', "<video src=x onerror=x></video>",
    "<select><option><img src=x onerror=x></select>", "<xmp><img src=x onerror=x></xmp>",
]  # fmt: skip
TAG = re.compile(
    r"</?(?:p|h[234]|[uo]l|li|blockquote|footer|cite|strong|em|s|sub|sup|br|hr|table|caption|t(?:head"
    r"|body|foot|r)|figcaption|code|pre|t[hd]|figure|a|abbr|section)"
    r'(?: (?:href="(?:https?://|/(?!/)|mailto:|tel:)[^"<>]*"|rel="noopener"|title="[^"<>]*"'
    r'|class="[a-z-]+"|(?:col|row)span="[0-9]+"|scope="[a-z]+"|data-[a-z]+="[^"<>]*"))*>'
)


def nothing_but_known_tags(html):
    return not re.search("[<>]", TAG.sub("", html))


@pytest.mark.parametrize("html", HOSTILE)
def test_clean_lets_no_script_through(html):
    cleaned = clean(f"<p>before</p>{html}")

    assert cleaned.startswith("<p>before</p>")
    assert nothing_but_known_tags(cleaned)
    assert clean(cleaned) == cleaned


def test_clean_shows_escaped_markup_as_words():
    escaped = "<p>&lt;script&gt;x&lt;/script&gt; &amp;lt;</p>"

    assert clean(escaped) == escaped


PIECES = [
    *HOSTILE, "x", " ", "\n", "&nbsp;", "&amp;lt;", "e\u0301", "\u0301", "\u0327", "\u0338",
    "\u202e", "<", ">", '"', "'", "<!--", "-->", "<p>", "</p>", "<h2>", "<ul>", "<li>", "</ul>",
    "<b>", "</b>", "<i>", "</i>", "<a href=/x>", "</a>", "<table>", "<tr>", "<td>", "</table>",
    "<caption>", "<pre>", "<br>", "<blockquote>", "</blockquote>", "<footer>",
    "<figure data-image=1>", "<figcaption>", "<figure data-story=1>", "<section data-block=facts>",
    "<section data-block=question>", "<section data-block=x>", "</section>",
    "</figure>", "<figure data-image=x>", "<figure>", "<div>", "</div>", "<hr>", "<code>",
    "<abbr title='>\u0338", "'>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join))
def test_clean_is_stable_and_safe_for_any_input(html):
    cleaned = clean(html)

    assert clean(cleaned) == cleaned
    assert nothing_but_known_tags(cleaned)
    assert is_normalized("NFC", cleaned)
    assert sum(isinstance(piece, Figure) for piece in figures(cleaned)) == cleaned.count("<figure")


@given(st.lists(st.sampled_from(["<p>", "</b>", "<td>", "<ul>", "<table>", "<h2>", "<i>", "w"])))
def test_clean_loses_no_word(pieces):
    assert plain(clean("".join(pieces))).count("w") == pieces.count("w")


@pytest.mark.parametrize("start", range(0, 31, 5))
def test_more_than_thirty_accents_of_one_letter_are_cut_wherever_they_stand(start):
    text = "я" * (2_000 + start) + "\u0301" * 45 + "ц"

    assert plain(text) == "я" * (2_000 + start) + "\u0301" * 30 + "ц"


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<p>x", "<ul><li>", "<table>x", "&amp;", "\xa0", '<b x="', "<!--", "\u0301\u0327"],
)
def test_clean_takes_linear_time(piece):
    begun = time.process_time()
    clean(piece * (200_000 // len(piece)))

    assert time.process_time() - begun < 5  # quadratic: minutes; measured: under 1 s


@pytest.mark.parametrize(
    "url, embed",
    [
        ("https://youtu.be/dQw4w9WgXcQ?t=5", Embed("youtube", "dQw4w9WgXcQ", VIDEO)),
        ("https://m.youtube.com/watch?t=1&v=dQw4w9WgXcQ", Embed("youtube", "dQw4w9WgXcQ", VIDEO)),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", Embed("youtube", "dQw4w9WgXcQ", VIDEO)),
        ("https://player.vimeo.com/video/76979871?h=abcdef12",
         Embed("vimeo", "76979871/abcdef12", "https://vimeo.com/76979871/abcdef12")),
        ("https://twitter.com/jack/status/20?s=20", Embed("x", "20", "https://x.com/jack/status/20")),
        ("https://t.me/s/durov/12?single", Embed("telegram", "durov/12", "https://t.me/durov/12")),
        ("https://instagram.com/reel/CuZ_abc-1/?igsh=x",
         Embed("instagram", "CuZ_abc-1", "https://www.instagram.com/p/CuZ_abc-1/")),
        ("https://m.facebook.com/watch/?v=123&ref=x",
         Embed("facebook", "123", "https://www.facebook.com/watch?v=123")),
        ("https://www.facebook.com/a.b/posts/pfbid02x/",
         Embed("facebook", "pfbid02x", "https://www.facebook.com/a.b/posts/pfbid02x")),
    ],
)  # fmt: skip
def test_embed_address_is_one_for_all_spellings(url, embed):
    assert embed_address(url) == embed
    assert embed_address(embed.address) == embed


@pytest.mark.parametrize(
    "url", [None, "", "youtu.be", "https://youtu.be/", "https://[", "https://x.com/jack",
            "javascript:https://youtu.be/dQw4w9WgXcQ", "https://t.me/joinchat/abc", "https://a.am"],
)  # fmt: skip
def test_embed_address_knows_no_other(url):
    assert embed_address(url) is None


def test_figures_come_in_order_between_the_html():
    html = (
        '<p>a</p><figure data-image="1" class="side"><figcaption>c <em>d</em></figcaption></figure>'
        f'<figure data-embed="{VIDEO}"></figure>'
        f'<figure data-embed="{VIDEO}" data-image="4" class="wide"></figure>'
        '<ul><li>b<figure data-gallery="2 3"></figure></li></ul>'
    )

    assert list(figures(html)) == [
        "<p>a</p>",
        ImageFigure((1,), caption_html="c <em>d</em>", classes=("side",)),
        EmbedFigure(embed=embed_address(VIDEO)),
        EmbedFigure((4,), embed=embed_address(VIDEO), classes=("wide",)),
        "<ul><li>b",
        GalleryFigure((2, 3)),
        "</li></ul>",
    ]


def test_images_in_a_body_are_named_once_and_in_order():
    still = f'<figure data-embed="{VIDEO}" data-image="7"></figure>'
    html = f'<figure data-gallery="5 3"></figure><p>a</p>{still}<figure data-image="3"></figure>'

    assert images_in(html) == [5, 3, 7]
    assert images_in(None) == []


def test_plain_separates_blocks_and_joins_marks():
    html = "<h2>A</h2><p>b<strong>c</strong>&nbsp;&lt;d<br>e</p><script>f</script><td>g</td><td>h"

    assert plain(html) == "A bc <d e g h"


def test_words_are_counted_without_dashes():
    assert words("<p>Один — два,</p><ul><li>երեք</li></ul> 4") == 4


@pytest.mark.parametrize("count, minutes", [(0, 1), (180, 1), (181, 2), (900, 5)])
def test_reading_minutes_are_rounded_up(count, minutes):
    assert reading_minutes(count) == minutes


@pytest.mark.parametrize(
    "text, limit, cut",
    [
        ("One two three", 20, "One two three"),
        ("One two, three", 10, "One two…"),
        ("One two three", 8, "One two…"),
        ("Onetwothree", 5, "Onet…"),
        ("One", 0, ""),
    ],
)
def test_first_words_end_after_a_word(text, limit, cut):
    assert first_words(text, limit) == cut


@pytest.mark.parametrize(
    "text, line",
    [
        (None, ""),
        (" a\r\n b\tc\x00\u202e ", "a b c"),
        ("10\u00a0%", "10\u00a0%"),
        ("\u00a0", ""),
        ("и\u0306", "й"),
    ],
)
def test_safe_line_is_one_clean_line(text, line):
    assert safe_line(text) == line


@pytest.mark.parametrize(
    "text, folded",
    [
        ("Ёлка", "елка"),
        ("За́мок", "замок"),
        ("Еще́ со\u00adвет", "еще совет"),
        ("Ինչո՞ւ, ԵՎ", "ինչու, և"),
        ("և եւ", "և և"),
        ("STRASSE ß", "strasse ss"),
        ("Йод", "йод"),
        ("ԵՐԵՎԱՆ, Երևան, Եվրոպա", "երևան, երևան, եվրոպա"),
    ],
)
def test_fold_makes_forms_of_one_word_equal(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    "html, line",
    [
        ("<h2>Цены</h2><p>Хлеб</p>", "Цены · Хлеб"),
        ("<p>Цены растут.</p><p>Хлеб</p>", "Цены растут. Хлеб"),
        ("<p>«Цены растут!»</p><p>Хлеб</p>", "«Цены растут!» Хлеб"),
        ("<p>Գներն աճում են։</p><p>Հաց</p>", "Գներն աճում են։ Հաց"),
        ("<table><tr><td>Bread</td><td></td><td>12</td></tr></table>", "Bread · 12"),
        ("<p>Bread <em>and</em> salt<br>Water</p>", "Bread and salt · Water"),
        ("", ""),
    ],
)
def test_blocks_are_joined_with_a_sign_where_none_ends_with_a_stop(html, line):
    assert joined(plain_blocks(html)) == line
