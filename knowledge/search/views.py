"""The search page: a name leads to its record, words to a list with facets."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from knowledge.search.asking import HITS_PER_PAGE, Answer, SearchForm, answer, kinds, shown
from records.common.addresses import dated
from records.common.lists import page_of
from records.common.requests import BadRequest

FACET_SHOWN = 12


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    if "page_size" in request.GET:
        raise BadRequest("page_size", "It is read by the API only.")
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
        "facets": _facets(request, found),
        "kept": kept.urlencode(),
        "day": form.cleaned_data["as_of"],
        "kinds": kinds(),
    }
    return TemplateResponse(request, "knowledge/search.html", context)


def _narrowed(form: SearchForm) -> bool:
    return any(value for name, value in form.cleaned_data.items() if name != "q")


def _facets(request: HttpRequest, found: Answer) -> list[dict]:
    """Each facet with its values as links that narrow the search, or widen it again."""
    shown_facets = []
    for name, pairs in found.facets.items():
        chosen = request.GET.get(name, "")
        values = [
            {"value": value, "count": count, "query": _with(request, name, value)}
            for value, count in pairs[:FACET_SHOWN]
        ]
        if values or chosen:
            without = _with(request, name, "")
            shown_facets.append(
                {"name": name, "values": values, "chosen": chosen, "without": without}
            )
    return shown_facets


def _with(request: HttpRequest, name: str, value: str) -> str:
    data = request.GET.copy()
    data.pop("page", None)
    data.pop(name, None)
    if value:
        data[name] = value
    return data.urlencode()
