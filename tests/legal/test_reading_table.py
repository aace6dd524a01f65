"""Twenty sentences for each thing that rules read: what is said plainly, denied, and traps.

Each row is a sentence and what is read of it, the numbers of resolutions or provisions.
"""

import re

import pytest

from legal.reading.acts import acts_in
from legal.reading.chapter_vii import acting_under
from legal.reading.citations import named_in
from legal.reading.provisions import invoked_in

YEARS = {
    242: 1967, 338: 1973, 425: 1978, 426: 1978, 1234: 1999, 1244: 1999, 1245: 1999, 1246: 1999,
    1325: 2000, 2010: 2011, 2011: 2011,
}  # fmt: skip
EXTENDS = {
    "Decides to extend until 1 May the mandate set out in resolution 1244 (1999);": "1244",
    "Decides to renew the measures imposed by resolutions 242 (1967) and 338 (1973);": "242 338",
    "Decides, acting under Chapter VII, to further extend the mandate in resolution 1244 (1999);": (
        "1244"
    ),
    "Extends once more the stationing of the Force established under resolution 425 (1978);": "425",
    "Renews the authorization granted in paragraph 3 of resolution 1244 (1999);": "1244",
    "Decides that the mandate set out in S/RES/1244 (1999) shall be extended for a year;": "1244",
    "Notes the report and decides to prolong the mandate contained in resolution 426 (1978);": (
        "426"
    ),
    "Decides to extend, for not more than six months, the mandate in resolution 1244 (1999);": (
        "1244"
    ),
    "Decides to extend, without amending it, the mandate set out in resolution 1244 (1999);": (
        "1244"
    ),
    "Decides to extend the mandate in resolution 1244 (1999), but not that in resolution "
    "1325 (2000);": "1244",
    "Decides not to extend the mandate set out in resolution 1234 (1999);": "",
    "Decides, after careful thought, not to renew the measures in resolution 1234 (1999);": "",
    "Decides no longer to extend the authorization in resolution 1234 (1999);": "",
    "Decides that the mandate set out in resolution 1234 (1999) shall not be extended;": "",
    "Decides neither to extend nor to renew the mandate in resolution 1234 (1999);": "",
    "Notes that the mandate in resolution 1234 (1999) has not been extended;": "",
    "Decides whether to extend the mandate set out in resolution 1234 (1999);": "",
    "Decides that, should the parties agree, the mandate in resolution 1234 (1999) shall be "
    "extended;": "",
    "Decides that the mandate in resolution 1234 (1999) may be extended;": "",
    "Decides, subject to a vote, that the mandate in resolution 1234 (1999) would be extended;": "",
    "Decides that in no circumstances shall the mandate in resolution 1234 (1999) be extended;": "",
    "Decides it is unable to extend the mandate set out in resolution 1234 (1999);": "",
    "Decides that the mandate set out in resolution 1234 (1999) shan’t be extended;": "",
    "Decides that the Committee has ceased to extend the deadline of resolution 1234 (1999);": "",
    "Extends its deep appreciation to the Mission established by resolution 1234 (1999);": "",
    "Expresses its intention to extend the mandate set out in resolution 1234 (1999);": "",
}
AMENDS = {
    "Decides to amend paragraph 3 of resolution 1244 (1999) as follows:": "1244",
    "Decides to modify the measures imposed in resolution 242 (1967);": "242",
    "Decides to revise the terms of reference laid down in resolution 338 (1973);": "338",
    "Decides that paragraph 8 of resolution 1244 (1999) is amended to read:": "1244",
    "Decides that the measures in resolution 1244 (1999) shall be modified as follows:": "1244",
    "Amends paragraph 2 of resolution 425 (1978);": "425",
    "Also decides to amend paragraphs 1 and 2 of resolutions 425 and 426 (1978);": "425 426",
    "Decides to extend and amend the mandate contained in resolution 1244 (1999);": "1244",
    "Decides to amend, rather than replace, the mandate set out in resolution 1244 (1999);": "1244",
    "The Security Council decides to modify paragraph 4 of S/RES/1244 (1999);": "1244",
    "Decides not to amend paragraph 3 of resolution 1234 (1999);": "",
    "Decides to replace, rather than amend, the list in resolution 1234 (1999);": "",
    "Decides that nothing in resolution 1234 (1999) shall be amended;": "",
    "Decides that no provision of resolution 1234 (1999) is modified by this;": "",
    "Decides to proceed without amending resolution 1234 (1999);": "",
    "Decides never to revise paragraph 1 of resolution 1234 (1999);": "",
    "Decides that the measures in resolution 1234 (1999) stay and shall in no way be modified;": "",
    "Decides to consider whether to modify the measures in resolution 1234 (1999);": "",
    "Recalls resolution 1234 (1999), as amended by resolution 1244 (1999);": "",
    "Decides that States may decide to amend lists under resolution 1234 (1999);": "",
    "Requests the Committee to amend the list kept under resolution 1234 (1999);": "",
}
REPLACES = {
    "Decides that paragraph 2 of resolution 242 (1967) shall be replaced by this:": "242",
    "Decides to replace paragraph 2 of resolution 242 (1967) by the following:": "242",
    "Decides to supersede the procedures laid down in resolution 338 (1973);": "338",
    "Decides that the annex of resolution 1244 (1999) is hereby replaced;": "1244",
    "Replaces the list contained in the annex of resolution 1244 (1999);": "1244",
    "Supersedes paragraph 4 of resolution 425 (1978);": "425",
    "Decides that resolutions 425 (1978) and 426 (1978) shall be superseded by this one;": (
        "425 426"
    ),
    "Further decides to replace the exemption set out in resolution 1244 (1999);": "1244",
    "Decides to replace, and not to amend, the exemption in paragraph 3 of resolution "
    "1244 (1999);": "1244",
    "Decides that resolution 242 (1967), which has not been applied, shall be replaced;": "242",
    "Decides not to replace paragraph 2 of resolution 1234 (1999);": "",
    "Decides that paragraph 2 of resolution 1234 (1999) shall not be replaced;": "",
    "Decides that neither resolution 1234 (1999) nor its annex is superseded;": "",
    "Decides to amend rather than replace paragraph 2 of resolution 1234 (1999);": "",
    "Decides to refrain from measures that would replace those of resolution 1234 (1999);": "",
    "The list stands unless it decides to replace paragraph 2 of resolution 1234 (1999);": "",
    "Decides that the list of resolution 1234 (1999) shall no longer be replaced each year;": "",
    "Decides to extend the term of the judge elected to replace one under resolution "
    "1234 (1999);": "",
    "Notes that resolution 1234 (1999) has been replaced by resolution 1244 (1999);": "",
    "Decides, instead of replacing resolution 1234 (1999), to remain seized of the matter;": "",
}
ENDS = {
    "Decides to terminate the measures imposed by paragraph 8 of resolution 242 (1967);": "242",
    "Decides to lift the prohibitions imposed by resolution 1244 (1999);": "1244",
    "Decides that the measures in resolution 338 (1973) shall be terminated forthwith;": "338",
    "Decides to dissolve the Committee established by resolution 1244 (1999);": "1244",
    "Terminates the mandate of the Mission established under resolution 425 (1978);": "425",
    "Lifts the embargo imposed by paragraph 5 of resolution 1244 (1999);": "1244",
    "Decides to end the mandate set out in resolution 426 (1978) without delay;": "426",
    "Welcomes this, and decides to discontinue the Office created by resolution 1244 (1999);": (
        "1244"
    ),
    "Decides to terminate the measures of resolution 1244 (1999) without extending those of "
    "resolution 1325 (2000);": "1244",
    "Decides that the ban in resolution 338 (1973) is lifted and that the ban in resolution "
    "425 (1978) is not lifted;": "338",
    "Decides not to terminate the measures imposed by resolution 1234 (1999);": "",
    "Decides that the measures in resolution 1234 (1999) shall not be lifted;": "",
    "Decides that none of the measures in resolution 1234 (1999) shall be terminated;": "",
    "Decides to renew, rather than end, the measures in resolution 1234 (1999);": "",
    "Decides that the measures in resolution 1234 (1999) have not been lifted;": "",
    "Decides that the measures in resolution 1234 (1999) shall be lifted if they comply;": "",
    "Decides to terminate the suspension of the measures in resolution 1234 (1999);": "",
    "Decides to end consideration of the item named in resolution 1234 (1999);": "",
    "Decides that the measures in resolution 1234 (1999) shall be lifted at a later date;": "",
    "Decides that the measures in resolution 1234 (1999) shall be lifted once peace holds;": "",
    "Decides that the ban in resolution 1234 (1999) shall stand until it is lifted;": "",
    "Decides that States shall take measures to end violations of resolution 1234 (1999);": "",
    "The ceiling falls unless the Council decides to end what resolution 1234 (1999) set;": "",
    "Decides to review, before lifting, the measures in resolution 1234 (1999);": "",
}
CITES = {
    "Recalling its resolutions 242 (1967) and 338 (1973),": "242 338",
    "In accordance with S/RES/1244 (1999), op. 5,": "1244",
    "See S/RES/425(1978); S/RES/426 (1978), pp. 2;": "425 426",
    "Recalling resolutions 425 and 426 (1978),": "425 426",
    "Recalling resolution 1244 ( 1999 ),": "1244",
    "Recalling resolutions 1234, 1244 and 1246 (1999),": "1234 1244 1246",
    "Recalling resolutions 1244 (1999)-1246 (1999),": "1244 1245 1246",
    "Recalling resolutions 1244 to 1246 (1999),": "1244 1245 1246",
    "Recalling resolution 58/241 of the General Assembly,": "58/241",
    "Recalling resolutions 52/103 and 52/132 of 9 December 1997 of the General Assembly,": (
        "52/103 52/132"
    ),
    "Recalling General Assembly resolution 58/241 of 23 December 2003,": "58/241",
    "Recalling General Assembly resolution 1514 (XV),": "1514",
    "Recalling the statement of its President (S/PRST/2001/1),": "2001/1",
    "Recalling resolutions 2010 and 2011 (2011),": "2010 2011",
    "Not having received the report under resolution 1244 (1999),": "1244",
    "Recalling resolutions 242 and 338 (1973),": "338",  # the year is not that of 242
    "Recalling resolution 242 (1973),": "",
    "Recalling its decision of 18 November 2010, 2011 (2010 budget),": "",
    "Recalling document A/58/241 and the letter S/1999/1244,": "",
    "Noting paragraph 4 (1999) of the report and 1244 pages of annexes,": "",
    "Noting 242 trucks, 338 (1999 model) cars and S/PV.1244 (2000),": "",
    "Noting that 12/34 of the States of the Assembly's region reported,": "",
}
ACTS_UNDER_VII = {
    "Acting under Chapter VII of the Charter of the United Nations,": True,
    "Determined to act, and to this end acting under Chapter VII of the Charter,": True,
    "Acting, therefore, under Chapter VII of the Charter,": True,
    "Acting under Articles 39 and 40 of the Charter,": True,
    "Acting pursuant to Chapter VII,": True,
    "Acting in accordance with Article 41 of the Charter,": True,
    "Decides, under Chapter VII of the Charter, that all States shall;": True,
    "Authorizes Member States, in accordance with Chapter VII of the Charter, to assist;": True,
    "Concerned that this was not done, acting under Chapter VII of the Charter,": True,
    "Acting under Chapters VI and VII of the Charter,": True,
    "Not acting under Chapter VII of the Charter,": False,
    "Acting, but not under Chapter VII of the Charter,": False,
    "Acting not under Chapter VII but under Chapter VI of the Charter,": False,
    "Urging restraint without acting under Chapter VII of the Charter,": False,
    "Decides not to act, under Chapter VII of the Charter, on the request;": False,
    "Recalling resolution 8 (1999), adopted under Chapter VII,": False,
    "Recalling resolution 8 (1999) which, acting under Chapter VII, did so,": False,
    "Acting under Chapter VIII of the Charter,": False,
    "Recalling the provisions of Chapter VII of the Charter,": False,
    "Acting under Article 36 of the Statute,": False,
}
ACTS_UNDER, RECALLS = "acting_under", "recalls"
INVOKES = {
    "Acting under Article 41 of the Charter,": {("41", ACTS_UNDER)},
    "Acting under Articles 39 and 40,": {("39", ACTS_UNDER), ("40", ACTS_UNDER)},
    "Acting under Article 41 of Chapter VII of the Charter,": {
        ("41", ACTS_UNDER),
        ("VII", ACTS_UNDER),
    },
    "Decides, under Article 42 of the Charter, to send a force;": {("42", ACTS_UNDER)},
    "Acting under Chapter VIII of the Charter,": {("VIII", ACTS_UNDER)},
    "Acting under Chapter VII of the Charter, and taking measures under its Article 41,": {
        ("VII", ACTS_UNDER),
        ("41", ACTS_UNDER),
    },
    "Reaffirming the right of self-defence in accordance with Article 51 of the Charter,": {
        ("51", RECALLS)
    },
    "Recalling Articles 52 to 54 of the United Nations Charter,": {
        ("52", RECALLS),
        ("53", RECALLS),
        ("54", RECALLS),
    },
    "Recalling the Charter of the United Nations, in particular its Article 2, paragraph 4,": {
        ("2(4)", RECALLS)
    },
    "Recalling paragraph 4 of Article 2 of the Charter,": {("2(4)", RECALLS)},
    "Recalling Article 2, paragraphs 3 and 4, and Article 33 of the Charter,": {
        ("2", RECALLS),
        ("33", RECALLS),
    },
    "Recalling resolution 8 (1999), adopted under Article 41 of the Charter,": {("41", RECALLS)},
    "Not acting under Article 41 of the Charter,": set(),
    "Urging restraint without acting under Article 42 of the Charter,": set(),
    "Calling for talks rather than measures under Article 42 of the Charter,": set(),
    "Recalling Article 36 of the Statute of the Court,": set(),
    "Recalling articles 20 and 102 of the Charter of the Organization of American States,": set(),
    "Acting under Article 40 of the Statute,": set(),
    "Decides to amend article 12 and article 13 quater of the Statute;": set(),
    "Noting Chapter V of the Agreement and Article 7 of the Treaty,": set(),
}
ACTS = {"extends": EXTENDS, "amends": AMENDS, "replaces": REPLACES, "ends": ENDS}


def _numbers(named):
    return {re.search(r"\d+(/\d+)?", one.symbol)[0] for one in named}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [(kind, text, expected) for kind, rows in ACTS.items() for text, expected in rows.items()],
)
def test_an_act_is_what_the_council_plainly_does(kind, text, expected):
    found = acts_in(text, named_in(text, YEARS, 2500))

    assert _numbers(one for act, one in found if act == kind) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), CITES.items())
def test_a_document_is_named_by_what_belongs_together(text, expected):
    assert _numbers(named_in(text, YEARS, 2500)) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), ACTS_UNDER_VII.items())
def test_chapter_vii_is_what_the_council_says_it_acts_under(text, expected):
    assert bool(acting_under([("operative", "op1", text)])) is expected


@pytest.mark.parametrize(("text", "expected"), INVOKES.items())
def test_a_provision_is_the_charters_and_not_denied(text, expected):
    assert {(one.number, one.relation) for one in invoked_in(text)} == expected


@pytest.mark.parametrize("rows", [*ACTS.values(), CITES, ACTS_UNDER_VII, INVOKES])
def test_each_table_has_twenty_sentences_and_six_of_nothing(rows):
    assert len(rows) >= 20
    assert sum(not expected for expected in rows.values()) >= 6
