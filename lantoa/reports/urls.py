"""Addresses of this part of the site."""

from django.urls import path
from django.views.generic import RedirectView

from lantoa.reports.views import records, summary

urlpatterns = [
    path("bao-cao/", RedirectView.as_view(pattern_name="summary", query_string=True)),
    path("bao-cao/tong-hop/", summary.summary, name="summary"),
    path("bao-cao/tong-hop.xlsx", summary.summary_xlsx, name="summary_xlsx"),
    path("bao-cao/tong-hop.docx", summary.summary_docx, name="summary_docx"),
    path("bao-cao/so-lieu/<str:key>/", records.records, name="records"),
    path("bao-cao/so-lieu/<str:key>.xlsx", records.records_xlsx, name="records_xlsx"),
]
