"""Where one is signed in: every session, and the ending of one or of all others."""

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods


@login_required
@reauthentication_required(enabled=lambda request: request.method == "POST")
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _end(request)
    held = UserSession.objects.purge_and_list(request.user)
    held.sort(key=lambda one: one.created_at, reverse=True)
    context = {"title": "Where you are signed in", "sessions": held}
    return TemplateResponse(request, "account/sessions.html", context)


def _end(request: HttpRequest) -> HttpResponse:
    """The one that `end` names, or without it all others."""
    asked, of_mine = request.POST.get("end", ""), UserSession.objects.filter(user=request.user.pk)
    if not asked:
        for one in of_mine.exclude(session_key=request.session.session_key):
            one.end()
        messages.success(request, "All other sessions were ended.")
        return HttpResponseRedirect(request.path)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    one = get_object_or_404(of_mine, pk=number)
    if one.is_current():
        logout(request)
    one.end()
    messages.success(request, "That session was ended.")
    return HttpResponseRedirect(request.path)
