"""Widgets that are written in Python say what Django's templates say."""

import re

import pytest
from django import forms
from django.contrib import admin
from django.forms.renderers import DjangoTemplates
from django.urls import reverse

from peacekb.widgets import WrittenWidgets
from records.curation.admin import RecordAdmin

HOSTILE = """<b>"it's" & that</b>"""
CHOICES = [("", "---"), ("Group & Co", [(HOSTILE, HOSTILE), ("1", "one")]), (2, "two"), (None, "?")]
WIDGETS = [
    forms.TextInput(attrs={"title": HOSTILE, "required": True, "disabled": False, "maxlength": 5}),
    forms.NumberInput(attrs={"min": -1}),
    forms.HiddenInput(),
    forms.CheckboxInput(),
    forms.DateInput(),
    forms.URLInput(),
    forms.EmailInput(),
    forms.Select(choices=CHOICES),
    forms.SelectMultiple(choices=CHOICES),
    forms.Textarea(),
    forms.RadioSelect(choices=CHOICES),
]


def without_breaks(html):
    return re.sub(r">\s+<", "><", html).strip()


@pytest.mark.parametrize("value", [None, "", HOSTILE, "1", 2, True], ids=repr)
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda one: type(one).__name__)
def test_a_widget_says_what_the_template_says(widget, value):
    value = [value] if isinstance(widget, forms.SelectMultiple) else value
    written, told = (
        widget.render(f"name{HOSTILE}", value, attrs={"id": "a"}, renderer=renderer)
        for renderer in (WrittenWidgets(), DjangoTemplates())
    )

    assert without_breaks(written) == without_breaks(told)


def test_a_label_says_what_the_template_says():
    class Labelled(forms.Form):
        required_css_class = "required"
        name = forms.CharField(label=HOSTILE)

    for auto_id in (True, False, "id_%s"):
        written, told = (
            str(Labelled(auto_id=auto_id, renderer=renderer)["name"].label_tag())
            for renderer in (WrittenWidgets(), DjangoTemplates())
        )
        assert written == told


@pytest.mark.django_db
def test_every_empty_form_of_the_admin_says_what_the_templates_say(admin_client, monkeypatch):
    for model, one in admin.site._registry.items():
        if isinstance(one, RecordAdmin):
            meta = model._meta
            address = reverse(f"admin:{meta.app_label}_{meta.model_name}_add")
            page = admin_client.get(address)
            form = page.context["adminform"].form
            for field in form:
                written = str(field)
                with monkeypatch.context() as patched:
                    patched.setattr(form, "renderer", DjangoTemplates())
                    assert without_breaks(written) == without_breaks(str(field)), field.name
