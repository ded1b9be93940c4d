"""The site's addresses, and pages that show the same rows as barely as can be and as Django's own admin does."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path

from lantoa.initiatives.models import Initiative
from tools.bench import bare_urls
from tools.bench.bare_urls import PAGE


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
    path("do/quan-tri/", site.urls),
    *bare_urls.urlpatterns,
]
handler403 = "lantoa.desk.views.errors.show_forbidden"
handler404 = "lantoa.desk.views.errors.not_found"
handler500 = "lantoa.desk.views.errors.show_failure"
