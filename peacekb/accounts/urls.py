"""The pages of one's own account. Those of allauth that nobody needs have no address here."""

from allauth.account import views
from django.urls import include, path, re_path

from peacekb.accounts.links import link_of_letter
from peacekb.accounts.sessions import sessions

KEY_IN_SESSION = views.PasswordResetFromKeyView.reset_url_key

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/sent/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("password/link/", link_of_letter, name="link_of_letter"),
    re_path(
        rf"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>{KEY_IN_SESSION})/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("factors/", include("allauth.mfa.urls")),
    path("sessions/", sessions, name="usersessions_list"),
]
