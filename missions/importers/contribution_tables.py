"""The tables of contributions that are read: their columns, sources and codes of missions."""

from records.content.canonical import Content
from records.importing.imports import source_content

IPI = {
    "publisher": "International Peace Institute, Providing for Peacekeeping",
    "licence": "GPL-2.0 for the software of the repository; none stated for the data.",
}
ANALYTICS = {
    "url": "https://github.com/corinnee/UN_Peacekeeping_Analytics",
    "licence": "MIT, of the repository.",
}
LOADER = "https://github.com/IPIDataLab/PPP_Loader"
BY_TYPE, LATEST, BY_SEX, ONE_MONTH, BY_STATE, YEARLY, RANKING = (
    "the United Nations' contributions by mission and type of personnel (DPO-UCHISTORICAL)",
    "the United Nations' contributors of the latest month (DPO-UCLATEST)",
    "IPI's table of contributors by mission, month and sex",
    "IPI's table of contributors by mission in one month",
    "IPI's table of contributors by month",
    "the table of yearly means by sex",
    "the ranking of contributors",
)
FORMATS = {
    BY_TYPE: (
        *("contribution_id", "isocode3", "mission_acronym", "personnel_type", "female_personnel"),
        *("male_personnel", "last_reporting_date"),
    ),
    LATEST: (
        *("id", "isocode3", "contributing_country", "personnel_contribution_rank"),
        *("female_personnel", "male_personnel", "total_uniformed_personnel"),
        "last_reporting_date",
    ),
    BY_SEX: (
        *("Date", "Contributor", "Contributor ISO-3", "Mission"),
        *("Individual Police Total", "Individual Police Female", "Formed Police Units Total"),
        *("Formed Police Units Female", "Experts on Mission Total", "Experts on Mission Female"),
        *("Troops Total", "Troops Female", "Total Male", "Total Female", "Total Total"),
    ),
    ONE_MONTH: (
        *("Date", "Contributor", "Contributor_ISO-3", "Mission", "Formed_Police_Units"),
        *("Civilian_Police", "Troops", "Observers", "Total"),
    ),
    YEARLY: ("Year", "Country", "Mission", "Female", "Male", "Total"),
    RANKING: (
        *("ISOCode3", "Contributing_Country", "Female_Personnel", "Male_Personnel"),
        *("Total_Uniformed_Personnel", "Last_Reporting_Date"),
    ),
    BY_STATE: ("Date", "Contributor", "Troops", "Police", "Experts"),
}
HUB = {
    "publisher": "UN Peace and Security Data Hub",
    "url": "https://psdata.un.org",
    "licence": "CC BY-IGO, according to the Humanitarian Data Exchange.",
}
SOURCES: dict[str, Content] = {
    BY_TYPE: source_content(
        "un-contributions",
        "Uniformed personnel by contributor, mission and type (DPO-UCHISTORICAL)",
        **HUB,
    ),
    LATEST: source_content(
        "un-contributors-latest",
        "Uniformed personnel of each contributor by month (DPO-UCLATEST)",
        **HUB,
    ),
    BY_SEX: source_content(
        "ipi-gender",
        "IPI: contributors by mission, month and sex, 2009 to 2014",
        url="https://github.com/IPIDataLab/TCC-DataScraper",
        **IPI,
    ),
    ONE_MONTH: source_content(
        "ipi-2014-03", "IPI: contributors by mission, March 2014", url=LOADER, **IPI
    ),
    BY_STATE: source_content(
        "ipi-contributor", "IPI: contributing states by month, 1990 to 2014", url=LOADER, **IPI
    ),
    YEARLY: source_content(
        "un-yearly",
        "Contributions to UN missions by year and sex, 2010 to 2021",
        publisher="Students' computation from data of the United Nations",
        **ANALYTICS,
    ),
    RANKING: source_content(
        "un-rank-2021-01",
        "Ranking of contributors on 31 January 2021",
        publisher="United Nations",
        **ANALYTICS,
    ),
}
SCHEMES = {BY_TYPE: "psdata-fatalities", BY_SEX: "ipi", ONE_MONTH: "ipi", YEARLY: "un-yearly"}
