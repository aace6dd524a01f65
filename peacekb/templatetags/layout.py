"""The frame of pages: parts with their contents list, and links that keep the day."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from peacekb import navigation
from peacekb.glossary import TERMS
from peacekb.glossary_links import led_to
from peacekb.pictures import HEIGHT, WIDTH, file_of, kind_of, words_of
from peacekb.static_files import SHEETS, WHOLE, ReadersFiles
from records.common import languages
from records.common.facets import Facet, FacetValue
from records.common.languages import plain_path
from records.common.numbers import in_figures
from records.common.periods import written
from records.reading.citing import Cited, list_cited
from records.releases.held import Release, current_release

register = template.Library()

LEAST_FOR_CONTENTS = 4  # parts; a shorter page needs no list of them
MOST_FEET = 100  # kept: each language and day has its own
PARTS = "peacekb parts"
CURRENT = SafeString(' aria-current="true"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="(.*?)">', re.DOTALL)


@register.simple_tag(takes_context=True)
def to(context: template.Context, name: str, *args: Any, **asked: Any) -> str:
    """The address of that name, with the day of the page; `asked` is its query."""
    return with_day(reverse(name, args=args), context.get("day"), asked)


def with_day(target: str, day: date | None, asked: dict[str, Any]) -> str:
    """An address with what is asked of it, and the day of the page it stands on."""
    pairs = [f"{name}={value}" for name, value in asked.items()]
    pairs += [f"as_of={day:%Y-%m-%d}"] if day else []
    return target + ("?" + "&".join(pairs) if pairs else "")


@register.filter
def split(words: str) -> list[str]:
    return words.split()


@register.simple_tag
def term(words: str, shown: str = "") -> SafeString:
    """A word of the field as a label, which leads to what it means if it first stands here.

    Raises KeyError for one that is not explained.
    """
    anchor = TERMS[words].anchor
    return format_html('<a class="term" href="#{}">{}</a>', anchor, shown or _(words))


@register.tag
def explained(parser: Parser, token: Token) -> template.Node:
    """`{% explained %} … {% endexplained %}`: words of the glossary in it lead there, once each."""
    nodes = parser.parse(("endexplained",))
    parser.delete_first_token()
    return ExplainedNode(nodes)


class ExplainedNode(template.Node):
    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: template.Context) -> SafeString:
        body = self.nodelist.render(context)
        glossary = with_day(reverse("words"), context.get("day"), {})
        return mark_safe(led_to(body, glossary))  # noqa: S308 (rendered above)


@register.inclusion_tag("_nav.html", takes_context=True)
def nav(context: template.Context) -> dict[str, SafeString]:
    """The lists of records and the tools, the one that the page belongs to marked."""
    records = _links(context, navigation.RECORDS)
    tools = _links(context, navigation.TOOLS)
    return {"items": _items(records + tools), "records": _one(records), "tools": _one(tools)}


@register.inclusion_tag("_foot.html", takes_context=True)
def foot(context: template.Context) -> dict[str, Any]:
    columns = _columns(get_script_prefix(), languages.current(), context.get("day"))
    return {"columns": columns, "request": context.get("request"), "release": current_release()}


@lru_cache(MOST_FEET)
def _columns(prefix: str, language: str, day: date | None) -> SafeString:
    """All pages of a language and a day have the same."""

    def listed(places: tuple[navigation.Place, ...]) -> SafeString:
        return _items(_link(_target(one.address, prefix, language), day, one) for one in places)

    columns = ((title, listed(places)) for title, places in navigation.FOOT)
    return format_html_join("\n", "<div><h2>{}</h2><ul>{}</ul></div>", columns)


@register.simple_tag
def newest_release() -> Release | None:
    """The release that records and lists extend; none where none was made."""
    return current_release()


@cache
def _target(name: str, prefix: str, language: str) -> str:
    """Every page has some forty links to the same places."""
    return reverse(name)


def _links(context: template.Context, places: tuple[navigation.Place, ...]) -> list[SafeString]:
    request = context.get("request")
    path = request.path if request else ""
    links = []
    for place in places:
        target = _target(place.address, get_script_prefix(), languages.current())
        current = CURRENT if path.startswith(target) else ""
        links.append(_link(target, context.get("day"), place, current))
    return links


def _link(target: str, day: date | None, place: navigation.Place, current: str = "") -> SafeString:
    return format_html('<a href="{}"{}>{}</a>', with_day(target, day, {}), current, place.label)


def _items(links: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(f"<li>{link}</li>" for link in links))


def _one(links: list[SafeString]) -> SafeString:
    return SafeString("".join(links))


@register.simple_tag
def facet_list(facets: list[Facet]) -> SafeString:
    """Facets as links; a list of them stands in a page twice, and is made once."""
    return format_html_join(
        "\n",
        "<section><h2>{}</h2>{}{}</section>",
        ((facet.title, _values_list(facet.shown), _folded(facet)) for facet in facets),
    )


def _folded(facet: Facet) -> SafeString | str:
    if not facet.folded:
        return ""
    others = '<p class="small quiet-text">{}</p>'
    said = _("and {count} others: write a name under «More filters»")
    return format_html(
        "<details><summary>{}</summary>{}{}</details>",
        _("{count} more").format(count=len(facet.folded)),
        _values_list(facet.folded),
        format_html(others, said.format(count=in_figures(facet.unnamed))) if facet.unnamed else "",
    )


def _values_list(values: list[FacetValue]) -> SafeString:
    links = format_html_join(
        "",
        '<li><a href="?{}"{}>{} <span>{}</span></a></li>',
        (
            (one.query, CURRENT if one.is_chosen else "", one.label, in_figures(one.number))
            for one in values
        ),
    )
    return format_html("<ul>{}</ul>", links)


@register.simple_tag(takes_context=True)
def cited_list(context: template.Context) -> Cited:
    """How to cite the list of a page, with what it is narrowed to."""
    request = context["request"]
    chosen = [tab.label.lower() for tab in context["tabs"] if tab.is_chosen]
    words = [*chosen, *(tag.words for tag in context["tags"])]
    if day := context.get("day"):
        words.append(_("as of {day}").format(day=written(day)))
    return list_cited(request, plain_path(request.path_info), "; ".join(words), context["kept"])


@register.tag
def shared(parser: Parser, token: Token) -> template.Node:
    """`{% shared %} … {% endshared %}`: title and description, again for who shares the page.

    With the one address of the page, which leaves out the day and all that narrows it.
    """
    nodes = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(nodes)


class SharedNode(template.Node):
    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: template.Context) -> SafeString:
        head = self.nodelist.render(context)
        request = context.get("request")
        if request is None:
            return head
        page = request.GET.get("page", "")
        query = f"?page={page}" if page.isdecimal() and int(page) > 1 else ""
        address = request.build_absolute_uri(request.path) + query
        others = alternates(request, query)
        title, description = (
            mark_safe(found[1]) if (found := pattern.search(head)) else ""  # noqa: S308 (rendered)
            for pattern in (TITLE, DESCRIPTION)
        )
        kind = kind_of(request.path_info)
        picture = request.build_absolute_uri(static(file_of(kind)))
        return format_html(
            '{}<link rel="canonical" href="{}">{}\n'
            '  <meta property="og:title" content="{}">\n'
            '  <meta property="og:description" content="{}">\n'
            '  <meta property="og:url" content="{}">\n'
            '  <meta property="og:type" content="website">\n'
            '  <meta property="og:site_name" content="PeaceKB">\n'
            '  <meta property="og:image" content="{}">\n'
            '  <meta property="og:image:width" content="{}">\n'
            '  <meta property="og:image:height" content="{}">\n'
            '  <meta property="og:image:alt" content="{}">\n'
            '  <meta name="twitter:card" content="summary_large_image">',
            *(head, address, others, title, description, address),
            *(picture, WIDTH, HEIGHT, words_of(kind)),
        )


@register.simple_tag
def looks() -> SafeString:
    """The icon, which stands in the page itself, and the style sheets: a request less for each."""
    return format_html(
        '<link rel="icon" href="{}">\n{}',
        _icon(),
        format_html_join("\n", '  <link rel="stylesheet" href="{}">', _sheets()),
    )


@cache
def _icon() -> str:
    drawn = Path(finders.find("peacekb/icon.svg") or "").read_text(encoding="utf-8")
    return f"data:image/svg+xml,{quote(drawn)}"


def _sheets() -> Iterator[tuple[str]]:
    files = cast(ReadersFiles, staticfiles_storage)
    return ((static(name),) for name in ([WHOLE] if files.are_collected else SHEETS))


@register.simple_tag
def lang() -> str:
    """The language of the page, as `lang` writes it."""
    return languages.TAGS.get(languages.current(), languages.current())


@register.simple_tag
def english() -> SafeString:
    """Marks what the base holds in English only, on a page that speaks another language."""
    return SafeString(' lang="en"' if languages.is_translated() else "")


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> SafeString | str:
    """Links to the same page in each other language, with all that is asked of it."""
    request = context.get("request")
    if request is None or not languages.has_others(request):
        return ""
    query = request.META.get("QUERY_STRING", "")
    return format_html_join(
        " ",
        '<a class="language" href="{}" lang="{}" hreflang="{}">{}</a>',
        (
            (path + (f"?{query}" if query else ""), code[:2], code[:2], name)
            for code, name, path in languages.paths(request)
            if code != languages.current()
        ),
    )


def alternates(request: HttpRequest, query: str) -> SafeString:
    """Links that tell search engines of the page in every language."""
    if not languages.has_others(request):
        return SafeString()
    named = [(code[:2], path) for code, name, path in languages.paths(request)]
    named.append(("x-default", named[0][1]))
    return format_html_join(
        "",
        '\n  <link rel="alternate" hreflang="{}" href="{}">',
        ((name, request.build_absolute_uri(path) + query) for name, path in named),
    )


@register.tag
def part(parser: Parser, token: Token) -> template.Node:
    """`{% part "anchor" "Title" %} … {% endpart %}`: a section that the contents list names.

    Nothing is shown of a part without content.
    """
    _, anchor, title = token.split_contents()
    nodes = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(parser.compile_filter(anchor), parser.compile_filter(title), nodes)


class PartNode(template.Node):
    def __init__(self, anchor: FilterExpression, title: FilterExpression, nodes: NodeList) -> None:
        self.anchor, self.title, self.nodelist = anchor, title, nodes

    def render(self, context: template.Context) -> SafeString | str:
        body = self.nodelist.render(context)
        if not body.strip():
            return ""
        anchor, title = self.anchor.resolve(context), self.title.resolve(context)
        if (parts := _parts_of(context)) is not None:
            parts.append((anchor, title))
        return format_html(
            '<section class="part"><h2 id="{}">{}</h2>{}</section>', anchor, title, body
        )


@register.tag
def contents(parser: Parser, token: Token) -> template.Node:
    """`{% contents %} … {% endcontents %}`: what stands inside, with the list of its parts."""
    nodes = parser.parse(("endcontents",))
    parser.delete_first_token()
    return ContentsNode(nodes)


class ContentsNode(template.Node):
    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: template.Context) -> SafeString:
        parts: list[tuple[str, str]] = []
        context.render_context[PARTS] = parts
        body = self.nodelist.render(context)
        if len(parts) < LEAST_FOR_CONTENTS:
            return format_html('<div class="record"><div>{}</div></div>', body)
        links = format_html_join("", '<li><a href="#{}">{}</a></li>', parts)
        here = _("On this page")
        folded = _("On this page: {count} parts").format(count=len(parts))
        return format_html(
            '<div class="record"><nav class="toc" aria-label="{}">'
            "<p>{}</p><ol>{}</ol></nav>"
            '<div><details class="fold"><summary>{}</summary>'
            "<ol>{}</ol></details>{}</div></div>",
            *(here, here, links, folded, links, mark_safe(body)),  # noqa: S308 (rendered above)
        )


def _parts_of(context: template.Context) -> list[tuple[str, str]] | None:
    """The list of the page being rendered, also from a template included on its own."""
    layers: Any = context.render_context.dicts
    return next((layer[PARTS] for layer in reversed(layers) if PARTS in layer), None)
