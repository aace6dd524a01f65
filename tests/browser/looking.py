"""What axe-core finds on a page."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()

# What may differ where a page is seen otherwise; what else axe-core finds is the same.
OF_LOOKS = (
    "button-name",
    "color-contrast",
    "label",
    "link-in-text-block",
    "link-name",
    "scrollable-region-focusable",
    "target-size",
)


def violations(page, *rules):
    """What axe-core finds by `rules`, one line each with where; else by all of its rules, with the
    size of targets, which it asks only when told."""
    asked = {"runOnly": rules} if rules else {"rules": {"target-size": {"enabled": True}}}
    if not page.evaluate("'axe' in window"):  # half a megabyte, for which a page waits
        page.evaluate(AXE.axe_script)
    found = page.evaluate(
        "options => axe.run(options).then(found => found.violations)",
        asked | {"resultTypes": ["violations"]},
    )
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found
        for node in one["nodes"]
    ]


def violations_in_the_dark(page):
    """As if the machine's own setting changed; colours on their way there are there at once."""
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.getAnimations().forEach(one => one.finish())")
    return violations(page, *OF_LOOKS)
