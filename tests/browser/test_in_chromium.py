"""What people see, in a real browser: accessible, within the policy, whole without scripts."""

import pytest

from missions.models import Mission
from records.models import Proposal, Report, Revision
from records.writing.handing_in import save_draft
from records.writing.publishing import publish
from tests.browser.looking import violations, violations_in_the_dark
from tests.legal.council import council, put_to_the_vote
from tests.make import content, revise
from tests.world import world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

PAGES = [
    "/",
    "/missions/",
    "/missions/mission-alpha/",
    "/missions/mission-alpha/?as_of=2000-06-01",
    "/missions/mission-alpha/figures/",
    "/missions/mission-alpha/contributors/",
    "/missions/mission-alpha/places/",
    "/embed/missions/mission-alpha/deaths/",
    "/organizations/",
    "/organizations/org-alpha/",
    "/states/",
    "/states/AAA/",
    "/parties/",
    "/parties/party-alpha/",
    "/conflicts/",
    "/conflicts/conflict-alpha/",
    "/resolutions/",
    "/resolutions/s-res-1-1999/",
    "/documents/",
    "/provisions/",
    "/meetings/",
    "/meetings/1/",
    "/topics/",
    "/topics/topic-alpha/",
    "/articles/",
    "/articles/article-alpha/",
    "/claims/",
    "/claims/XX-001/",
    "/case-studies/",
    "/case-studies/case-alpha/",
    "/comparisons/",
    "/comparisons/comparison-alpha/",
    "/processes/",
    "/processes/process-alpha/",
    "/sources/",
    "/sources/library/",
    "/contradictions/",
    "/history/missions/mission-alpha/",
    "/missions/mission-alpha/?known_at=2100-01-01",
    "/search/",
    "/search/?q=made",
    "/search/?q=zzz",
    "/about/data/",
    "/about/data/missions/",
    "/id/",
    "/id/cow/none",
    "/about/words/",
    "/about/design/",
    "/changes/",
    "/check/",
    "/verify/",
    "/missions/?state=AAA&status=ended",
    "/clock/",
    "/clock/late/",
    "/compare/?a=mission-alpha&b=mission-beta",
    "/compare/?a=AAA&b=BBB",
    "/missions/mission-alpha/tasks/",
    "/tasks/",
    "/tasks/demining/",
    "/fr/",
    "/fr/missions/mission-alpha/",
    "/fr/votes/",
    "/deaths/",
    "/timeline/",
    "/trace/s-res-1-1999/",
    "/votes/",
    "/votes/two/?a=AAA&b=BBB",
    "/world/?as_of=2000-06-01",
    "/api/v1/docs/",
    "/missions/?type=nonsense",
    "/nowhere/",
]
# Open to all as well, but nothing that is cited or kept on paper.
SIGNING_IN = [f"/admin/account/{one}/" for one in ("login", "password/reset", "password/link")]
ADMIN = [
    "/admin/",
    "/admin/missions/mission/",
    "/admin/missions/mission/add/?more=1",
    "/admin/legal/document/add/?more=1",
    "/admin/missions/mission/new/",
    "/admin/missions/mission/extend/",
    "/admin/missions/mission/extend/?mission=malpha&document=s-res-1-1999",
    "/admin/knowledge/claim/",
    "/admin/knowledge/claim/verdict/",
    "/admin/knowledge/claim/verdict/?claim=XX-001",
    "/admin/legal/document/from-file/",
    "/admin/legal/vote/",
    "/admin/records/revision/",
    "/admin/records/citation/?open__exact=1",
    "/admin/records/coverage/",
    "/admin/records/job/",
    "/admin/records/job/tables/",
    "/admin/records/job/tables/sources/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/accounts/signin/",
    "/admin/account/factors/",
    "/admin/account/factors/webauthn/",
    "/admin/account/sessions/",
    "/admin/account/password/",
]


# What is shown beyond the right edge of the window, and folded parts that a reader of paper
# cannot open.
BEYOND = """() => [...document.querySelectorAll("main *")].filter(one => {
    const box = one.getBoundingClientRect();
    return !one.closest("svg > *") && box.width && box.right > document.body.clientWidth + 1;
}).map(one => one.outerHTML.slice(0, 80))"""
SHUT = """() => [...document.querySelectorAll("main details > :not(summary)")].filter(one =>
    !one.checkVisibility({contentVisibilityAuto: true})
    && getComputedStyle(one.parentElement).display != "none"
    && one.parentElement.checkVisibility()
    && getComputedStyle(one).display != "none"
).map(one => one.outerHTML.slice(0, 80))"""
PAPER = 673  # pixels: A4 without its margins


def wider(page, width):
    """That a page is wider than a window of so many pixels."""
    page.set_viewport_size({"width": width, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} pixels wide at {width}"] if wide > width else []


def lost_on_paper(page, path):
    page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(media="print")
    told = page.evaluate(BEYOND) + page.evaluate(SHUT)
    foot = page.locator("footer").inner_text() if page.locator("footer").count() else path
    return told + ([] if path in foot else [f"no address in «{foot}»"])


def test_every_page_is_accessible_and_fits_each_window_and_paper(visit):
    world()
    found = {}
    for path in [*PAGES, *SIGNING_IN]:
        page = visit(path)
        told = [one for one in page.complaints if "404" not in one and "400" not in one]
        told += wider(page, 1440) + violations(page)
        told += wider(page, 320) + wider(page, 768) + wider(page, 360)
        told += violations_in_the_dark(page)
        told += lost_on_paper(page, path) if path in PAGES else []
        found[path] = told

    assert {path: told for path, told in found.items() if told} == {}


def test_what_a_failed_draft_lacked_fits_the_smallest_window(visit):
    counted = {"in_favour": 1, "against": 7, "abstaining": 7, "adoption": "vote"}
    draft = put_to_the_vote("s-2001-1", "2001-02-24", **counted)
    publish(revise(content("source", "library"), *council(), draft))

    page = visit("/documents/s-2001-1/", 320)

    assert "1–7–7: nine votes in favour were needed" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_page_is_whole_without_scripts_and_readable_without_styles(visit):
    world()
    for path in [*PAGES, *SIGNING_IN]:
        page = visit(path, 360, java_script_enabled=False)
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").inner_text().strip(), path


def test_the_admin_is_accessible_fits_and_breaks_no_policy(visit, signed_in):
    world()
    mission = Mission.objects.get(slug="mission-alpha")
    change = Revision.objects.of("mission", mission.slug).sealed().last()
    found = {}
    (drafted,) = revise(content("mission", mission.slug, name="Renamed"), author="ann")
    proposal = save_draft(drafted).proposal
    Proposal.objects.update(state="in_review")
    report = Report(record_kind="mission", slug=mission.slug, version=1, message="Wrong.")
    report.made_at, key = change.made_at, report.make_key()
    report.save()
    of_one = (
        f"/admin/missions/mission/{mission.pk}/change/",
        f"/admin/missions/mission/{mission.pk}/change/?part=record",
        f"/admin/missions/mission/{mission.pk}/change/?part=mandates",
        f"/admin/missions/mission/{mission.pk}/change/?part=roles",
        f"/admin/records/revision/{change.pk}/undo/",
        f"/admin/records/proposal/{proposal.pk}/change/",
        "/admin/records/proposal/?waits=me",
        f"/admin/records/report/{report.pk}/change/",
        f"/report/?record=mission:{mission.slug}",
        f"/report/private/#{key}",
        "/report/private/",
    )
    for path in [*ADMIN, *of_one]:
        page = visit(path, cookies=signed_in)
        told = list(page.complaints)  # asked first: axe itself tries inline styles
        told += wider(page, 1440) + violations(page)
        found[path] = told + wider(page, 768) + violations_in_the_dark(page)

    assert {path: told for path, told in found.items() if told} == {}


def test_a_part_is_saved_by_keys_alone_and_asks_before_what_was_typed_is_left(visit, signed_in):
    world()
    mission = Mission.objects.get(slug="mission-alpha")
    address = f"/admin/missions/mission/{mission.pk}/change/?part=record"
    page = visit(address, cookies=signed_in)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.locator(".form-parts a", has_text="Mandates").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?part=mandates")
    note = page.locator("#id_mandates-0-roe_note")
    note.focus()
    page.keyboard.type("typed")
    page.locator(".form-parts a", has_text="Aliases").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"] and note.input_value() == "typed"
    page.locator("#id_reason").focus()
    page.keyboard.type("read again")
    page.locator("#id_proof-new_name").evaluate("one => one.closest('details').open = true")
    for name, text in (("name", "A Made-up Report"), ("kind", "Document")):
        page.locator(f"#id_proof-new_{name}").focus()
        page.keyboard.type(text)
    page.locator("input[name=_publish]").focus()
    page.keyboard.press("Enter")

    page.wait_for_selector(".messagelist .success")
    assert asked == ["beforeunload"] and page.complaints == []
    assert mission.mandates.filter(roe_note="typed").count() == 1


def test_an_editor_adds_a_row_with_its_search_box_and_saves(visit, signed_in):
    world(2)
    mission = Mission.objects.get(slug="mission-alpha")
    page = visit(f"/admin/missions/mission/{mission.pk}/change/", cookies=signed_in)

    page.locator("#roles-group .add-row a").click()
    row = page.locator("#roles-1, #roles-2").last
    row.locator("select[name$=-role]").select_option("supporter")
    for name, typed in (("actor", "Land of beta"), ("source", "Made-up Library")):
        row.locator(f".field-{name} .select2-selection").click()
        # The answer is waited for: the threads of this server share one connection.
        with page.expect_response(lambda reply: "term=" in reply.url):
            page.locator(".select2-container--open .select2-search__field").fill(typed)
        page.locator(".select2-results__option--highlighted", has_text=typed).click()
    page.locator("input[name=reason]").fill("found in the library")
    page.locator("input[name=_publish]").click()

    page.wait_for_selector(".messagelist .success")
    assert page.complaints == []
    roles = mission.roles.filter(role="supporter").values_list("actor__slug", flat=True)
    assert list(roles) == ["bbb"]


def test_the_search_box_of_the_head_leads_to_the_record(visit):
    world()
    page = visit("/")

    page.locator("#site-q").fill("m-alpha")
    page.locator("#site-q").press("Enter")

    page.wait_for_url("**/missions/mission-alpha/")
    assert page.locator("h1").inner_text() == "MALPHA\nMission alpha"


def test_a_record_is_suggested_while_one_types_and_chosen_by_keys(visit):
    world(2)
    page = visit("/topics/")

    page.keyboard.press("/")
    box = page.locator("#site-q")
    page.keyboard.type("miss")
    page.wait_for_selector(".mast [role=option]")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert not page.locator(".mast .suggestions").is_visible()

    page.keyboard.type("ion al")
    page.wait_for_selector(".mast [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/missions/mission-alpha/")
    assert page.complaints == []


def test_a_filter_takes_what_is_suggested_and_its_address_is_short(visit):
    world(2)
    page = visit("/missions/")
    page.locator(".filters summary").click()

    page.locator("#id_host_state").press_sequentially("Land of be")
    page.wait_for_selector(".filters [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#id_host_state").input_value() == "BBB"
    page.keyboard.press("Enter")

    page.wait_for_url("**/missions/?status=under_way&host_state=BBB&ordering=-starts_on")
    assert page.complaints == []


def test_a_table_is_a_stop_for_the_tab_key_only_where_it_scrolls(visit):
    world()

    wide = visit("/sources/", 1440)
    # A selector is looked for again until it is there; a function would be, by the page's own
    # policy, refused when it is not true at once.
    wide.wait_for_selector(".table:not([tabindex])")
    narrow = visit("/about/data/missions/", 360)
    assert narrow.locator(".table").first.get_attribute("tabindex") == "0"


def test_what_is_asked_of_evidence_is_accessible_and_answered_by_keys(visit, signed_in):
    world()
    mission = Mission.objects.get(slug="mission-alpha")
    page = visit(f"/admin/missions/mission/{mission.pk}/change/?part=record", cookies=signed_in)
    page.fill("#id_headquarters", "Elsewhere")
    page.fill("#id_reason", "read in the text")
    page.locator("#evidence input[name=_read]").press("Enter")
    page.wait_for_selector(".reading")
    page.locator("input[name=_publish]").press("Enter")
    page.wait_for_selector(".asked")
    told = list(page.complaints)
    assert told + violations(page) == []

    page.locator(".reading input").first.focus()
    page.keyboard.press("Space")
    page.locator("input[name=_publish]").press("Enter")

    page.wait_for_selector(".messagelist .success")
    mission.refresh_from_db()
    assert mission.headquarters == "Elsewhere"
