"""Two people's work on one content: nothing of either is lost without a question."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.content.canonical import paths_of, row_key, tidy
from records.content.merging import Clash, merge
from records.models.ownership import owned_models
from tests.make import content

pytestmark = pytest.mark.walk


def mission(note="", states=(), **owned):
    return tidy(content("mission", "xmis", note=note, host_states=list(states), owned=owned))


def mandate(start, rank=1, **values):
    return {"starts_on": start, "rank": rank, "document": "s-res-1", **values}


def document(note="", states=(), **owned):
    return tidy(content("document", "xdoc", note=note, states=list(states), owned=owned))


def statement(mission, **values):
    return {"mission": mission, "coding": "read", "statement": "sets_out", **values}


def task(mission, name="demining", modality="assist"):
    stated = {"task": name, "modality": modality, "strength": "requested"}
    return {"statement": f"{mission},read", **stated}


STATES = st.sets(st.sampled_from(["aaa", "bbb", "ccc", "ddd"]))
MISSIONS = ["xone", "xtwo", "xthree"]


@st.composite
def documents(draw, by="somebody"):
    """With notes that say who wrote them, or that are common to all."""
    notes = st.sampled_from(["", "common", f"{by} 1", f"{by} 2"])
    named = sorted(draw(st.sets(st.sampled_from(MISSIONS))))
    statements = [statement(mission, note=draw(notes)) for mission in named]
    tasks = [
        task(mission, name) | {"basis": draw(st.sampled_from(["text", "report"]))}
        for mission in named
        for name in sorted(draw(st.sets(st.sampled_from(["demining", "disarming"]))))
    ]
    paths = ["", *(f"mandate_statements/{mission},read/note" for mission in named)]
    cited = draw(st.sets(st.sampled_from(paths)))
    citations = [{"source": "library", "field": path, "rule": draw(notes)} for path in cited]
    aliases = [
        {"text": text, "kind": "descriptive"} for text in draw(st.sets(st.sampled_from("abc")))
    ]
    owned = {"mandate_statements": statements, "mandate_tasks": tasks, "citations": citations}
    return document(draw(notes), sorted(draw(STATES)), aliases=aliases, **owned)


@settings(max_examples=100)
@given(documents(), documents())
def test_what_only_one_changed_is_taken_whole(base, changed):
    for theirs, mine in ((base, changed), (changed, base)):
        merged = merge(base, theirs, mine)
        assert merged.content == changed
        assert merged.clashes == []


@settings(max_examples=100)
@given(documents(), documents(), documents())
def test_it_does_not_matter_who_is_who(base, one, other):
    there, back = merge(base, one, other), merge(base, other, one)

    assert {clash.path: (clash.theirs, clash.mine) for clash in there.clashes} == {
        clash.path: (clash.mine, clash.theirs) for clash in back.clashes
    }
    if not there.clashes:
        assert there.content == back.content


@settings(max_examples=200)
@given(documents("nobody"), documents("them"), documents("me"))
def test_nothing_that_either_wrote_is_lost_without_a_question(base, theirs, mine):
    merged = merge(base, theirs, mine)
    kept = set(values(merged.content).values())

    for side, by in ((theirs, "them"), (mine, "me")):
        written = {path: text for path, text in values(side).items() if str(text).startswith(by)}
        for path, text in written.items():
            assert text in kept or is_asked(path, text, merged.clashes), path


def is_asked(path, text, clashes):
    """Of the value, of its row, or of the statement that its row goes with."""
    said = [
        value
        for clash in clashes
        for row in (clash.theirs, clash.mine)
        if row
        for value in row.values()
    ]
    collection = "mandate_statements/"
    above = [clash.path.split("/")[1] for clash in clashes if clash.path.startswith(collection)]
    return text in said or any(key in path for key in above)


@settings(max_examples=100)
@given(documents(), documents(), documents(), st.sampled_from(["mine", "theirs"]))
def test_every_question_can_be_answered(base, theirs, mine, whose):
    answers = {clash.path: whose for clash in merge(base, theirs, mine).clashes}

    merged = merge(base, theirs, mine, answers)

    assert merged.clashes == []
    chosen = theirs if whose == "theirs" else mine
    for path in answers:
        if path in values(chosen) and "/" not in path:
            assert values(merged.content)[path] == values(chosen)[path]
    assert no_row_hangs_loose(merged.content)


@settings(max_examples=100)
@given(documents(), documents(), documents())
def test_a_form_shown_and_posted_again_says_the_same(base, theirs, mine):
    shown = merge(base, theirs, mine)
    taken_out = {clash.path for clash in shown.clashes if clash.mine is None}
    moved = {(name, old): new for (name, new), old in shown.origins.items()}
    if not taken_out:  # a row that waits for its question is shown, and marked as taken out
        again = merge(base, theirs, shown.content, moved=moved)
        assert again.content == shown.content
        assert again.clashes == shown.clashes


def values(one):
    """Every plain value of a content by its path, sets and keys of rows aside."""
    found = {name: value for name, value in one.items() if isinstance(value, str)}
    for model in owned_models("document"):
        for row in one["owned"].get(model.collection, ()):
            key = f"{model.collection}/{row_key(model, row)}"
            found |= {f"{key}/{name}": value for name, value in row.items()}
    return found


def no_row_hangs_loose(one):
    keys = {f"{row['mission']},read" for row in one["owned"].get("mandate_statements", ())}
    return all(row["statement"] in keys for row in one["owned"].get("mandate_tasks", ()))


def test_two_fields_of_one_row_changed_by_two_are_both_kept():
    base = mission(mandates=[mandate("2001-01-01")])
    theirs = mission(mandates=[mandate("2001-01-01", roe_note="theirs")])
    mine = mission(mandates=[mandate("2001-01-01", chapter="VII")])

    merged = merge(base, theirs, mine)

    (row,) = merged.content["owned"]["mandates"]
    assert (row["roe_note"], row["chapter"], merged.clashes) == ("theirs", "VII", [])


def test_sets_keep_what_either_added_and_lose_what_either_took_out():
    base, theirs = mission(states=["aaa", "bbb"]), mission(states=["aaa", "ccc"])

    merged = merge(base, theirs, mission(states=["aaa", "bbb", "ddd"]))

    assert merged.content["host_states"] == ["aaa", "ccc", "ddd"]


@pytest.mark.parametrize("renamed_by", ["theirs", "mine"])
def test_what_hangs_on_a_statement_follows_it_to_the_mission_that_the_other_gave_it(renamed_by):
    cited = {"source": "library", "field": "mandate_statements/xone,read/note"}
    base = document(
        mandate_statements=[statement("xone")],
        mandate_tasks=[task("xone"), task("xone", "disarming")],
    )
    renamed = document(
        mandate_statements=[statement("xtwo")],
        mandate_tasks=[task("xtwo"), task("xtwo", "disarming")],
    )
    worked_on = document(
        mandate_statements=[statement("xone", note="read")],
        mandate_tasks=[task("xone"), task("xone", "escorting")],
        citations=[cited],
    )
    sides = (renamed, worked_on) if renamed_by == "theirs" else (worked_on, renamed)

    merged = merge(base, *sides)

    owned = merged.content["owned"]
    assert merged.clashes == []
    assert [(row["mission"], row["note"]) for row in owned["mandate_statements"]] == [
        ("xtwo", "read")
    ]
    assert [(row["statement"], row["task"]) for row in owned["mandate_tasks"]] == [
        ("xtwo,read", "demining"),
        ("xtwo,read", "escorting"),
    ]
    assert owned["citations"][0]["field"] in paths_of(merged.content)
    assert merged.origins["mandate_statements", "xtwo,read"] == "xone,read"


def test_a_row_that_one_took_out_and_the_other_changed_is_asked():
    base = document(mandate_statements=[statement("xone")], mandate_tasks=[task("xone")])
    theirs = document()
    mine = document(
        mandate_statements=[statement("xone")],
        mandate_tasks=[task("xone") | {"basis": "report"}],
    )

    asked = merge(base, theirs, mine)
    path = "mandate_statements/xone,read"

    assert asked.clashes == [
        Clash(path, *(m and m["owned"]["mandate_statements"][0] for m in (base, None, mine)))
    ]
    assert merge(base, theirs, mine, {path: "theirs"}).content == theirs
    assert merge(base, theirs, mine, {path: "mine"}).content == mine


def test_a_day_and_how_well_it_is_known_are_one_value():
    base = mission(mandates=[mandate("2001-01-01", ends_on="2001-12-31")])
    month = {"ends_on": "2001-10-31", "ends_precision": "month"}
    theirs = mission(mandates=[mandate("2001-01-01", **month)])
    mine = mission(mandates=[mandate("2001-01-01", ends_on="2001-11-30")])

    (clash,) = merge(base, theirs, mine).clashes

    assert clash.path == "mandates/2001-01-01/ends_on"
    assert (clash.theirs, clash.mine) == (month, {"ends_on": "2001-11-30"})


@pytest.mark.parametrize("who", ["theirs", "mine"])
def test_work_on_what_hangs_two_steps_below_a_row_taken_out_is_asked_too(who):
    stated = task("xone")
    (model,) = (one for one in owned_models("document") if one.collection == "mandate_tasks")
    path = f"mandate_tasks/{row_key(model, stated)}/basis"

    def cited(locator):
        return document(
            mandate_statements=[statement("xone")],
            mandate_tasks=[stated],
            citations=[{"source": "library", "field": path, "rule": locator}],
        )

    base, worked_on, gone = cited("before"), cited("after"), document()
    sides = (worked_on, gone) if who == "theirs" else (gone, worked_on)

    asked = merge(base, *sides)

    assert [one.path for one in asked.clashes] == ["mandate_statements/xone,read"]
    assert merge(base, *sides, {asked.clashes[0].path: who}).content == worked_on


def test_a_row_that_says_nothing_beside_its_key_is_not_taken_for_a_renamed_one():
    def called(*texts):
        known = {"kind": "descriptive", "starts_precision": "unknown"}
        return document(aliases=[{"text": text} | known for text in texts])

    merged = merge(called("before"), called(), called("after"))

    assert (merged.clashes, merged.content) == ([], called("after"))
