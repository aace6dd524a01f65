"""Made-up files in the formats of publishers of texts, and a small Council to import them into."""

import gzip
import io
import json
import tarfile

from legal.models import Paragraph
from records.models import Citation
from records.writing.publishing import publish
from tests.make import content, revise

AKN = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" '
    'xmlns:akn4un="http://un.org/akn4un"><statement name="{name}">'
    '<meta><identification><FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression>'
    "</identification><classification>{keywords}</classification><workflow>{steps}</workflow>"
    "<analysis><parliamentary><voting>{votes}</voting></parliamentary></analysis></meta>"
    "<coverPage><docNumber>{symbol}</docNumber>"
    '<docDate date="{issued}" refersTo="#dateOfIssuance">x</docDate></coverPage>'
    "<preamble><formula><p>The Security Council,</p></formula>{preamble}</preamble>"
    "<mainBody>{body}</mainBody></statement></akomaNtoso>"
)


def council():
    """The Council with a permanent member, two states, and resolution 9 (2000) without text."""
    publish(
        revise(
            content("source", "library", name="The Made-up Library"),
            content("organization", "un-sc", name="Security Council", summary="An organ."),
            content(
                "state",
                "aaa",
                name="Alandia",
                owned={
                    "memberships": [
                        {
                            "organization": "un-sc",
                            "kind": "permanent",
                            "starts_on": "1946-01-17",
                            "source": "library",
                        }
                    ]
                },
            ),
            content("state", "bbb", name="Bosonia and Herzegovia"),
            resolution_record(),
        )
    )


def resolution_record(number=9, year=2000, **values):
    named = {
        "symbol": f"S/RES/{number} ({year})",
        "organ": "un-sc",
        "number": number,
        "year": year,
        "adopted_on": f"{year}-03-01",
        "outcome": "adopted",
        "chapter_vii": "no",
        "summary": "A made-up resolution.",
        "owned": {"citations": [{"source": "library"}]},
    }
    return content("document", f"s-res-{number}-{year}", **(named | values))


def xml(
    symbol="S/RES/9 (2000)",
    name="resolution",
    date="2000-03-01",
    outcome="adopted",
    meeting="S/PV.4101",
    sponsors="",
    draft="",
    subjects=(),
    title="",
    chapter="",
    votes=None,
    preamble=("Recalling its resolution 8 (1999),",),
    operative=("Decides to remain seized of the matter.",),
    issued="",
    language="eng",
) -> bytes:
    """A statement in Akoma Ntoso; `votes` by refersTo: {"against": ["ALANDIA"]}."""
    keywords = "".join(
        f'<keyword showAs="{term}" dictionary="{thesaurus}"/>' for thesaurus, term in subjects
    )
    if title:
        keywords += f'<keyword refersTo="title" showAs="{title}" dictionary="DHL"/>'
    steps = f'<step date="{date}" outcome="draftResolution" as="{draft}" by="{sponsors}"/>'
    steps += f'<step date="{date}" outcome="{outcome}" as="{meeting}" by="" refersTo="{chapter}"/>'
    counted = "".join(
        f'<count value="{len(members):03}" refersTo="{position}"><akn4un:voters>'
        + "".join(f"<organization>{one}</organization>" for one in members)
        + "</akn4un:voters></count>"
        for position, members in (votes or {}).items()
    )
    body = "".join(
        f"<paragraph><num>{number}.</num><content><p>{text}</p></content></paragraph>"
        for number, text in enumerate(operative, start=1)
    )
    return AKN.format(
        name=name,
        language=language,
        keywords=keywords,
        steps=steps,
        votes=counted,
        symbol=symbol,
        issued=issued or date,
        preamble="".join(f'<container name="x"><p>{text}</p></container>' for text in preamble),
        body=body,
    ).encode()


def archive(path, **files: bytes):
    """A .tar at `path` with a file for each keyword: `a=xml()` is a.xml."""
    with tarfile.open(path, "w") as whole:
        for name, data in files.items():
            info = tarfile.TarInfo(f"2000/English/{name}.xml")
            info.size = len(data)
            whole.addfile(info, io.BytesIO(data))
    return path


def lines(path, *objects: dict):
    """A .jsonl or .jsonl.gz at `path`, one object a line."""
    data = "".join(json.dumps(one) + "\n" for one in objects).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def plain(number=9, year=2000, text="", **keys) -> dict:
    """A line of the collections of plain texts."""
    symbol = f"S/RES/{number}({year})"
    return {"number": number, "symbol": symbol, "file": "x.txt", "text": text, **keys}


def texts(slug="s-res-9-2000"):
    rows = Paragraph.objects.filter(document__slug=slug).order_by("rank")
    return list(rows.values_list("kind", "number", "anchor", "text"))


def contradictions(slug="s-res-9-2000"):
    rows = Citation.objects.filter(record__slug=slug, stance="contradicts").order_by("field")
    return list(rows.values_list("field", "stated", "open"))
