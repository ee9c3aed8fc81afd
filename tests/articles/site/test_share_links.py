"""Links that pass a story on."""

from urllib.parse import parse_qs, urlsplit

from articles.site.share_links import share_links


def test_share_links_carry_title_and_address():
    title, url = "Хлеб & соль? «да»", "https://news.example/ru/post/hleb/"

    links = {network: address for network, _label, address in share_links(title, url)}

    assert list(links) == ["telegram", "facebook", "x", "whatsapp", "linkedin", "email"]
    assert all(address.isascii() for address in links.values())
    assert parse_qs(urlsplit(links["telegram"]).query) == {"url": [url], "text": [title]}
    assert parse_qs(urlsplit(links["whatsapp"]).query) == {"text": [f"{title} {url}"]}
    assert parse_qs(urlsplit(links["email"]).query) == {"subject": [title], "body": [url]}
