"""Where one is signed in: every session, and the ending of one or of all others."""

from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods


@login_required
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
    asked = request.POST.get("end", "")
    if asked:
        of_mine = UserSession.objects.filter(user_id=request.user.pk)
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
        end_sessions(request, [get_object_or_404(of_mine, pk=number)])
        messages.success(request, "That session was ended.")
    else:
        end_other_sessions(request, request.user)
        messages.success(request, "All other sessions were ended.")
    return HttpResponseRedirect(request.path)
