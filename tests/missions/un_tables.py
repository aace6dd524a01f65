"""Rows of the tables of contributions as the United Nations publish them."""

COMMAND = "import_contributions"


CODES = [("ipi", "XMIS"), ("un-yearly", "XMIS")]


def by_sex(**values):
    """Land A's seven troops, two of them women, and three police, in Mission X."""
    row = {"": "1", "Date": "2002-01-31", "Contributor": "Land A", "Contributor ISO-3": "AAA"}
    row["Mission"] = "XMIS"
    counts = {
        "Individual Police": (1, 0),
        "Formed Police Units": (2, 0),
        "Experts on Mission": (0, 0),
        "Troops": (5, 2),
        "Total": (8, 2),
    }
    for name, (male, female) in counts.items():
        row |= {f"{name} Male": male, f"{name} Female": female, f"{name} Total": male + female}
    return row | values


def by_state(**values):
    row = {"Date": "2002-01-31", "Contributor": "Land A", "Troops": "7", "Police": "3"}
    return row | {"Experts": ""} | values


def yearly(year="2018", total="10", **values):
    row = {"": "1", "Year": year, "Country": "Land A", "Mission": "XMIS"}
    return row | {"Female": "2", "Male": str(int(total) - 2), "Total": total} | values


def one_month(**values):
    row = {"Date": "2002-01-31", "Contributor": "Land A", "Contributor_ISO-3": "AAA"}
    row |= {"Mission": "XMIS", "Formed_Police_Units": "2", "Civilian_Police": "3"}
    return row | {"Troops": "7", "Observers": "NA", "Total": "10"} | values


def ranking(**values):
    row = {"ISOCode3": "AAA", "Contributing_Country": "Land A", "Female_Personnel": "2"}
    row |= {"Male_Personnel": "8", "Total_Uniformed_Personnel": "10"}
    return row | {"Last_Reporting_Date": "31-Jan-21"} | values


def by_type(number=1, kind="Troops", female="2", male="5", **values):
    """A row of the United Nations' own table."""
    row = {"contribution_id": f"{number}.0", "isocode3": "AAA", "m49_code": "4"}
    row |= {"contributing_country": "Land A", "mission_acronym": "XMIS", "personnel_type": kind}
    row |= {"female_personnel": female, "male_personnel": male}
    return row | {"last_reporting_date": "2002-01-31"} | values
