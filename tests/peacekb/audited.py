"""What audits find in a made-up mission."""

from tests.make import content

CITED = {"citations": [{"source": "library", "locator": "p. 7"}]}


def mission(slug="xone", **owned):
    days = {"starts_on": "2001-02-01", "ends_on": "2003-05-31"}
    return content("mission", slug, owned=owned, **days)


def resolution(slug="s-res-1-2001", **values):
    named = {"kind": "resolution", "symbol": "S/RES/1 (2001)", "adopted_on": "2001-02-01"}
    return content("document", slug, **(named | values))


def strength(category, deployed):
    row = {"mission": "xone", "month": "2001-03-01", "category": category}
    return row | {"deployed": deployed, "basis": "reported"}


def found(audit):
    return list(audit())
