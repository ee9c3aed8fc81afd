"""Levels of the headings of a body, as a page needs them that has its own title above."""

import re

_HEADING = re.compile(r"<h(?P<level>[234])(?P<attributes>[^>]*)>(?P<words>.*?)</h(?P=level)>", re.S)


def without_gaps(html: str, *, looks: bool = True) -> str:
    """Return cleaned HTML whose headings follow an `h1` without skipping a level.

    A heading under none of a higher level becomes the next below the one that it stands under. It
    keeps the look of the level that the editor chose as a class, unless `looks` is False.
    """
    above: list[int] = []

    def raised(found: re.Match) -> str:
        level = int(found["level"])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        needed = len(above) + 1
        if needed == level:
            return found[0]
        look = f' class="h{level}"' if looks else ""
        return f"<h{needed}{found['attributes']}{look}>{found['words']}</h{needed}>"

    return _HEADING.sub(raised, html)
