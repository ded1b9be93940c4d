"""The site's addresses, and two pages that show the rows of the list as barely as can be, behind the same door and handler."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from lantoa.initiatives.models import Initiative

PAGE = 50
TEMPLATE = """<table>{% for row in rows %}<tr><td><a href="/mo-hinh/{{ row.pk }}/">{{ row.name }}</a></td>
<td>{{ row.unit.name }}</td><td>{{ row.sector.name }}</td><td>{{ row.registered_on }}</td>
<td>{{ row.get_state_display }}</td></tr>
{% endfor %}</table>{{ count }}"""


def bare(request: HttpRequest) -> HttpResponse:
    """The first page of what the person may see, in order of the names."""
    return _render_rows(request, _rows(request)[:PAGE])


def bare_count(request: HttpRequest) -> HttpResponse:
    """The same page, and how many there are."""
    page = Paginator(_rows(request), PAGE).get_page(1)
    return _render_rows(request, page.object_list, page.paginator.count)


def _rows(request: HttpRequest):
    seen = Initiative.objects.visible_to(request.user)
    return seen.select_related("unit", "sector").order_by("name_sort", "pk")


def _render_rows(request: HttpRequest, rows, count: int | None = None) -> HttpResponse:
    template = engines["django"].from_string(TEMPLATE)
    return HttpResponse(template.render({"rows": rows, "count": count}, request))


urlpatterns = [
    path("do/tran/", bare),
    path("do/tran-dem/", bare_count),
    path("", include("lantoa.config.urls")),
]
handler403 = "lantoa.desk.views.errors.show_forbidden"
handler404 = "lantoa.desk.views.errors.not_found"
handler500 = "lantoa.desk.views.errors.show_failure"
