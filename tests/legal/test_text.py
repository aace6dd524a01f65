import pytest
from django.utils.safestring import mark_safe

from legal.models import PlainParagraph
from legal.text import as_html


def passage(anchor, kind="operative", number="", text="Words <so>."):
    return PlainParagraph(kind, number, anchor, text)


@pytest.mark.parametrize(
    ("number", "level", "shown"),
    [("5", "", "5"), ("5(a)", " level-2", "(a)"), ("5(a)(ii)", " level-3", "(ii)"),
     ("5(a)(ii)(x)", " level-3", "(x)")],
)  # fmt: skip
def test_a_point_stands_below_its_paragraph(number, level, shown):
    html = as_html([passage("op5", number=number)])

    assert f'<div class="para{level}" id="op5">' in html
    assert f">{shown}</a>" in html
    assert "Words &lt;so&gt;." in html


@pytest.mark.parametrize(("count", "folded"), [(4, False), (5, True)])
def test_a_long_preamble_is_folded_and_keeps_its_addresses(count, folded):
    html = as_html([passage(f"pre{n}", "preambular") for n in range(count)])

    assert (f"<summary>Preamble, {count} paragraphs</summary>" in html) is folded
    assert all(f'id="pre{n}"' in html for n in range(count))


def test_a_short_annex_stands_open_and_a_long_one_is_folded():
    annex = [passage(f"annex1-{n}", "annex") for n in range(13)]

    assert "<details>" not in as_html(annex[:12])
    assert "<summary>Annex, 13 paragraphs</summary>" in as_html(annex)


def test_what_a_paragraph_does_stands_in_its_margin():
    html = as_html(
        [passage("pre1", "preambular"), passage("op1", number="1")],
        notes={"pre1": [mark_safe("<b>Cites</b> it")], "op1": [mark_safe("a"), mark_safe("b")]},
    )

    assert '<p class="does"><b>Cites</b> it</p></div>' in html
    assert '<p class="does">a<br>b</p></div>' in html


def test_only_what_is_decided_under_chapter_vii_is_marked():
    html = as_html([passage("op1", number="1"), passage("op2", number="2")], {"op2"})

    assert '<div class="para" id="op1">' in html
    assert '<div class="para seven" id="op2">' in html


def test_a_hostile_anchor_number_and_heading_are_escaped():
    html = as_html([passage('a"b', number="<1>"), passage("h", "heading", text="<h>")])

    assert 'a"b' not in html
    assert "<1>" not in html
    assert "&lt;h&gt;" in html
