"""People who hand in and approve, and what they press."""

from django.contrib.auth.models import Group, User
from django.urls import reverse

from missions.models import Mission
from records.models import Proposal, Revision
from records.writing.handing_in import hand_in, save_draft
from tests.make import content, revise


def person(name, group="Editors"):
    user, _ = User.objects.get_or_create(username=name, is_staff=True)
    user.groups.set([Group.objects.get(name=group)])
    return User.objects.get(pk=user.pk)  # without the rights that were kept


def handed_in(by, slug="xmis", **values):
    """What somebody proposes for a mission, going on with what they did before: its proposal."""
    return hand_in([_going_on(by, slug, values)], by=by).proposal


def drafted(by, **values):
    save_draft(_going_on(by, "xmis", values))
    return Proposal.objects.latest("pk")


def _going_on(by, slug, values):
    held = {"name": "Mission X", "headquarters": "Here"}
    (revision,) = revise(content("mission", slug, **held | values), author=by.username)
    own = Revision.objects.open().of("mission", slug).filter(author=by.username).first()
    revision.continues = own and own.pk
    return revision


def page_of(proposal):
    return reverse("admin:records_proposal_change", args=[proposal.pk])


def press(client, proposal, button, comment=""):
    """Presses a button on the page as it is shown now, and answers with the page that follows."""
    shown = client.get(page_of(proposal))
    data = {button: "1", "comment": comment, "attempt": shown.context["attempt"]}
    return client.post(page_of(proposal), data, follow=True)


def headquarters():
    return Mission.objects.get().headquarters


def last():
    return Revision.objects.sealed().last()
