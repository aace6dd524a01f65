"""A sheet of SVG: presentation attributes and classes only, since the policy lets no style in."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDE, NARROW = 760, 340  # the two widths at which a drawing is read; the style sheet shows one


def number(value: float) -> str:
    """At most one decimal, none where it says nothing."""
    return f"{round(value, 1):.10g}"


class Sheet:
    """Things drawn in their order. A screen reader reads title and description."""

    def __init__(self, width: float, height: float, title: str, described: str) -> None:
        self.width, self.height = width, height
        self.title, self.described = title, described
        self.drawn: list[SafeString] = []

    def add(
        self, tag: str, content: str | None = None, /, **attributes: float | str | None
    ) -> None:
        """An element; `class_` is its class, numbers are rounded, None is left out."""
        named = format_html_join(
            "",
            ' {}="{}"',
            (
                (name.rstrip("_").replace("_", "-"), one if isinstance(one, str) else number(one))
                for name, one in attributes.items()
                if one is not None
            ),
        )
        self.drawn.append(
            format_html("<{0}{1}/>", tag, named)
            if content is None
            else format_html("<{0}{1}>{2}</{0}>", tag, named, content)
        )

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
        self.add("text", str(words), x=x, y=y, class_=look)

    def link(self, address: str, words: str, x: float, y: float, look: str | None = None) -> None:
        self.add(
            "a",
            format_html('<text x="{}" y="{}"{}>{}</text>', *_at(x, y, look), words),
            href=address,
        )

    def svg(self, look: str = "") -> SafeString:
        """The drawing within a page, of the class that says at which width it shows."""
        return self._svg(format_html(' class="c {}" role="img"', look), "")

    def file(self, styles: str) -> SafeString:
        """The drawing as a file of its own, with the styles that it needs."""
        attributes = format_html(
            ' xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" role="img"',
            *(number(self.width), number(self.height)),
        )
        paper = format_html("<style>{}</style>{}", styles, PAPER)
        return self._svg(attributes, paper)

    def _svg(self, attributes: str, first: str) -> SafeString:
        return format_html(
            '<svg{} viewBox="0 0 {} {}"><title>{}</title><desc>{}</desc>{}{}</svg>',
            *(attributes, number(self.width), number(self.height)),
            *(self.title, self.described, first, join(self.drawn)),
        )


PAPER = SafeString('<rect class="paper" width="100%" height="100%"/>')


def _at(x: float, y: float, look: str | None) -> tuple[str, str, str]:
    return number(x), number(y), format_html(' class="{}"', look) if look else ""


def join(parts: Iterable[str]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
