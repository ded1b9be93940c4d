"""The site's addresses, and pages that show the same rows as barely as can be and as Django's own admin does."""

from django.contrib import admin
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


class Rows(admin.ModelAdmin):
    """The changelist that `admin.site.register` gives, behind the same door."""

    list_display = ("name", "unit", "sector", "registered_on", "state")
    list_select_related = ("unit", "sector")
    list_per_page = PAGE
    ordering = ("name_sort", "pk")

    def get_queryset(self, request: HttpRequest):
        return Initiative.objects.visible_to(request.user)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return True

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    has_delete_permission = has_change_permission


class Site(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated


site = Site()
site.register(Initiative, Rows)

urlpatterns = [
    path("do/tran/", bare),
    path("do/tran-dem/", bare_count),
    path("do/quan-tri/", site.urls),
    path("", include("lantoa.config.urls")),
]
handler403 = "lantoa.desk.views.errors.show_forbidden"
handler404 = "lantoa.desk.views.errors.not_found"
handler500 = "lantoa.desk.views.errors.show_failure"
