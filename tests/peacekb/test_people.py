"""Accounts are managed in the admin by administrators, who are no superusers."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.test import Client

from peacekb.accounts.models import SignIn
from records.groups import GROUPS
from tests.peacekb.test_accounts import code_of

pytestmark = pytest.mark.django_db

PEOPLE, LOG = "/admin/auth/user/", "/admin/accounts/signin/"
WORD = "a long made-up word"


def person(name, group="Editors", **told):
    user = User.objects.create_user(name, f"{name}@example.org", WORD, is_staff=True, **told)
    user.groups.set([Group.objects.get(name=group)])
    return user


@pytest.fixture
def root(client):
    """An administrator who is signed in."""
    user = person("root", "Administrators")
    client.force_login(user)
    return user


def form_of(user, **told):
    role = user.groups.get().pk
    data = {"first_name": "", "last_name": "", "email": user.email, "role": role}
    return data | {"is_active": "on"} | told


def address_of(user):
    return f"{PEOPLE}{user.pk}/change/"


def role_of(user):
    return user.groups.get().name


def group(name):
    return Group.objects.get(name=name).pk


def invited(client, **told):
    data = {"username": "ida", "email": "ida@example.org", "role": group("Editors")} | told
    return client.post(f"{PEOPLE}add/", data)


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("page", [PEOPLE, LOG, f"{PEOPLE}add/"])
def test_only_administrators_see_accounts_and_the_log(client, name, page):
    client.force_login(person("me", name))

    assert client.get(page).status_code == (200 if name == "Administrators" else 403)


def test_an_administrator_gives_another_role(client, root):
    ann = person("ann")

    reply = client.post(address_of(ann), form_of(ann, role=group("Reviewers")))

    assert (reply.status_code, role_of(ann)) == (302, "Reviewers")


def test_the_form_has_nothing_by_which_somebody_becomes_a_superuser(client, root):
    ann = person("ann")

    forged = {"is_superuser": "on", "user_permissions": "1", "username": "eve", "password": "x"}
    client.post(address_of(ann), form_of(ann, **forged))

    ann.refresh_from_db()
    assert (ann.is_superuser, ann.username) == (False, "ann")
    assert not ann.user_permissions.exists() and ann.check_password(WORD)


def test_nobody_gives_rights_that_they_have_not(client, root):
    ann, more = person("ann"), Group.objects.create(name="More")
    more.permissions.set([Permission.objects.get(codename="add_user")])

    assert client.post(address_of(ann), form_of(ann, role=more.pk)).status_code == 200
    assert role_of(ann) == "Editors"
    assert "More" not in client.get(address_of(ann)).content.decode()


@pytest.mark.parametrize("is_active", [True, False])
def test_nobody_changes_whom_they_may_not(client, root, is_active):
    above = person("above", is_active=is_active)
    above.user_permissions.set([Permission.objects.get(codename="add_user")])
    boss = person("boss", is_superuser=True, is_active=is_active)
    for one in (above, boss, root):
        forged = form_of(one, role=group("Drafters"), email="taken@example.org")
        assert client.post(address_of(one), forged).status_code == 403, one
        assert client.get(address_of(one)).status_code == 200
        TOTP.activate(one, "JBSWY3DPEHPK3PXP")
        act(client, "forget_factors", one)
    assert Authenticator.objects.count() == 3
    assert not User.objects.filter(email="taken@example.org").exists()


def act(client, action, *people):
    data = {"action": action, "_selected_action": [one.pk for one in people]}
    return client.post(PEOPLE, data, follow=True)


@pytest.mark.parametrize("change", ["role", "is_active"])
def test_the_last_administrator_stays(client, change):
    client.force_login(User.objects.create_superuser("boss", password=WORD))
    last = person("last", "Administrators")
    told = form_of(last, role=group("Editors")) if change == "role" else form_of(last)
    if change == "is_active":
        del told["is_active"]

    page = client.post(address_of(last), told).content.decode()
    last.refresh_from_db()
    assert "This is the last administrator" in page
    assert (role_of(last), last.is_active) == ("Administrators", True)
    person("other", "Administrators")
    assert client.post(address_of(last), told).status_code == 302


def test_no_account_is_deleted_for_the_history_names_it(client, root):
    ann = person("ann")

    assert client.get(f"{PEOPLE}{ann.pk}/delete/").status_code == 403
    assert "delete_selected" not in client.get(PEOPLE).content.decode()


def test_who_may_no_longer_sign_in_is_out_at_once(client, root):
    ann, hers = person("ann"), Client()
    hers.force_login(ann)
    told = form_of(ann)
    del told["is_active"]

    client.post(address_of(ann), told)

    assert hers.get("/admin/").status_code == 302


def link_in(letter):
    return re.search(r"http://testserver(\S+)", letter.body)[1]


def set_password(client, link, word=WORD):
    """As without scripts: the link is put into the form of the page that it opens."""
    address, _, key = link.partition("#")
    assert "data-key-of-link" in client.get(address).content.decode()
    page = client.post(address, {"key": link})
    assert page.status_code == 302 and key.partition("-")[2] not in page["Location"]
    return client.post(page["Location"], {"password1": word, "password2": word}, follow=True)


@pytest.mark.parametrize("given", ["", "made up", "1-", "-key", "1-Not_a_key/../x", "1-a#2"])
def test_what_is_no_link_of_a_letter_is_refused_in_words(client, given):
    page = client.post("/admin/account/password/link/", {"key": given})

    assert page.status_code == 400
    assert "Copy the whole of it" in page.content.decode()


def test_who_is_invited_sets_a_password_by_a_link_that_serves_once(client, root):
    assert invited(client).status_code == 302
    ida, (letter,) = User.objects.get(username="ida"), mail.outbox
    assert (ida.has_usable_password(), ida.is_staff, role_of(ida)) == (False, True, "Editors")
    assert letter.to == ["ida@example.org"] and "root" in letter.body

    set_password(Client(), link_in(letter))
    set_password(Client(), link_in(letter), "another made-up word")

    ida.refresh_from_db()
    assert ida.check_password(WORD)
    hers = Client()
    hers.post("/admin/account/login/", {"login": "ida", "password": WORD})
    assert hers.get("/admin/").status_code == 200


def test_who_is_invited_signs_in_and_sets_up_a_second_factor(client, root, settings):
    invited(client)
    settings.REQUIRE_SECOND_FACTOR = True
    hers = Client()

    page = set_password(hers, link_in(mail.outbox[0])).content.decode()
    assert 'href="/admin/account/login/"' in page
    hers.post("/admin/account/login/", {"login": "ida", "password": WORD})
    hers.post("/admin/account/reauthenticate/", {"password": WORD})
    page = hers.get("/admin/account/factors/totp/activate/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page)[1]
    hers.post("/admin/account/factors/totp/activate/", {"code": code_of(secret)})

    assert hers.get("/admin/").status_code == 200


def test_a_link_that_is_too_old_sets_nothing(client, root, settings):
    invited(client)
    settings.PASSWORD_RESET_TIMEOUT = -1

    set_password(Client(), link_in(mail.outbox[0]))

    assert not User.objects.get(username="ida").has_usable_password()


def test_a_link_is_sent_again_to_who_has_no_password_yet(client, root):
    invited(client)
    mail.outbox.clear()

    act(client, "invite_again", User.objects.get(username="ida"), person("ann"))

    assert [one.to for one in mail.outbox] == [["ida@example.org"]]


def test_an_invitation_that_cannot_be_sent_is_told_and_the_account_kept(client, root, monkeypatch):
    def fail(*told):
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr("peacekb.accounts.admin.invite", fail)
    invited(client)

    assert "No letter could be sent to ida@example.org" in client.get(PEOPLE).content.decode()
    assert User.objects.filter(username="ida").exists()


@pytest.mark.parametrize(
    "told",
    [{"email": "ROOT@example.org"}, {"email": ""}, {"role": ""}, {"username": "root"}],
    ids=lambda told: "-".join(told.values()) or next(iter(told)),
)
def test_an_invitation_that_is_not_whole_makes_no_account(client, root, told):
    assert invited(client, **told).status_code == 200
    assert User.objects.count() == 1


def test_a_forgotten_password_is_set_anew_by_mail_and_says_nothing_of_who_exists(client):
    person("ann")
    pages = [
        client.post("/admin/account/password/reset/", {"email": email}, follow=True).content
        for email in ("ann@example.org", "nobody@example.org")
    ]

    (letter,) = mail.outbox
    assert pages[0] == pages[1]
    set_password(Client(), link_in(letter), "another made-up word")
    assert User.objects.get().check_password("another made-up word")


def test_a_lost_factor_is_taken_away_by_an_administrator(client, root):
    ann = person("ann")
    TOTP.activate(ann, "JBSWY3DPEHPK3PXP")

    act(client, "forget_factors", ann)

    assert not Authenticator.objects.exists()
    line = SignIn.objects.get(what="factor_removed")
    assert (line.username, line.how) == ("ann", "by root")


def test_an_administrator_ends_the_sessions_of_others_alone(client, root):
    ann, here, there = person("ann"), Client(), Client()
    for one in (here, there):
        one.post("/admin/account/login/", {"login": "ann", "password": WORD})
    chosen = {"action": "end_sessions", "_selected_action": [ann.pk, root.pk]}

    client.post(PEOPLE, chosen)

    assert not UserSession.objects.filter(user=ann).exists()
    states = [one.get("/admin/").status_code for one in (here, there, client)]
    assert states == [302, 302, 200]
    assert SignIn.objects.filter(username="ann", how__contains="all sessions ended").count() == 1


@pytest.mark.parametrize("page", [PEOPLE, LOG])
def test_lists_ask_as_often_for_three_as_for_one(client, root, page, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(12) as asked:
            client.get(page)
        return len(asked.captured_queries)

    person("ann")
    SignIn.objects.note("refused", "ann")
    queries()  # what is asked once and kept
    one = queries()
    for name in ("ben", "cleo"):
        person(name)
        SignIn.objects.note("refused", name)
    assert queries() == one
