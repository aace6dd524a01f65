"""A claim against the record, by the engine that checks pasted texts."""

from typing import Annotated

from pydantic import Field

from knowledge.checking.engine import LONGEST
from peacekb.language_models.answers import Answer, bounded, quoted
from peacekb.language_models.asking import Site
from peacekb.language_models.evidence import Page, citations
from peacekb.language_models.tools.registry import Arguments, tool
from records.common.addresses import record_of_page

NOT_KNOWN = "not_known"


class CheckClaim(Arguments):
    text: Annotated[
        str,
        Field(min_length=1, max_length=LONGEST, description="A sentence or paragraph, in English."),
    ]


class CheckAnswer(Answer):
    counts: dict[str, int] = Field(
        default={},
        description="Findings by judgement: wrong, not_quite, not_known, right.",
    )


@tool("Check a claim")
def check_claim(site: Site, asked: CheckClaim) -> CheckAnswer:
    """Compares what a text says of missions, resolutions, days, numbers and votes with the record,
    piece by piece. What no finding covers was not checked; the text is neither kept nor logged."""
    reply = site.post("check/", {"text": asked.text})
    counts = reply.body["counts"]
    judged = reply.count - counts[NOT_KNOWN]
    rows, notes = bounded(reply.rows)
    linked = {link["page"]: link["label"] for row in rows for link in row["links"]}
    links = [Page(label=label, address=site.absolute(page)) for page, label in linked.items()]
    if not judged:
        text = (
            f"The base holds nothing on {quoted(asked.text)}. Looked for symbols, days, names, "
            f"numbers, votes and claims: {reply.count} found in it, and none that the record knows."
        )
        return CheckAnswer(
            found=False, text=text, rows=rows, count=reply.count, counts=counts, nearest=links
        )
    told = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in counts.items())
    reasons = " ".join(f"{quoted(row['text'])} {row['judgement']}: {row['reason']}" for row in rows)
    return CheckAnswer(
        found=True,
        text=f"{told}. {reasons}",
        rows=rows,
        count=reply.count,
        pages=links,
        citations=citations(site, [about for page in linked if (about := record_of_page(page))]),
        caveats=[*notes, "What is not covered by a finding was not checked."],
        counts=counts,
        asked=[reply.address],
    )
