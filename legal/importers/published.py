"""The files on documents that their publishers keep up to date, for `manage.py refresh`."""

from records.importing.fetching.registry import Entry, Form, of_hub

HERE = "legal.importers"
FILES = (
    Entry(
        "UNXML-SCRESOLUTIONS",
        "Resolutions of the Security Council in the UN's XML",
        "https://codeload.github.com/UNxml/SCresolutions/tar.gz/HEAD",
        Form.ARCHIVE,
        "Source: United Nations. Terms of the United Nations: made available without warranty.",
        "with each resolution",
        "unxml",
        f"{HERE}.texts.gather",
        elsewhere=("github.com",),
    ),
    Entry(
        "UNDL-SCVOTING",
        "Votes of each member of the Security Council since 1946",
        # The library gives each edition a name of its own: this is the line to change.
        "https://digitallibrary.un.org/record/4055387/files/2026_02_06_sc_voting.csv",
        Form.CSV,
        "United Nations; non-commercial use with attribution.",
        "several times a year",
        "undl",
        f"{HERE}.votes.gather",
        table="votes",
    ),
    of_hub(
        "DPPA-SCVETOES",
        "Vetoes in the Security Council since 1946",
        "with each veto",
        "psdata-sc-vetoes",
        f"{HERE}.vetoes.gather",
    ),
    of_hub("DGC-SCRES", "Resolutions of the Security Council", "ad hoc", "psdata-resolutions"),
    of_hub("DGC-PSMT", "Presidential statements of the Security Council", "ad hoc",
           "psdata-statements"),
)  # fmt: skip
