"""Files in the forms of the publishers: made up, some rows each."""

import csv
import io
import json
import tarfile

from tests.legal.texts import xml

DAY = 86_400_000
LATELY = 20_000 * DAY  # 4 October 2024
MAY, JUNE = 19_874 * DAY, 19_904 * DAY  # the last days of those months of 2024


def rows(*some, **shared):
    return [{"id": n} | shared | row | {"last_update": LATELY} for n, row in enumerate(some, 1)]


def contribution(number, month, kind, female, male):
    return {
        "contribution_id": number,
        "isocode3": "CHN",
        "m49_code": 156.0,
        "contributing_country": "Land of Tea",
        "mission_acronym": "XMIS",
        "personnel_type": kind,
        "female_personnel": female,
        "male_personnel": male,
        "last_reporting_date": month,
    }


TYPES = ("Contingent Troops", "Staff Officer", "Individual Police", "Formed Police Units",
         "Experts on Mission")  # fmt: skip
CONTRIBUTIONS = [
    contribution(10 * month + n, day, kind, n, 10 * n)
    for month, day in enumerate((MAY, JUNE))
    for n, kind in enumerate(TYPES)
]
LATEST = rows(
    {"contributing_country": "Land of Tea", "isocode3": "CHN", "m49_code": 156.0,
     "personnel_contribution_rank": 1, "female_personnel": 10.0, "male_personnel": 100.0,
     "total_uniformed_personnel": 110.0, "last_reporting_date": JUNE},
)  # fmt: skip
FATALITIES = rows(
    {"incident_date": MAY, "casualty_id": "XMIS-2024-05-1", "mission_acronym": "XMIS",
     "type_of_casualty": "Fatality", "casualty_nationality": "Land of Tea",
     "casualty_personnel_type": "Military", "type_of_incident": "Accident", "m49_code": 156.0,
     "isocode3": "CHN"},
)  # fmt: skip
OPERATIONS = rows(
    {"mission_acronym": "XMIS", "mission_name": "Mission X", "lead_department": "DPO",
     "mission_isactive": "Yes", "start_date": 11_354 * DAY, "end_date": None,
     "mission_location": "Town", "mission_longitude": 1.5, "mission_latitude": None},
)  # fmt: skip
BUDGET = rows(
    {"Budget_class": "Civilian personnel", "Budget_subclass": "National staff",
     "Apportionment": 1200.5, "Expenditure": 1100},
    {"Budget_class": "Operational costs", "Budget_subclass": "Travel", "Apportionment": 10,
     "Expenditure": None},
    Start_date=19_174 * DAY, End_date=19_538 * DAY, Mission_acronym="XMIS", Variance=0,
    Document_symbol="A/78/600",
)  # fmt: skip
POLITICAL = rows(
    {"Agenda item": "138", "Appropriation": 20, "Expenditure": 10, "Requirement": 30,
     "Mission": "Made-up mission xmis", "Thematic Cluster": "III", "Variance": 10,
     "doc_symbol": "A/78/6 (Sect. 3)/Add.4"},
)  # fmt: skip
VETOES = rows(
    {"Date": MAY, "Year": 2024, "draft_resolution_number": "S/2024/55", "record": "S/PV.9700",
     "agenda": "The situation", "topic": "X", "china": 1, "france": 0,
     "russian_federation_or_USSR": 0, "united_states_of_america": 0, "number_of_vetoes": 1,
     "united_kingdom_of_great_britain_and_northern_ireland": 0, "url_for_record": None,
     "url_for_resolution": None},
)  # fmt: skip
SEATS = rows({"security_council_member": "Land of Tea", "year": 2024.0},
             {"security_council_member": "Land of Rice", "year": 2024.0})  # fmt: skip
VOTES = [
    {"undl_id": "280001", "ms_code": code, "ms_name": name, "ms_vote": vote,
     "date": "2024-05-31", "resolution": "S/RES/2800(2024)", "draft": "S/2024/60",
     "meeting": "S/PV.9701", "title": "Security Council resolution 2800 (2024) [on X]",
     "agenda": "X", "subjects": "X", "vote_note": "", "modality": "",
     "total_yes": "1", "total_no": "0", "total_abstentions": "1", "total_non_voting": "0",
     "total_ms": "2"}
    for code, name, vote in (("CHN", "LAND OF TEA", "Y"), ("RIC", "LAND OF RICE", "A"))
]  # fmt: skip
SITES = [{"mission": "XMIS", "year": "2023", "country": "Land of Tea", "location": "Camp",
          "latitude": "33.2", "longitude": "-71.7", "hq": "0", "UNPOL": "1", "UNMO": "0",
          "ave.no.troops": "149.5"}]  # fmt: skip


def as_json(some):
    return json.dumps(some).encode()


def as_csv(some):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(some[0]))
    writer.writeheader()
    writer.writerows(some)
    return out.getvalue().encode()


def as_archive(*files):
    """As a forge packs a repository: all of it under one folder."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.PAX_FORMAT,
                      pax_headers={"comment": "0" * 40}) as whole:  # fmt: skip
        for name, data in files:
            info = tarfile.TarInfo(f"SCresolutions-0a1b/2024/{name}/S_RES_9.xml")
            info.size = len(data)
            whole.addfile(info, io.BytesIO(data))
    return out.getvalue()


FILES = {
    "DPO-UCHISTORICAL": as_json(CONTRIBUTIONS),
    "DPO-UCLATEST": as_json(LATEST),
    "DPPADPOSS-FATALITIES": as_json(FATALITIES),
    "DPPADPOSS-PKO": as_json(OPERATIONS),
    "DPO-PKBUDGET": as_json(BUDGET),
    "DPPA-SPMBUDGET": as_json(POLITICAL),
    "DPPA-SCVETOES": as_json(VETOES),
    "DPPA-SCMEMBERSHIP": as_json(SEATS),
    "UNDL-SCVOTING": as_csv(VOTES),
    "GEO-PKO": as_csv(SITES),
    "UNXML-SCRESOLUTIONS": as_archive(("English", xml()), ("French", xml(language="fra"))),
}
