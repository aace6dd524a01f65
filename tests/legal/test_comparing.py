from hypothesis import given, settings
from hypothesis import strategies as st

from legal.comparing import aligned, marked, runs, votes_beside
from legal.models import PlainParagraph, Vote
from organizations.models import State

A = "Decides that the mission shall protect civilians in every part of the country"
B = "Requests the Secretary-General to report to it within ninety days of this day"
C = "Calls upon all parties to respect the agreement that they signed last winter"
NEW = "Stresses how much depends on roads, water and schools for those who return"


def passages(*texts):
    return [
        PlainParagraph("operative", str(n), f"op{n}", text) for n, text in enumerate(texts, start=1)
    ]


def told(one, other):
    """(what, number in the first, number in the second) of each pair."""
    return [
        (pair.what, pair.one and pair.one.number, pair.other and pair.other.number)
        for pair in aligned(passages(*one), passages(*other))
    ]


def test_what_is_equal_is_paired_though_numbers_differ():
    assert told([A, B], [NEW, A, B]) == [
        ("new", None, "1"),
        ("same", "1", "2"),
        ("same", "2", "3"),
    ]


def test_a_paragraph_with_other_words_was_changed():
    assert told([A, B], [A, B.replace("ninety", "thirty")]) == [
        ("same", "1", "1"),
        ("changed", "2", "2"),
    ]


def test_what_has_little_in_common_is_dropped_and_new():
    assert told([A], [NEW]) == [("new", None, "1"), ("dropped", "1", None)]


def test_what_was_dropped_stands_where_it_stood():
    assert told([A, B, C], [A, C]) == [
        ("same", "1", "1"),
        ("dropped", "2", None),
        ("same", "3", "2"),
    ]


def test_a_paragraph_at_another_place_has_moved():
    assert ("moved", "1", "3") in told([A, B, C], [B, C, A])
    changed = A.replace("every", "each")
    assert ("moved and changed", "1", "3") in told([A, B, C], [B, C, changed])


TEXTS = st.lists(st.sampled_from([A, B, C, NEW, f"{A} and {C}", "Decides"]), max_size=7)


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_every_paragraph_of_both_stands_once_and_the_second_text_in_its_order(one, other):
    pairs = told(one, other)

    assert sorted(p[1] for p in pairs if p[1]) == [str(n) for n in range(1, len(one) + 1)]
    assert [p[2] for p in pairs if p[2]] == [str(n) for n in range(1, len(other) + 1)]
    for what, left, right in pairs:
        if what in ("same", "moved"):
            assert one[int(left) - 1] == other[int(right) - 1]


def test_words_that_only_one_has_are_marked_and_all_are_escaped():
    assert marked("shall <so> end now", "shall <so> begin now") == (
        "shall &lt;so&gt; <del>end</del> now",
        "shall &lt;so&gt; <ins>begin</ins> now",
    )


def test_equal_paragraphs_in_a_row_make_one_run():
    found = runs(aligned(passages(A, B, C), passages(A, B, NEW)))

    assert [(run.is_same, len(run.pairs)) for run in found] == [(True, 2), (False, 2)]


def test_members_that_voted_otherwise_come_first_and_those_without_a_vote_last():
    lands = [State(pk=n, name=f"Land {n}") for n in range(1, 5)]

    def cast(*positions):
        return [Vote(state=land, position=p) for land, p in zip(lands, positions, strict=False)]

    found = votes_beside(
        cast("yes", "yes", "no"), [*cast("yes", "abstain"), Vote(state=lands[3], position="yes")]
    )

    assert [(one.state.name, one.differs) for one in found] == [
        ("Land 2", True),
        ("Land 1", False),
        ("Land 3", False),
        ("Land 4", False),
    ]
    assert found[2].other is None
    assert found[3].one is None
