"""Addresses of the desk."""

from django.urls import include, path

from lantoa.desk.views import acting, home, inbox, search

urlpatterns = [
    path("", include("lantoa.desk.import_urls")),
    path("", include("lantoa.desk.file_urls")),
    path("", home.home, name="home"),
    path("viec-can-lam/", inbox.inbox, name="inbox"),
    path("tim/", search.search, name="search"),
    path("chon-don-vi/<str:code>/", acting.act_for_unit, name="act_for"),
]
