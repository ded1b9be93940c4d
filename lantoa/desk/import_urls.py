"""Addresses of the import of sheets."""

from django.urls import path

from lantoa.desk.views import imports as views
from lantoa.desk.views.roads import IMPORTING_ROAD

urlpatterns = [
    path("nhap-so-lieu/", views.imports, name="imports"),
    path("nhap-so-lieu/lan/<int:pk>/", views.import_job, name="import_job"),
    path("nhap-so-lieu/lan/<int:pk>/loi.xlsx", views.import_errors, name="import_errors"),
    path("nhap-so-lieu/lan/<int:pk>/<slug:slug>/", IMPORTING_ROAD.view, name="import_move"),
    path("nhap-so-lieu/<slug:kind>/", views.import_kind, name="import_kind"),
    path("nhap-so-lieu/<slug:kind>/mau.xlsx", views.import_template, name="import_template"),
]
