"""What an editor adds or changes is published with what says so, and no value without."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.models import Mission
from records.content.forms import content_in
from records.models import Citation, Proposal, Revision, Source
from records.writing.publishing import publish
from tests.make import all_say_the_new, article_content, content, form_of, published, revise
from tests.records.reviewing import page_of
from tests.records.test_curation import change_address, errors_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CITED = {"field": "headquarters", "source": "library", "locator": "p. 12"}


@pytest.fixture
def library():
    return published("source", "library", name="The Made-up Library")


@pytest.fixture
def mission(library):
    role = {"role": "lead", "actor": "state:aaa", "source": "library"}
    published("document", "s-res-1", name="Resolution 1", symbol="S/RES/1")
    mandate = {"starts_on": "2001-02-01", "rank": 1, "document": "s-res-1", "roe_note": "Few."}
    published("state", "aaa", name="Land of A")
    owned = {"citations": [CITED], "roles": [role], "mandates": [mandate]}
    return published("mission", "xmis", name="Mission X", headquarters="Here", owned=owned)


def typed(client, mission, **values):
    """The form as it opens, with what is typed into it, and nothing said of evidence."""
    data = form_of(client, change_address(mission))
    return {name: text for name, text in data.items() if "proof" not in name} | values


def post(client, mission, data):
    return client.post(change_address(mission), data)


def citations(**having):
    rows = Citation.objects.filter(**having).order_by("field")
    return list(rows.values_list("field", "source__slug", "locator", "stance"))


def test_a_value_of_which_nothing_is_said_is_not_published(editor, mission):
    reply = post(editor, mission, typed(editor, mission, acronym="XMIS"))

    assert "See «Evidence» below: 1 value has no evidence yet" in errors_of(reply)
    (asked,) = reply.context["evidence"]["asked"]
    assert (asked.label, [part.text for part in asked.after]) == ("Acronym", ["XMIS"])
    assert Mission.objects.get().acronym == ""


def test_what_others_published_meanwhile_is_not_cited_again(editor, mission, library):
    other = published("source", "other", name="Another Library")
    mine = {"headquarters": "There", "proof-source": other.pk, "proof-locator": "p. 4"}
    mine |= {"stood-headquarters,library,p. 12,": "new"}
    data = form_of(editor, change_address(mission)) | mine
    (first,) = Revision.objects.of("mission", "xmis").sealed()
    held = content_in(first)
    cited = [*held["owned"]["citations"], {"field": "acronym", "source": "library"}]
    publish(revise(held | {"acronym": "XM", "owned": held["owned"] | {"citations": cited}}))

    behind = post(editor, mission, data)
    reply = post(editor, mission, form_of(editor, behind) | mine)

    assert reply.status_code == 302, errors_of(reply)
    assert citations(source=other) == [("headquarters", "other", "p. 4", "supports")]


@pytest.mark.parametrize("name", ["summary", "note"])
def test_our_own_words_need_none(editor, mission, name):
    reply = post(editor, mission, typed(editor, mission, **{name: "In our words."}))

    assert reply.status_code == 302, errors_of(reply)


def test_one_source_is_cited_for_each_value_by_its_own_path(editor, mission, library):
    said = {"proof-source": library.pk, "proof-locator": "p. 3"}
    row = {"mandates-0-force_level": "all_necessary_means", "mandates-0-geographic_limit": "North"}

    reply = post(editor, mission, typed(editor, mission, acronym="XMIS", **row, **said))

    assert reply.status_code == 302, errors_of(reply)
    assert citations(locator="p. 3") == [
        ("acronym", "library", "p. 3", "supports"),
        ("mandates/2001-02-01", "library", "p. 3", "supports"),
    ]


def test_a_value_may_have_a_source_of_its_own(editor, mission, library):
    other = published("source", "other", name="Another Library")
    said = {"proof-source": library.pk, "proof-locator": "p. 3"}
    changes = typed(editor, mission, acronym="XMIS", never_deployed="on")
    asked = post(editor, mission, changes).context["evidence"]["asked"]
    own = {"proof-path": [one.path for one in asked]}
    number = own["proof-path"].index("acronym")
    own |= {f"proof-{number}-source": other.pk, f"proof-{number}-locator": "col. 2"}

    reply = post(editor, mission, changes | said | own)

    assert reply.status_code == 302, errors_of(reply)
    assert citations(source=other) == [("acronym", "other", "col. 2", "supports")]
    assert citations(locator="p. 3") == [("never_deployed", "library", "p. 3", "supports")]


def test_what_was_cited_is_asked_about_and_never_goes_on_for_another_value(editor, mission):
    changes = typed(editor, mission, headquarters="There")
    asked = post(editor, mission, changes)

    assert "1 citation stood for what you changed" in errors_of(asked)
    reply = post(editor, mission, changes | all_say_the_new(asked))

    assert reply.status_code == 302, errors_of(reply)
    (cited,) = Citation.objects.all()
    assert (cited.stance, cited.locator, cited.checked_by) == ("supports", "p. 12", "edith")


def test_a_contradiction_asks_for_the_rule_and_keeps_what_stood(editor, mission, library):
    said = {"proof-source": library.pk, "proof-locator": "p. 99"}
    changes = typed(editor, mission, headquarters="There", **said)
    asked = post(editor, mission, changes)
    against = dict.fromkeys(all_say_the_new(asked), "old")
    again = post(editor, mission, changes | against)
    assert "does each say the new value too?" in errors_of(again)
    rule = {name.replace("stood", "rule"): "The later page." for name in against}

    reply = post(editor, mission, changes | against | rule)

    assert reply.status_code == 302, errors_of(reply)
    old = Citation.objects.get(locator="p. 12")
    assert (old.stance, old.stated, old.rule) == ("contradicts", "Here", "The later page.")
    assert citations(locator="p. 99") == [("headquarters", "library", "p. 99", "supports")]


def test_a_row_that_names_its_source_has_its_evidence_until_it_changes(editor, mission, library):
    published("state", "bbb", name="Land of B")
    land = mission.roles.get().actor.pk
    new = {"roles-TOTAL_FORMS": "2", "roles-1-role": "supporter", "roles-1-actor": land}
    new |= {"roles-1-source": library.pk, "roles-1-starts_precision": "unknown"}
    new |= {"roles-1-ends_precision": "unknown"}

    reply = post(editor, mission, typed(editor, mission, **new))
    assert reply.status_code == 302, errors_of(reply)

    moved = post(editor, mission, typed(editor, mission, **{"roles-0-starts_on": "2001-03-01"}))
    assert "1 value has no evidence yet" in errors_of(moved)


def test_what_is_emptied_or_taken_out_needs_none(editor, mission):
    data = typed(editor, mission, **{"headquarters": "", "roles-0-DELETE": "on"})
    data["citations-0-DELETE"] = "on"

    reply = post(editor, mission, data)

    assert reply.status_code == 302, errors_of(reply)


def test_a_new_record_is_cited_as_a_whole(editor, library):
    address = change_address(library).replace(f"/source/{library.pk}/change/", "/source/add/")
    address = address.replace("/records/source/", "/organizations/party/")
    data = form_of(editor, address)
    data |= {"name": "Party X", "slug": "party-x", "kind": "armed_group"}
    bare = {name: text for name, text in data.items() if "proof" not in name}

    assert "1 value has no evidence yet" in errors_of(editor.post(address, bare))
    reply = editor.post(address, data)

    assert reply.status_code == 302, errors_of(reply)
    assert citations() == [("", "library", "made up", "supports")]


def test_a_source_that_is_not_held_is_made_in_the_same_form(editor, mission):
    new = {"proof-new_name": "A New Report", "proof-new_kind": "document"}
    new |= {"proof-locator": "para. 3"}

    reply = post(editor, mission, typed(editor, mission, acronym="XMIS", **new))

    assert reply.status_code == 302, errors_of(reply)
    assert citations(field="acronym") == [("acronym", "a-new-report", "para. 3", "supports")]
    assert Source.objects.get(slug="a-new-report").kind == "document"


def test_a_new_source_waits_for_approval_with_what_it_says(of_group, mission):
    author = of_group("Editors", "ann")
    new = {"proof-new_name": "A New Report", "proof-new_kind": "document"}

    post(author, mission, typed(author, mission, acronym="XMIS", **new))

    assert set(Revision.objects.open().values_list("slug", flat=True)) == {"xmis", "a-new-report"}
    assert not Source.objects.filter(slug="a-new-report").exists()
    page = author.get(page_of(Proposal.objects.get())).content.decode()
    assert "A New Report" in page and 'href="/sources/a-new-report/"' not in page


def test_half_an_answer_is_told_at_its_field_and_kept(editor, mission):
    data = typed(editor, mission, acronym="XMIS", **{"proof-locator": "p. 7"})

    reply = post(editor, mission, data)

    page = reply.content.decode()
    assert "Say which source has it there." in page and 'value="p. 7"' in page
    assert Mission.objects.get().acronym == ""


def test_a_draft_may_wait_for_its_evidence(editor, mission):
    data = typed(editor, mission, acronym="XMIS") | {"_draft": "1"}
    data.pop("_publish")

    assert post(editor, mission, data).status_code == 302
    draft = Revision.objects.open().get()
    view = f"{change_address(mission)}?draft={draft.pk}"
    bare = {name: text for name, text in form_of(editor, view).items() if "proof" not in name}
    assert "1 value has no evidence yet" in errors_of(editor.post(view, bare))
    assert editor.post(view, form_of(editor, view)).status_code == 302


def test_a_verdict_is_proven_by_the_evidence_of_its_claim(editor, library):
    document = published("document", "s-res-1", symbol="S/RES/1")
    publish(revise(article_content("one", "A1")))
    claim = published("claim", "xx-001", section="one#A1")
    data = form_of(editor, change_address(claim)) | {"verdict": "supported"}
    bare = {name: text for name, text in data.items() if "proof" not in name}
    assert "1 value has no evidence yet" in errors_of(post(editor, claim, bare))

    row = {"evidence-TOTAL_FORMS": "1", "evidence-0-document": document.pk}
    reply = post(editor, claim, bare | row | {"evidence-0-stance": "supports"})

    assert reply.status_code == 302, errors_of(reply)


def test_what_others_published_meanwhile_is_shown_before_evidence_is_asked(editor, mission):
    data = typed(editor, mission, acronym="XMIS")
    publish(revise(content("mission", "xmis", name="Mission X", headquarters="Elsewhere")))

    assert "What they changed" in post(editor, mission, data).content.decode()


def cite(**row):
    """The mission has one more citation."""
    held = {"owned": {"citations": [CITED, {"source": "library"} | row], **ROWS}}
    publish(revise(content("mission", "xmis", name="Mission X", headquarters="Here", **held)))


ROWS = {"mandates": [{"starts_on": "2001-02-01", "rank": 1, "document": "s-res-1"}]}


def test_a_citation_of_the_whole_record_that_comes_with_the_edit_is_evidence(editor, mission):
    data = typed(editor, mission, acronym="XMIS", **{"citations-TOTAL_FORMS": "2"})
    new = {"source": Source.objects.get(slug="library").pk, "stance": "supports"}

    reply = post(editor, mission, data | {f"citations-1-{k}": v for k, v in new.items()})

    assert reply.status_code == 302, errors_of(reply)


def test_what_only_contradicts_is_no_evidence(editor, mission):
    changes = typed(editor, mission, headquarters="There")
    (stood,) = all_say_the_new(post(editor, mission, changes))
    against = {stood: "old", stood.replace("stood", "rule"): "The later page."}

    reply = post(editor, mission, changes | against)

    assert "1 value has no evidence yet" in errors_of(reply)


def test_what_contradicted_before_may_say_the_new_value(editor, mission):
    cite(field="headquarters", stance="contradicts", stated="There", locator="p. 1")
    changes = typed(editor, mission, headquarters="There")

    reply = post(editor, mission, changes | all_say_the_new(post(editor, mission, changes)))

    assert reply.status_code == 302, errors_of(reply)
    assert set(Citation.objects.values_list("stance", flat=True)) == {"supports"}


def test_a_row_whose_source_changes_with_it_has_its_evidence(editor, mission):
    other = published("source", "other", name="Another Library")
    row = {"roles-0-starts_on": "2001-03", "roles-0-source": other.pk}

    reply = post(editor, mission, typed(editor, mission, **row))

    assert reply.status_code == 302, errors_of(reply)


def test_a_row_that_gets_another_key_keeps_what_was_cited_and_is_asked_about(editor, mission):
    cite(field="mandates/2001-02-01", locator="p. 5")

    reply = post(editor, mission, typed(editor, mission, **{"mandates-0-starts_on": "2001-02-02"}))

    assert "1 citation stood for what you changed" in errors_of(reply)
    (asked,) = reply.context["evidence"]["asked"]
    assert asked.path == "mandates/2001-02-02/starts_on"
    assert [part.text for part in asked.before] == ["1 February 2001"]


def test_a_draft_refuses_a_new_source_in_words(editor, mission):
    new = {"proof-new_name": "A New Report", "proof-new_kind": "document", "_draft": "1"}

    reply = post(editor, mission, typed(editor, mission, acronym="XMIS", **new))

    assert "A draft holds no new source" in errors_of(reply)
    assert not Revision.objects.open().exists()


HOSTILE_ANSWERS = {
    "proof-source": "9" * 40,
    "proof-path": "mandates/\x00/'\"<hostile>/x",
    "proof-0-source": "-1",
    "proof-0-stated": "x" * 600,
    "stood-nothing": "new",
    "rule-nothing": "\x00",
    "text": "\x00",
    "read": "s-res-1\x00",
    "paragraph": "no#where",
    "proof-new_name": "\u4eba",
    "proof-new_kind": "nonsense",
}


@pytest.mark.parametrize("name", HOSTILE_ANSWERS)
def test_hostile_answers_are_told_and_change_nothing(editor, mission, name):
    data = typed(editor, mission, acronym="XMIS", **{name: HOSTILE_ANSWERS[name]})

    for further in ({}, {"_read": "1"}):
        reply = post(editor, mission, data | further)
        assert reply.status_code == 200 and errors_of(reply)
        assert "<hostile>" not in reply.content.decode()
    assert Mission.objects.get().acronym == ""


def test_asking_reads_as_much_for_three_values_as_for_one(editor, mission, library):
    def queries(**changes):
        asked = post(editor, mission, typed(editor, mission, **changes)).context["evidence"]
        own = {"proof-path": [one.path for one in asked["asked"]]}
        own |= {f"proof-{n}-source": library.pk for n in range(len(own["proof-path"]))}
        data = typed(editor, mission, **changes, **own, **{"proof-locator": "p. 1"})
        with CaptureQueriesContext(connection) as captured:
            post(editor, mission, data)
        return len(captured)

    one = queries(acronym="XMIS")
    assert queries(acronym="XMIS", latitude="1", longitude="2") <= one
