"""Addresses of the initiatives."""

from django.urls import path

from lantoa.dossiers.views import bulk, facts, listing, pages, saved_views
from lantoa.initiatives.views import registering
from lantoa.initiatives.views.roads import REGISTRATION_ROAD

urlpatterns = [
    path("mo-hinh/", listing.initiatives, name="initiatives"),
    path("mo-hinh/xuat.xlsx", listing.initiatives_export, name="initiatives_export"),
    path("mo-hinh/xuat-da-chon.xlsx", bulk.initiatives_export_chosen, name="initiatives_export_chosen"),
    path("mo-hinh/duyet-nhieu/", bulk.initiatives_accept, name="initiatives_accept"),
    path("mo-hinh/bo-loc/", saved_views.saved_views, name="saved_views"),
    path("mo-hinh/bo-loc/luu/", saved_views.saved_view_new, name="saved_view_new"),
    path("mo-hinh/bo-loc/<int:pk>/doi-ten/", saved_views.saved_view_rename, name="saved_view_rename"),
    path("mo-hinh/bo-loc/<int:pk>/xoa/", saved_views.saved_view_delete, name="saved_view_delete"),
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
