"""Words of the workshop stand on no page: a reader knows records, sources and days."""

import re

import pytest
from django.conf import settings

from tests.asking import VIEWS

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


NO_PLAIN_LABEL = re.compile(r"\w:\w|\b(in|of|from) the$|_|\b(slug|key:)\b")


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_label_of_a_filter_is_a_plain_one(name):
    """It stands alone in a form, a citation and a sentence, and shows no key."""
    fields = VIEWS[name].filterset_class.base_filters
    said = {str(one.label) for one in fields.values() if one.label}

    assert [label for label in sorted(said) if NO_PLAIN_LABEL.search(label)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda one: str(one.relative_to(TEMPLATES)))
def test_what_leads_to_a_list_as_json_leads_to_it_as_csv_too(page):
    """Researchers take tables; the clock has a CSV of its drawing and a calendar."""
    text = page.read_text()
    as_json = set(re.findall(r"{% url '([\w-]+)-list' %}", text)) - {"search", "clock", "mandates"}
    as_csv = set(re.findall(r"{% url 'table' '([\w-]+)' %}", text))

    assert as_json <= as_csv
