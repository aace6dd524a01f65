"""The content policy is the library's own, though most answers get it without asking."""

import pytest
from csp.decorators import csp_replace
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from peacekb.http.policy import ContentPolicy

NAME = "Content-Security-Policy"


@csp_replace({"frame-ancestors": ["*"]})
def framed(request):
    return HttpResponse()


@pytest.mark.parametrize("view", [lambda request: HttpResponse(), framed])
def test_the_policy_is_that_of_the_library(view):
    asked = RequestFactory().get("/")
    ours, theirs = (kind(view)(asked) for kind in (ContentPolicy, CSPMiddleware))

    assert ours[NAME] == theirs[NAME]
    assert ("frame-ancestors *" in ours[NAME]) is (view is framed)
