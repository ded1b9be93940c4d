"""Addresses of the initiatives."""

from django.urls import path

from lantoa.dossiers.views import facts, listing, pages
from lantoa.initiatives.views import registering
from lantoa.initiatives.views.roads import REGISTRATION_ROAD

urlpatterns = [
    path("mo-hinh/", listing.initiatives, name="initiatives"),
    path("mo-hinh/xuat.xlsx", listing.initiatives_export, name="initiatives_export"),
    path("mo-hinh/duyet-nhieu/", listing.initiatives_accept, name="initiatives_accept"),
    path("mo-hinh/moi/", registering.initiative_new, name="initiative_new"),
    path("mo-hinh/tuong-tu/", registering.similar, name="similar"),
    path("mo-hinh/<int:pk>/", pages.initiative, name="initiative"),
    path("mo-hinh/<int:pk>/sua/", registering.initiative_edit, name="initiative_edit"),
    path("mo-hinh/<int:pk>/in/", pages.initiative_print, name="initiative_print"),
    path("mo-hinh/<int:pk>/phieu.docx", pages.initiative_form_docx, name="initiative_form_docx"),
    path("mo-hinh/<int:pk>/cong-nhan/ghi/", facts.recognition_new, name="recognition_new"),
    path("mo-hinh/<int:pk>/nhan-rong/ghi/", facts.replication_new, name="replication_new"),
    path("mo-hinh/<int:pk>/<slug:slug>/", REGISTRATION_ROAD.view, name="initiative_move"),
]
