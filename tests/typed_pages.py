"""Pages that write several records in one go: what a browser posts of them, what they refuse.

`asked` is what such a page gives its template: an object whose attributes are forms and formsets.
"""

from django.forms import BaseForm, BaseFormSet


def forms_of(asked):
    found = []
    for one in vars(asked).values():
        if isinstance(one, BaseFormSet):
            found += [one.management_form, *one.forms]
        elif isinstance(one, BaseForm):
            found.append(one)
    return found


def opened(asked):
    """What a browser would post of the page as it opens."""
    bound = [form[name] for form in forms_of(asked) for name in form.fields]
    values = {one.html_name: one.value() for one in bound}
    return {name: str(it) for name, it in values.items() if it is not None and it is not False}


def errors_at(reply):
    """By place, what the page says is wrong there."""
    found = {}
    for form in forms_of(reply.context["asked"]):
        for name, told in form.errors.items():
            found[form[name].html_name if name in form.fields else name] = " ".join(told)
    return found
