"""Words of the workshop stand on no page: a reader knows records, sources and days."""

import re

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = [one for one in TEMPLATES.rglob("*.html") if "admin" not in one.parts]
TAGS = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
MARKED = re.compile(r"""{% translate (?:"([^"]*)"|'([^']*)')|_\((?:"([^"]*)"|'([^']*)')\)""")
WORKSHOP = re.compile(
    r"\b(fixtures?|batch(es)?|upstream|importers?|parsers?|pipelines?|slugs?|querysets?"
    r"|mandates_read|by_rule|\w+\.(csv\.gz|py|xlsx))\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("page", PAGES, ids=lambda one: str(one.relative_to(TEMPLATES)))
def test_no_page_speaks_of_how_the_base_is_made(page):
    text = page.read_text()
    said = [TAGS.sub(" ", text), *("".join(words) for words in MARKED.findall(text))]

    assert [found[0] for one in said for found in WORKSHOP.finditer(one)] == []
