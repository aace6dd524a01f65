"""The search page: a name leads to its record, words to a list with facets."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from knowledge.models import Verdict
from knowledge.search.asking import HITS_PER_PAGE, SearchAnswer, SearchForm, answer, kinds, shown
from knowledge.search.within import leads
from organizations.models import Organization
from records.common.addresses import dated
from records.common.facets import Facet, FacetValue, within
from records.common.languages import in_language
from records.common.lists import page_of
from records.common.periods import decade_in_words
from records.common.requests import BadRequest

TITLES = {
    "kind": gettext_noop("Kind"),
    "subkind": gettext_noop("Subkind"),
    "verdict": gettext_noop("Verdict"),
    "organization": gettext_noop("Organization"),
    "region": gettext_noop("Region"),
    "decade": gettext_noop("Decade"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    for name in {"page_size", "meta"} & request.GET.keys():
        raise BadRequest(name, "It is read by the API only.")
    form = SearchForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "asked": request.GET.get("q", "")[:200]}
        return TemplateResponse(request, "knowledge/search.html", context, status=400)
    found = answer(form)
    if found.leads_to and not form.cleaned_data["words"] and not _narrowed(form):
        return HttpResponseRedirect(found.leads_to)
    page = page_of(request, found.keys, HITS_PER_PAGE)
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "form": form,
        "asked": found.text,
        "found": found,
        "page": page,
        "hits": [
            (row, piece, dated(row.page, form.cleaned_data["as_of"]))
            for row, piece in shown(list(page.object_list), found.query)
        ],
        "leads": [] if found.candidates else leads(found.text, form.cleaned_data["as_of"]),
        "facets": _facets(request, found),
        "kept": kept.urlencode(),
        "day": form.cleaned_data["as_of"],
        "kinds": kinds(),
    }
    return TemplateResponse(request, "knowledge/search.html", context)


def _narrowed(form: SearchForm) -> bool:
    return any(value for name, value in form.cleaned_data.items() if name != "q")


def _facets(request: HttpRequest, found: SearchAnswer) -> list[Facet]:
    """Each facet with its values in words, as links that narrow the search or widen it again."""
    return [
        Facet(_(TITLES[name]), _values(request.GET, name, pairs))
        for name, pairs in found.facets.items()
        if pairs
    ]


def _values(asked: QueryDict, name: str, pairs: list[tuple[str, int]]) -> list[FacetValue]:
    labels, chosen = _labels(name, [value for value, _ in pairs]), asked.get(name, "")
    return [
        FacetValue(
            labels[value],
            count,
            within(asked, name, "" if value == chosen else value),
            is_chosen=value == chosen,
        )
        for value, count in pairs
    ]


def _labels(name: str, values: list[str]) -> dict[str, str]:
    words = {value: value for value in values}
    if name == "kind":
        return words | kinds()
    if name == "verdict":
        return words | {one.value: str(one.label) for one in Verdict}
    if name == "region":
        return {value: in_language(value) for value in values}
    if name == "decade":
        return {value: decade_in_words(value) for value in values}
    if name == "organization":
        held = Organization.objects.filter(slug__in=values).values_list("slug", "name", "acronym")
        return words | {slug: acronym or called for slug, called, acronym in held}
    return words
