"""Signing in on the page that holds the form of somebody signed out.

The library's own forms, limits and signals: what it counts and what stands in the log is as on the
page of accounts. Its redirects are not followed, for the form itself is what comes next.
"""

from dataclasses import dataclass
from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.stages import LoginStage, LoginStageController
from allauth.core import ratelimit
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.views.decorators.debug import sensitive_post_parameters

PREFIX = "sign_in"  # of all that the page adds to a form
TOO_MANY = "Too many attempts. Wait a minute, then try again."


@dataclass(frozen=True)
class SignInAsked:
    """What is to be asked next: user name and password, or the second factor."""

    form: Form
    passkey: Form | None = None
    options: dict[str, Any] | None = None  # of the passkey, for the library's script


@sensitive_post_parameters(f"{PREFIX}-password", f"{PREFIX}-code")
def sign_in(request: HttpRequest) -> SignInAsked | None:
    """Reads what the page posted; None once somebody is signed in."""
    if is_in_place(request):
        return _by_password(request)
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    return _by_factor(request, stage) if stage else ask(request)


def is_in_place(request: HttpRequest) -> bool:
    """Whether the request asked to sign in beside the form that it holds."""
    return f"{PREFIX}-login" in request.POST


def ask(request: HttpRequest) -> SignInAsked:
    """For user name and password."""
    return SignInAsked(_password_form(request, None))


def _password_form(request: HttpRequest, data: Any) -> LoginForm:
    return LoginForm(data, prefix=PREFIX, request=request, use_required_attribute=False)


def _is_right(request: HttpRequest, form: LoginForm) -> bool:
    """Nothing else of what was posted is seen by who counts attempts, and keeps what was posted."""
    posted: Any = request.POST
    request.POST = QueryDict(mutable=True)  # type: ignore[assignment]
    try:
        return form.is_valid()
    finally:
        request.POST = posted


def _by_password(request: HttpRequest) -> SignInAsked | None:
    form = _password_form(request, request.POST)
    if not ratelimit.consume(request, action="login"):
        form.add_error(None, TOO_MANY)
    if not _is_right(request, form):
        return SignInAsked(form)
    form.login(request)
    if request.user.is_authenticated:
        return None
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    return _factor_asked(stage) if stage else SignInAsked(form)


def _by_factor(request: HttpRequest, stage: LoginStage) -> SignInAsked | None:
    told = {"user": stage.login.user, "prefix": PREFIX, "use_required_attribute": False}
    if request.POST.get(f"{PREFIX}-credential"):
        form: Any = AuthenticateWebAuthnForm(request.POST, **told)
    elif f"{PREFIX}-code" in request.POST:
        form = AuthenticateForm(request.POST, **told)
    else:
        return _factor_asked(stage)
    if not form.is_valid():
        return _factor_asked(stage, form)
    form.save()
    stage.exit()
    return None if request.user.is_authenticated else ask(request)


def _factor_asked(stage: LoginStage, tried: Form | None = None) -> SignInAsked:
    user = stage.login.user
    told = {"user": user, "prefix": PREFIX, "use_required_attribute": False}
    form = tried if isinstance(tried, AuthenticateForm) else AuthenticateForm(**told)
    if not is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]):
        return SignInAsked(form)
    passkey = tried if isinstance(tried, AuthenticateWebAuthnForm) else None
    return SignInAsked(
        form, passkey or AuthenticateWebAuthnForm(**told), begin_authentication(user)
    )
