"""Accounts in the admin, for those who may manage them; and the sign-in log."""

from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from peacekb.accounts.factors import FACTORS
from peacekb.accounts.inviting import invite
from peacekb.accounts.models import Happening, SignIn
from peacekb.accounts.noting import note
from peacekb.accounts.rules import is_last_administrator, may_change, roles_given_by
from records.common.lists import PER_PAGE
from records.groups import MANAGE_USERS

# Roles come with the migrations; the rest people change on the pages of their own account.
for model in (User, Group, EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)


class ManagersOnly(admin.ModelAdmin):
    show_full_result_count = False
    list_per_page = PER_PAGE

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MANAGE_USERS)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(MANAGE_USERS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class PersonForm(forms.ModelForm):
    role = forms.ModelChoiceField(Group.objects.none())

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active")
        labels = {"is_active": "May sign in"}
        help_texts = {
            "is_active": "Taken away instead of the account: the history names who wrote.",
            "username": "The history names this person so; it never changes.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "email" in self.fields:
            self.fields["email"].required = True
        if self.instance.pk:
            self.initial["role"] = self.instance.groups.first()

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError("Another account has this address.")
        return email

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        role, held = told.get("role"), self.initial.get("role")
        goes = role != held or not told.get("is_active")
        if self.instance.pk and role and goes and is_last_administrator(self.instance):
            raise forms.ValidationError(
                "This is the last administrator: make another one first, or nobody can."
            )
        return told


@admin.register(User)
class PersonAdmin(ManagersOnly):
    form = PersonForm
    list_display = ("username", "full_name", "email", "role", "is_active", "factor")
    list_filter = ("groups", "is_active")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    actions = ("invite_again", "forget_factors", "end_sessions")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        held = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
        people = User.objects.filter(is_staff=True).prefetch_related("groups")
        return people.annotate(has_factor=Exists(held)).order_by("username")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MANAGE_USERS)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if not isinstance(request.user, User) or not request.user.has_perm(MANAGE_USERS):
            return False
        return obj is None or may_change(request.user, obj)

    def get_fields(self, request: HttpRequest, obj: User | None = None):
        own = ["username", "first_name", "last_name", "email", "role"]
        return [*own, "is_active"] if obj else own

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None):
        if obj and not self.has_change_permission(request, obj):
            return self.get_fields(request, obj)
        return ("username",) if obj else ()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "role" in form.base_fields:
            role = cast(forms.ModelChoiceField, form.base_fields["role"])
            role.queryset = roles_given_by(request.user)
        return form

    @admin.display(description="Name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="Role")
    def role(self, user: User) -> str:
        return ", ".join(one.name for one in user.groups.all())

    @admin.display(description="Second factor", boolean=True)
    def factor(self, user: Any) -> bool:
        return user.has_factor

    def save_model(self, request, obj: User, form, change: bool) -> None:
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        obj.groups.set([form.cleaned_data["role"]])
        if not change:
            request.invited = obj
        elif form.changed_data:
            how = f"by {request.user}: {', '.join(form.changed_data)}"
            note(Happening.CHANGED, obj.get_username(), request, how)

    def add_view(self, request, form_url="", extra_context=None):
        """The letter goes when the account is written; where it cannot, the account stays."""
        reply = super().add_view(request, form_url, extra_context)
        if invited := getattr(request, "invited", None):
            self._invite(request, invited)
        return reply

    def _invite(self, request: HttpRequest, user: User) -> None:
        try:
            invite(user, request)
        except OSError as error:
            text = f"No letter could be sent to {user.email} ({error}). Send the link again later."
            self.message_user(request, text, messages.ERROR)
        else:
            self.message_user(request, f"A link was sent to {user.email}.", messages.SUCCESS)

    def _changeable(self, request: HttpRequest, people: QuerySet[User]) -> list[User]:
        return [one for one in people if self.has_change_permission(request, one)]

    @admin.action(description="Send the link for a first password again", permissions=["change"])
    def invite_again(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for one in self._changeable(request, people):
            if one.is_active and not one.has_usable_password():
                self._invite(request, one)
            else:
                text = f"{one} has a password, or may not sign in."
                self.message_user(request, text, messages.WARNING)

    @admin.action(description="Take away lost second factors", permissions=["change"])
    def forget_factors(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for one in self._changeable(request, people):
            with transaction.atomic():
                Authenticator.objects.filter(user=one).delete()
                note(Happening.FACTOR_REMOVED, one.get_username(), request, f"by {request.user}")
            text = f"{one} signs in by password alone now, and sets up a new factor then."
            self.message_user(request, text, messages.SUCCESS)

    @admin.action(description="End all sessions", permissions=["change"])
    def end_sessions(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for one in self._changeable(request, people):
            for held in UserSession.objects.filter(user=one):
                held.end()
            how = f"by {request.user}: all sessions ended"
            note(Happening.CHANGED, one.get_username(), request, how)
            text = f"{one} is signed out everywhere."
            self.message_user(request, text, messages.SUCCESS)


@admin.register(SignIn)
class SignInAdmin(ManagersOnly):
    list_display = ("at", "what", "username", "network", "how")
    list_filter = ("what",)
    search_fields = ("username__exact",)
    list_display_links = None
