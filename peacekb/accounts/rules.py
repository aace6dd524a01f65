"""Who may change whose account: nobody gives or touches rights beyond their own."""

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet

from records.groups import MANAGE_USERS


def rights_of(group: Group) -> set[str]:
    """As `app.codename`; reads what was prefetched."""
    return {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}


def roles_given_by(user: User) -> QuerySet[Group]:
    """The groups whose every right the giver has."""
    groups = Group.objects.prefetch_related("permissions__content_type")
    held = user.get_all_permissions()
    return Group.objects.filter(pk__in=[one.pk for one in groups if rights_of(one) <= held])


def may_change(user: User, other: User) -> bool:
    """Not oneself, no superuser but by one, and nobody with a right that one has not."""
    if user.pk == other.pk or (other.is_superuser and not user.is_superuser):
        return False
    held = {f"{one.content_type.app_label}.{one.codename}" for one in _held_by(other)}
    return held <= user.get_all_permissions()


def _held_by(user: User) -> QuerySet[Permission]:
    """Of an account that is switched off too, for which Django's own question answers nothing."""
    either = Q(user=user) | Q(group__user=user)
    return Permission.objects.filter(either).select_related("content_type").distinct()


def is_last_administrator(user: User) -> bool:
    """Locks all accounts of editors first, so that two who go at once do not both go.

    Call it in a transaction, before the account is changed.
    """
    list(User.objects.select_for_update().filter(is_staff=True).values_list("pk"))
    app, codename = MANAGE_USERS.split(".")
    of_group = Q(
        groups__permissions__codename=codename, groups__permissions__content_type__app_label=app
    )
    managing = User.objects.filter(of_group, is_active=True)
    return managing.filter(pk=user.pk).exists() and not managing.exclude(pk=user.pk).exists()
