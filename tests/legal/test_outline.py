"""Numbers and anchors from the marks that stand before paragraphs."""

import pytest

from legal.importers.outline import Outline, joined
from legal.importers.passages import LONGEST_ANCHOR, LONGEST_NUMBER, Passages


def numbers(*marks):
    outline = Outline()
    return [joined(outline.place(mark)) for mark in marks]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("1. 2. 3.", "1 2 3"),
        ("1. (a) (b) 2. (a)", "1 1(a) 1(b) 2 2(a)"),
        ("3. (a) (i) (ii) (b)", "3 3(a) 3(a)(i) 3(a)(ii) 3(b)"),
        ("1. (i) (ii) (iii) 2.", "1 1(i) 1(ii) 1(iii) 2"),
        ("1. (g) (h) (i) (j)", "1 1(g) 1(h) 1(i) 1(j)"),
        ("A. 1. 2. B. 3.", "A A.1 A.2 B B.3"),
        ("9. 10. 11.", "9 10 11"),
        ("1. (a) 5.", "1 1(a) 5"),
        ("1. (y) (z) (aa) (bb)", "1 1(y) 1(z) 1(aa) 1(bb)"),
    ],
)
def test_a_mark_belongs_where_its_list_goes_on(marks, expected):
    assert numbers(*marks.split()) == expected.split()


def listed(fill):
    passages = Passages()
    fill(passages)
    return passages.listed()


def anchors(fill):
    return [one.anchor for one in listed(fill)]


def test_anchors_follow_the_printed_numbers():
    def fill(passages):
        passages.formula("The Security Council,")
        passages.preambular("Recalling,")
        passages.operative("Decides:", "1.")
        passages.operative("First;", "(a)")
        passages.operative("More of the first;")
        passages.operative("A dash;", "–")
        passages.operative("Ends.", "2.")

    expected = ["formula", "pre1", "op1", "op1-a", "op1-a-p2", "op1-a-item1", "op2"]
    assert anchors(fill) == expected


def test_paragraphs_without_numbers_are_counted():
    def fill(passages):
        passages.operative("“It notes.")
        passages.operative("“It ends.")

    assert anchors(fill) == ["op1", "op2"]


def test_where_numbers_begin_anew_the_part_comes_first():
    def fill(passages):
        for part in "AB":
            passages.begin_part(part)
            passages.heading(part)
            passages.operative("Decides.", "1.")

    assert anchors(fill) == ["heading1", "a-op1", "heading2", "b-op1"]


def test_paragraphs_of_an_annex_are_its_own():
    def fill(passages):
        passages.operative("Decides.", "1.")
        for _ in range(2):
            passages.begin_annex()
            passages.operative("A term.", "1.")

    found = listed(fill)
    assert [one.anchor for one in found] == ["op1", "annex1-1", "annex2-1"]
    assert [one.kind for one in found] == ["operative", "annex", "annex"]
    assert [one.number for one in found] == ["1", "1", "1"]


def test_no_two_anchors_are_alike_and_none_is_longer_than_its_column():
    def fill(passages):
        for _ in range(3):
            passages.at(("1.",), "The same mark.")
        passages.at(tuple("(abcdefgh)" for _ in range(6)), "Deep down.")

    found = listed(fill)
    assert [one.anchor for one in found] == ["op1", "op1-2", "op1-3", "paragraph4"]
    assert all(len(one.anchor) <= LONGEST_ANCHOR for one in found)
    assert all(len(one.number) <= LONGEST_NUMBER for one in found)


def test_a_text_is_one_line_without_what_nobody_sees():
    def fill(passages):
        passages.preambular(" Sec\u00adretary\u2011General\n\t of\u200b the\x07 UN ")

    assert [one.text for one in listed(fill)] == ["Secretary-General of the UN"]
