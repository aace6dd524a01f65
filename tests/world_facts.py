"""Rows of every fact table around the records of the made-up world."""

from records.content.facts import FactBatch
from records.models.ownership import fact_models


def facts_around(marks: tuple[str, ...]) -> list[FactBatch]:
    models = {model.batch: model for model in fact_models()}
    states = [{"alpha": "aaa", "beta": "bbb", "gamma": "ccc"}[mark] for mark in marks]
    votes = [
        (f"s-res-{number}-1999", code, "yes", "as_recorded")
        for number, code in enumerate(states, start=1)
    ]
    tasks = [("demining", "Demining", "security", 1, "Clears mines.", "", "")]
    codings = [("read", "Read", "Ann", "Every paragraph was read.", "2026-11-01", "", 1)]
    links = [
        (f"s-res-{number}-1999", "cites", None, "S/RES/99 (1998)", "", 1, "by_rule")
        for number in range(1, len(marks) + 1)
    ]
    texts = [
        (f"s-res-{number}-1999", rank, kind, "", anchor, f"Made-up words on {mark}.")
        for number, mark in enumerate(marks, start=1)
        for rank, (kind, anchor) in enumerate((("preambular", "pre1"), ("operative", "op1")), 1)
    ]
    meetings = [
        (f"S/PV.{number}", "", "1999-10-25", f"The situation in {mark}", False)
        for number, mark in enumerate(marks, start=1)
    ]
    strength, contributions, totals, deaths, sites, budgets = [], [], [], [], [], []
    for mark, code in zip(marks, states, strict=True):
        mission = f"mission-{mark}"
        for category, persons in (("troops", 400), ("total_uniformed", 410)):
            figures = (persons, 500, None, "reported", None, "")
            strength.append((mission, "2000-01-01", category, *figures))
            gave = (mission, code, "2000-01-01", "month", category, persons, 4, None, "")
            contributions.append(gave)
            totals.append((code, "2000-01-01", category, persons, None, None))
        died = (f"X-{mark}", mission, f"M{mark.upper()}", "2000-02-03", "day", code, "military")
        deaths.append((*died, "accident", "male", 1, ""))
        place = (mission, f"Camp {mark}", code, "", "1.5", "2.25", "2000-01-01", "month", 150)
        sites.append((*place, "", "sector", True, False, "stated", "42"))
        span = ("2000-07-01", "day", "2001-06-30", "day")
        budgets.append((*span, mission, "approved", 1_000_000, "A/RES/55/1", ""))
    subjects = [
        (f"s-res-{number}-1999", "UNBIS", f"{mark.upper()} SITUATION")
        for number, mark in enumerate(marks, start=1)
    ]
    return [
        FactBatch(models["strength"], "library", strength),
        FactBatch(models["contributions"], "library", contributions),
        FactBatch(models["contribution_totals"], "library", totals),
        FactBatch(models["fatalities"], "library", deaths),
        FactBatch(models["deployment_sites"], "library", sites),
        FactBatch(models["budgets"], "library", budgets),
        FactBatch(models["votes"], "library", votes),
        FactBatch(models["subjects"], "library", subjects),
        FactBatch(models["meetings"], "library", meetings),
        FactBatch(models["task_types"], "library", tasks),
        FactBatch(models["mandate_codings"], "library", codings),
        FactBatch(models["document_links"], "library", links),
        FactBatch(models["paragraphs"], "library", texts),
    ]
