"""Plain links with which a reader passes a story on."""

from urllib.parse import quote

from django.utils.translation import gettext

NETWORKS = (
    ("telegram", "Telegram", "https://t.me/share/url?url={url}&text={title}"),
    ("facebook", "Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    ("x", "X", "https://x.com/intent/post?url={url}&text={title}"),
    ("whatsapp", "WhatsApp", "https://wa.me/?text={title}%20{url}"),
    ("linkedin", "LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    ("email", None, "mailto:?subject={title}&body={url}"),
)


def share_links(title: str, url: str) -> list[tuple[str, str, str]]:
    """Return (network, label, address) of each way to share an address under a title."""
    words = {"title": quote(title, safe=""), "url": quote(url, safe="")}
    return [
        (network, label or gettext("Email"), address.format(**words))
        for network, label, address in NETWORKS
    ]
