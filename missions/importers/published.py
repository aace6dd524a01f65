"""The files on missions that their publishers keep up to date, for `manage.py refresh`."""

from records.importing.fetching.registry import Entry, Form, of_hub

HERE = "missions.importers"
FILES = (
    of_hub(
        "DPO-UCHISTORICAL",
        "Uniformed personnel by month, contributor, mission and type, since 2010",
        "monthly",
        "un-contributions",
        f"{HERE}.contributions.gather",
        repeats=True,
    ),
    of_hub(
        "DPO-UCLATEST",
        "Uniformed personnel of each contributor in the latest month, ranked",
        "monthly",
        "un-contributors-latest",
        f"{HERE}.contributions.gather",
    ),
    of_hub(
        "DPPADPOSS-FATALITIES",
        "Deaths in peacekeeping operations and political missions since 1948",
        "daily",
        "un-fatalities",
        f"{HERE}.fatalities.gather",
        table="fatalities",
        repeats=True,
    ),
    of_hub(
        "DPPADPOSS-PKO",
        "Peacekeeping operations with their dates",
        "ad hoc",
        "psdata-pko-list",
        f"{HERE}.operations.gather",
    ),
    of_hub(
        "DPO-PKBUDGET",
        "Budgets of peacekeeping operations by class of expenses, since 2010",
        "yearly",
        "psdata-pk-budgets",
        f"{HERE}.budgets.gather",
    ),
    of_hub(
        "DPPA-SPMBUDGET",
        "Budgets of special political missions, since 2020",
        "yearly",
        "psdata-spm-budgets",
        f"{HERE}.budgets.gather",
    ),
    Entry(
        "GEO-PKO",
        "Geo-PKO 2.3: places of deployment by year",
        "https://raw.githubusercontent.com/geopko/Geo-PKO-Shiny-Dashboard/HEAD/data/FrontMap_v.2.3.csv",
        Form.CSV,
        "GPL-2.0 for the software of the repository; none stated for the data.",
        "yearly",
        "geo-pko-2-3",
        f"{HERE}.sites.gather",
        repeats=True,
    ),
    of_hub("DPO-PEMA", "Peacekeeping mandates in Africa by task, 1991 to 2017", "ad hoc", "pema"),
    of_hub("DPPA-POLITICALMISSIONS", "Political missions since 1964", "ad hoc",
           "psdata-political-missions"),
    of_hub("DPPADPO-UCPre2010", "Uniformed personnel by contributor before 2010", "never",
           "un-contributions-pre-2010"),
    of_hub("DPPADPO-UNPMM", "Mandates of United Nations peace missions", "ad hoc", "unpmm"),
)  # fmt: skip
