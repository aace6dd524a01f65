"""Who may do what: every address of the admin and every deed, for everybody, as the docs say."""

import random
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.urls import get_resolver

from records.curation.admin import RecordAdmin, RevisingAdmin
from records.groups import GROUPS
from records.models import ApiKey, Job, Proposal, Remark, Revision
from tests.make import published
from tests.records.deeds import DEEDS, ME
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
NOBODY = "nobody signed in"
SUPERUSER = "superuser"
PEOPLE = [NOBODY, "no group", *GROUPS, SUPERUSER]
READS, DOOR = "opens the pages of editors", "passes the door of the admin, and sees nothing"
OWN, SIGNS_IN = "looks after their own account", "signs in, or asks for a new password"
TAKES_OUT = "withdraws a record, or approves that"
PEOPLE_PAGES, KEYS = "invites people, reads the sign-in log", "makes keys of the API"
RUNNING = "sees how the server runs"
BY_ITSELF = "adds, changes or deletes a row by itself"


def table():
    """The lines of the table in the docs, by what is done: yes or no for each."""
    text = Path("docs/editing.md").read_text(encoding="utf-8")
    lines = [line.strip("| ").split("|") for line in text.splitlines() if line.startswith("|")]
    head, _, *body = [[cell.strip() for cell in line] for line in lines]
    assert head[1:] == PEOPLE
    return {what: dict(zip(PEOPLE, cells, strict=True)) for what, *cells in body}


TABLE = table()


def at_the_border(line):
    """Each group may what the one before may, and more."""
    may = [who for who in PEOPLE if line[who] == "yes"]
    return [*PEOPLE[: len(PEOPLE) - len(may)][-1:], *may[:1]]


def sign_in(client, who):
    """Me, with the rights of these people. Who has no group was an editor once."""
    client.logout()
    rights = {"is_staff": True, "is_superuser": who == SUPERUSER}
    user = User.objects.update_or_create(rights, username=ME)[0]
    user.groups.set(Group.objects.filter(name=who))
    if who != NOBODY:
        client.force_login(user)


def patterns(resolver, before=""):
    for one in resolver.url_patterns:
        route = before + re.sub(r"\(\?P(<\w+>)[^)]*\)+|[\^$]", r"\1", str(one.pattern))
        yield from patterns(one, route) if hasattr(one, "url_patterns") else [(route, one.name)]


# Signing out leads everybody to the page that signs in, which is what refusals do.
SIGNS_OUT = "account_logout"
ADDRESSES = sorted(
    (route, name)
    for route, name in set(patterns(get_resolver()))
    if route.startswith("admin/") and name != SIGNS_OUT
)
PLAIN = {
    "app_label": "missions",
    "slug:deed": "set-value",
    "slug:name": "votes",
    "slug:form": "csv",
}
PLAIN |= {"int:pk": "1", "uidb36": "1", "key": "set-password", "url": "nowhere"}
DOORS = ("admin/logout", "admin/account/login", "admin/account/inactive")
DOORS += ("admin/account/password/reset", "admin/account/password/link")
LEAVES = "logout"
DECIDED = ("job", "proposal", "report")  # a post to the page of such a row presses its buttons


def admin_of(route):
    """The class of the admin to which an address belongs, if any."""
    found = re.match(r"admin/(\w+)/(\w+)/", route)
    try:
        return admin.site.get_model_admin(apps.get_model(found[1], found[2]))
    except (LookupError, TypeError, admin.exceptions.NotRegistered):
        return None


def line_of(route, name, method):
    """The line of the table by which an address is judged."""
    if route.startswith(DOORS):
        return SIGNS_IN
    if route.startswith("admin/account/"):
        return OWN
    if name == "operating":
        return RUNNING
    owner, deed = admin_of(route), (name or "").rpartition("_")[2]
    if name != "autocomplete" and (owner is None or name is None):
        return DOOR
    if owner is None:
        return READS
    label, model = owner.opts.app_label, owner.opts.model_name
    if model == "apikey":
        return BY_ITSELF if deed == "delete" else KEYS
    if label in ("auth", "accounts"):
        is_people = model == "user" and deed != "delete"
        return PEOPLE_PAGES if is_people or not writes(deed, method) else BY_ITSELF
    if isinstance(owner, RecordAdmin):
        if deed == "history":  # which is public
            return DOOR
        return TAKES_OUT if deed in ("delete", "merge") else READS
    if isinstance(owner, RevisingAdmin):
        return BY_ITSELF if deed in ("add", "delete") else READS
    is_decided = model in DECIDED and deed == "change"
    return BY_ITSELF if writes(deed, method) and not is_decided else READS


def writes(deed, method):
    return deed in ("add", "delete") or (deed == "change" and method == "post")


def address_of(route):
    owner, found = admin_of(route), dict(PLAIN)
    if "path:object_id" in route and owner:
        rows = owner.model._default_manager.filter(**STAFF_ONLY.get(owner.opts.model_name, {}))
        found["path:object_id"] = str(rows.values_list("pk", flat=True).first() or 0)
    return "/" + re.sub("<([^>]+)>", lambda part: found.get(part[1], "1"), route)


STAFF_ONLY = {"user": {"is_staff": True, "is_superuser": False, "username": "somebody"}}
BOXES = "?app_label=missions&model_name=missionrole&field_name=actor"


def may_enter(client, route, method):
    """Whether the page answered, be it that nothing is there or that something is missing; None
    where it answers nobody by this method."""
    reply = getattr(client, method)(address_of(route) + (BOXES if "autocomplete" in route else ""))
    assert reply.status_code < 500, route
    if reply.status_code == 405:
        return None
    return reply.status_code != 403 and "/login/" not in reply.get("Location", "")


def has_its_row(route):
    owner = admin_of(route)
    return "object_id" not in route or owner is None or owner.model._default_manager.exists()


def written():
    return [one.objects.count() for one in (Revision, Proposal, Remark, Job, User)]


def test_every_address_is_open_to_whom_the_docs_say(client, rounds):
    """One of each line of the table by both methods, for the first that may and the last that may
    not; all for everybody when proving."""
    world()
    User.objects.create_user("somebody", is_staff=True)
    ApiKey.objects.create(holder="A library", digest="0" * 64)
    of_line = defaultdict(list)
    for route, name in filter(lambda one: has_its_row(one[0]), ADDRESSES):
        for method in ("get", "post"):
            of_line[line_of(route, name, method), method].append(route)
    assert {line for line, _ in of_line} == set(TABLE) - set(DEEDS) | {TAKES_OUT}
    wrong = []
    for who in PEOPLE:
        sign_in(client, who)
        before = written()
        for (line, method), addresses in of_line.items():
            if who not in rounds(at_the_border(TABLE[line]), PEOPLE):
                continue
            for route in random.sample(addresses, rounds(1, len(addresses))):
                with transaction.atomic():
                    may = may_enter(client, route, method)
                    transaction.set_rollback(True)
                if LEAVES in route:
                    sign_in(client, who)
                if may not in (None, TABLE[line][who] == "yes"):
                    wrong.append((who, method, route, line, may))
        assert written() == before
    assert wrong == []


def test_every_deed_is_done_by_whom_the_docs_say(client, rounds):
    """By the first that may and the last that may not, in two states of what it is done to; by
    everybody in all states when proving."""
    published("mission", "xmis", name="Mission X", headquarters="Here")
    published("topic", "one")
    assert set(DEEDS) <= set(TABLE)
    wrong = []
    for who in PEOPLE:
        sign_in(client, who)
        for what, deeds in DEEDS.items():
            if who not in rounds(at_the_border(TABLE[what]), PEOPLE):
                continue
            for number in random.sample(range(len(deeds)), rounds(min(2, len(deeds)), len(deeds))):
                with transaction.atomic():
                    done = deeds[number](client)
                    transaction.set_rollback(True)
                if done != (TABLE[what][who] == "yes"):
                    wrong.append((who, what, number, done))
    assert wrong == []
