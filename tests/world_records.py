"""Of each kind of record, the made-up ones around one mark: `tests/world.py` publishes them."""

from records.content.canonical import Content
from tests.make import content

CITED = {"citations": [{"source": "library", "locator": "shelf 7"}]}


def records_around(mark: str) -> list[Content]:
    code = {"alpha": "aaa", "beta": "bbb", "gamma": "ccc"}[mark]
    number = {"alpha": 1, "beta": 2, "gamma": 3}[mark]
    return [
        content(
            "state",
            code,
            name=f"Land of {mark}",
            summary=f"A made-up state, {mark}.",
            region="Oceania",
            owned={
                **CITED,
                "memberships": [
                    {
                        "organization": f"org-{mark}",
                        "kind": "member",
                        "starts_on": "1990-01-01",
                        "ends_on": "2005-12-31",
                        "source": "library",
                    },
                    {
                        "organization": f"org-{mark}",
                        "kind": "observer",
                        "starts_precision": "unknown",
                        "ends_precision": "unknown",
                        "source": "library",
                    },
                ],
            },
        ),
        content(
            "organization",
            f"org-{mark}",
            acronym=f"O{mark.upper()}",
            summary=f"A made-up body, {mark}.",
            adopted_on="1980-03-01",
            adopted_precision="day",
            owned={
                **CITED,
                "aliases": [{"text": f"The {mark} league", "kind": "descriptive"}],
                "identifiers": [{"scheme": "made-up", "value": f"{number}00"}],
                "gaps": [{"field": "headquarters", "why": "unknown"}],
                "relations": [
                    {"kind": "partner_of", "other": f"partner-{number}", "source": "library"}
                ],
                "events": [
                    {
                        "kind": "founding",
                        "date": "1980-03-01",
                        "title": f"Founding of {mark}",
                        "document": f"s-res-{number}-1999",
                    }
                ],
            },
        ),
        content(
            "organization",
            f"partner-{number}",
            name="A partner",
            summary="A made-up partner.",
            adopted_on="1980-03-01",
            adopted_precision="day",
            owned=CITED,
        ),
        content("party", f"party-{mark}", summary=f"A made-up group, {mark}.", owned=CITED),
        content(
            "document",
            f"s-res-{number}-1999",
            name=f"S/RES/{number} (1999): {mark}",
            symbol=f"S/RES/{number} (1999)",
            summary=f"A made-up resolution on {mark}.",
            organ=f"org-{mark}",
            number=number,
            year=1999,
            situation=f"Situation in {mark}",
            states=[code],
            adopted_on="1999-10-25",
            meeting=f"S/PV.{number}",
            outcome="adopted",
            adoption="vote",
            in_favour=1,
            against=0,
            abstaining=0,
            owned={
                "citations": [
                    {"source": "library"},
                    {
                        "source": "library",
                        "field": "adopted_on",
                        "stated": "1999-10-26",
                        "stance": "contradicts",
                        "rule": "the text comes first",
                    },
                ],
                "provisions": [
                    {"number": "I", "rank": 1, "heading": f"Aims of {mark}"},
                    {"number": "2(4)", "rank": 2, "parent": f"s-res-{number}-1999#I"},
                ],
                "provisions_invoked": [
                    {"provision": f"s-res-{number}-1999#2(4)", "relation": "recalls"}
                ],
                "mandate_actions": [
                    {
                        "mission": f"mission-{mark}",
                        "action": "establish",
                        "effective_on": "1999-10-25",
                        "paragraph": "1",
                        "rank": 1,
                    }
                ],
                "mandate_statements": [
                    {
                        "mission": f"mission-{mark}",
                        "coding": "read",
                        "statement": "sets_out",
                        "anchor": "op1",
                        "until": "2001-01-30",
                    }
                ],
                "reporting_duties": [
                    {
                        "mission": f"mission-{mark}",
                        "coding": "read",
                        "anchor": "op2",
                        "kind": "report",
                        "every_months": 6,
                        "note": f"On {mark}.",
                    },
                    {
                        "mission": f"mission-{mark}",
                        "coding": "read",
                        "anchor": "op3",
                        "kind": "briefing",
                        "due": "2000-03-31",
                        "fulfilled_by": f"s-res-{number}-1999",
                    },
                ],
                "mandate_tasks": [
                    {
                        "statement": f"mission-{mark},read",
                        "anchor": "op1",
                        "task": "demining",
                        "modality": "assist",
                        "strength": "requested",
                    }
                ],
            },
        ),
        content(
            "conflict",
            f"conflict-{mark}",
            summary=f"A made-up war, {mark}.",
            starts_on="1998-01-01",
            ends_on="2002-12-31",
            states=[code],
            owned={
                **CITED,
                "parties": [{"actor": f"party:party-{mark}", "side": "one", "source": "library"}],
            },
        ),
        content(
            "mission",
            f"mission-{mark}",
            name=f"Mission {mark}",
            acronym=f"M{mark.upper()}",
            summary=f"A made-up operation, {mark}.",
            starts_on="1999-10-25",
            ends_on="2002-05-20",
            host_states=[code],
            conflicts=[f"conflict-{mark}"],
            owned={
                **CITED,
                "roles": [
                    {
                        "role": "lead",
                        "actor": f"organization:org-{mark}",
                        "starts_on": "1999-10-25",
                        "ends_on": "2002-05-20",
                        "source": "library",
                    },
                    {"role": "contributor", "actor": f"state:{code}", "source": "library"},
                ],
                "leaders": [
                    {
                        "post": "head_of_mission",
                        "person": f"Ann {mark.title()}",
                        "nationality": code,
                        "starts_on": "1999-11-01",
                        "starts_precision": "month",
                        "evidence": "found",
                        "dates_recalled": "ends_on",
                        "source": "library",
                    }
                ],
                "legal_bases": [
                    {
                        "kind": "sc_authorization",
                        "status": "accepted",
                        "document": f"s-res-{number}-1999",
                        "source": "library",
                    }
                ],
                "relations": [
                    {"kind": "succeeded_by", "successor": f"next-{number}", "source": "library"}
                ],
                "mandates": [
                    {
                        "starts_on": "1999-10-25",
                        "ends_on": "2001-01-30",
                        "rank": 1,
                        "document": f"s-res-{number}-1999",
                        "action": f"s-res-{number}-1999#mission-{mark},establish,1,",
                        "chapter": "VII",
                    }
                ],
                "strength_ceilings": [
                    {
                        "category": "troops",
                        "persons": 500,
                        "starts_on": "1999-10-25",
                        "ends_on": "2001-01-30",
                        "document": f"s-res-{number}-1999",
                    }
                ],
            },
        ),
        content(
            "mission",
            f"next-{number}",
            name="A later one",
            summary="It came afterwards.",
            type="maritime",
            starts_on="2003-01-01",
            owned=CITED,
        ),
        content(
            "topic",
            f"topic-{mark}",
            summary=f"A made-up notion, {mark}.",
            owned={**CITED, "relations": [{"kind": "leads_to", "target": f"other-{mark}"}]},
        ),
        content("topic", f"other-{mark}", summary=f"Another notion, {mark}.", owned=CITED),
        content(
            "article",
            f"article-{mark}",
            summary=f"A made-up article, {mark}.",
            owned={
                "sections": [
                    {"code": f"X{number}", "heading": f"On {mark}", "rank": 1},
                ],
                "passages": [
                    {"section": f"X{number}", "paragraph": 1, "sentence": 1, "kind": "prose"}
                ],
                "lists": [
                    {"section": f"X{number}", "code": "L1", "kind": "bulleted", "items": "steps"}
                ],
                "section_topics": [
                    {
                        "section": f"X{number}",
                        "topic": f"topic-{mark}",
                        "list_code": "L1",
                        "rank": 1,
                    }
                ],
                "section_mentions": [
                    {"section": f"X{number}", "record": f"mission:mission-{mark}"}
                ],
            },
        ),
        content(
            "claim",
            f"xx-{number:03}",
            summary=f"It is claimed of {mark} that it worked.",
            section=f"article-{mark}#X{number}",
            passages=[f"article-{mark}#X{number},1,1"],
            verdict="disputed",
            corrected_statement=f"Of {mark} sources disagree.",
            owned={
                "mentions": [
                    {"record": f"mission:mission-{mark}", "role": "subject"},
                    {"record": f"state:{code}", "role": "place"},
                ],
                "evidence": [{"provision": f"s-res-{number}-1999#2(4)", "stance": "contradicts"}],
            },
        ),
        content(
            "claim",
            f"yy-{number:03}",
            name="A claim that restates another",
            section=f"article-{mark}#X{number}",
            verdict="disputed",
            corrected_statement="Of it, too, sources disagree.",
            owned={"relations": [{"kind": "restates", "target": f"xx-{number:03}"}]},
        ),
        content(
            "process",
            f"process-{mark}",
            summary=f"A made-up process, {mark}.",
            section=f"article-{mark}#X{number}",
            owned={**CITED, "steps": [{"rank": 1, "title": "Begin", "topic": f"topic-{mark}"}]},
        ),
        content(
            "comparison",
            f"comparison-{mark}",
            summary=f"A made-up comparison, {mark}.",
            left_topic=f"topic-{mark}",
            right_topic=f"other-{mark}",
            owned={
                **CITED,
                "rows": [
                    {
                        "rank": 1,
                        "criterion": "Size",
                        "left": "small",
                        "right": "large",
                        "documents": [f"s-res-{number}-1999"],
                        "provisions": [f"s-res-{number}-1999#2(4)"],
                    }
                ],
            },
        ),
        content(
            "case_study",
            f"case-{mark}",
            summary=f"A made-up case, {mark}.",
            section=f"article-{mark}#X{number}",
            missions=[f"mission-{mark}"],
            conflict=f"conflict-{mark}",
            outcome_label="success",
            owned={
                **CITED,
                "factors": [
                    {"topic": f"topic-{mark}", "effect": "helped", "claim": f"xx-{number:03}"}
                ],
            },
        ),
    ]
