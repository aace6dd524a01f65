import pytest

from legal.models import Provision
from legal.tree import tree


def provision(pk, number, parent=None):
    return Provision(pk=pk, number=number, parent_id=parent)


def outline(nodes):
    return [(node.provision.number, outline(node.children)) for node in nodes]


def test_chapters_hold_articles_and_articles_their_paragraphs_in_their_order():
    provisions = [
        provision(1, "I"),
        provision(4, "2", parent=1),
        provision(3, "1", parent=1),
        provision(5, "2(4)", parent=4),
        provision(2, "II"),
    ]

    assert outline(tree(provisions)) == [
        ("I", [("2", [("2(4)", [])]), ("1", [])]),
        ("II", []),
    ]


def test_an_article_may_come_before_the_chapter_that_holds_it():
    assert outline(tree([provision(2, "1", parent=1), provision(1, "I")])) == [("I", [("1", [])])]


@pytest.mark.parametrize(
    ("number", "anchor"),
    [
        ("2(4)", "provision-2-4"),
        ("VII", "provision-vii"),
        ("1-A", "provision-1-a"),
        ("preamble", "provision-preamble"),
        ("3 <b>", "provision-3-b"),
    ],
)
def test_an_anchor_is_safe_in_any_address(number, anchor):
    assert Provision(number=number).anchor == anchor
