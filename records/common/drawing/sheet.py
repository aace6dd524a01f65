"""A sheet of SVG: presentation attributes and classes only, since the policy lets no style in."""

from collections.abc import Sequence
from functools import cache
from html import escape
from textwrap import wrap

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

WIDE, NARROW = 760, 340  # the two widths at which a drawing is read; the style sheet shows one
LINE, MARGIN, CHARACTERS = 18, 12, 110  # of the words around a drawing that is a file
KEY, LETTER = 11, 6.6  # pixels of a key's square and of a letter of its words
FIGURE = 7.8  # pixels of a sign in the broadest of the fonts
BESIDE = 6  # pixels between an axis and its numbers
LINES, PLACES = ("line", "ceiling"), "place"  # looks of what is no area


def number(value: float) -> str:
    """At most one decimal, none where it says nothing."""
    return f"{value:.1f}".removesuffix(".0")


def breadth(words: str) -> float:
    """The most pixels that words take."""
    return len(words) * FIGURE


def within(x: float, room: float, look: str, width: float) -> float:
    """Where a text of this breadth has to stand so that no edge of a sheet cuts it."""
    if room > width:
        return x
    left = room if "end" in look else room / 2 if "middle" in look else 0
    return min(max(x, left), width - room + left)


def _lines(parts: Sequence[str]) -> list[str]:
    return [line for part in parts for line in wrap(part, CHARACTERS)]


@cache
def _named(attribute: str) -> str:
    """`class_` is `class`, `fill_opacity` is `fill-opacity`."""
    return attribute.rstrip("_").replace("_", "-")


class Sheet:
    """Things drawn in their order. A screen reader reads title and description."""

    def __init__(self, width: float, height: float, title: str, described: str) -> None:
        self.width, self.height = width, height
        self.title, self.described = title, described
        self.drawn: list[str] = []  # escaped
        self.role = "img"  # of which a screen reader sees no parts

    def add(
        self, tag: str, content: str | None = None, /, **attributes: float | str | None
    ) -> None:
        """An element; `class_` is its class, numbers are rounded, None is left out.

        Text is escaped here, by hand: a page draws thousands of elements.
        """
        named = "".join(
            f' {_named(name)}="{escape(one) if isinstance(one, str) else number(one)}"'
            for name, one in attributes.items()
            if one is not None
        )
        inner = "/>" if content is None else f">{conditional_escape(content)}</{tag}>"
        self.drawn.append(f"<{tag}{named}{inner}")

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str) -> None:
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=look)

    def bar(self, x: float, y: float, width: float, height: float, look: str) -> None:
        self.add("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), class_=look)

    def path(self, drawn: str, look: str) -> None:
        if drawn:
            self.add("path", d=drawn, class_=look)

    def dot(self, x: float, y: float, radius: float, look: str, title: str = "") -> None:
        named = format_html("<title>{}</title>", title) if title else None
        self.add("circle", named, cx=x, cy=y, r=radius, class_=look)

    def text(self, x: float, y: float, words: object, look: str | None = None) -> None:
        said = str(words)
        self.add("text", said, x=within(x, breadth(said), look or "", self.width), y=y, class_=look)

    def link(self, address: str, words: str, x: float, y: float, look: str | None = None) -> None:
        self.role = "group"
        inner = Sheet(0, 0, "", "")
        inner.text(x, y, words, look)
        self.add("a", mark_safe(inner.drawn[0]), href=address)  # noqa: S308 (escaped above)

    def svg(self, look: str = "") -> SafeString:
        """The drawing within a page, of the class that says at which width it shows."""
        return self._svg(format_html(' class="c {}" role="{}"', look, self.role), "")

    def mark(self) -> SafeString:
        """A small drawing beside the words that say what it is."""
        return self._svg(mark_safe(' aria-hidden="true"'), "")

    def file(
        self,
        styles: str,
        heading: Sequence[str],
        footing: Sequence[str],
        keys: Sequence[tuple[str, str]] = (),
    ) -> SafeString:
        """The drawing as a file of its own: with its styles, what it says, and whence it is."""
        above, below = _lines(heading), _lines(footing)
        top = LINE * (len(above) + bool(keys)) + MARGIN
        height = top + self.height + LINE * len(below) + MARGIN
        whole = Sheet(self.width + 2 * MARGIN, height, self.title, self.described)
        whole.bar(0, 0, whole.width, height, "paper")
        for n, line in enumerate(above, 1):
            whole.text(MARGIN, LINE * n, line, "strong")
        whole._explain(keys, LINE * len(above) + 8)
        moved = f"translate({MARGIN} {top})"
        whole.add("g", mark_safe("".join(self.drawn)), transform=moved)  # noqa: S308 (escaped)
        for n, line in enumerate(below, 1):
            whole.text(MARGIN, top + self.height + LINE * n, line)
        attributes = format_html(
            ' xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" role="{}"',
            *(number(whole.width), number(whole.height), self.role),
        )
        return whole._svg(attributes, format_html("<style>{}</style>", mark_safe(styles)))  # noqa: S308

    def _explain(self, keys: Sequence[tuple[str, str]], y: float) -> None:
        x: float = MARGIN
        for look, words in keys:
            if look:
                self.key(x, y, look)
                x += KEY + 5
            self.text(x, y + KEY - 1, words)
            x += LINE + LETTER * len(words)

    def key(self, x: float, y: float, look: str) -> None:
        """A small drawing of the thing: a line for a line, a circle for a place, else a square."""
        middle = y + KEY / 2
        if look.startswith(LINES):
            self.line(x, middle, x + KEY, middle, look)
        elif look.startswith(PLACES):
            self.dot(x + KEY / 2, middle, KEY / 2, look)
        else:
            self.bar(x, y, KEY, KEY, look)

    def _svg(self, attributes: str, first: str) -> SafeString:
        return format_html(
            '<svg{} viewBox="0 0 {} {}">{}{}{}</svg>',
            *(attributes, number(self.width), number(self.height), self._told()),
            *(first, mark_safe("".join(self.drawn))),  # noqa: S308 (escaped)
        )

    def _told(self) -> SafeString | str:
        if not self.title:
            return ""
        return format_html("<title>{}</title><desc>{}</desc>", self.title, self.described)
