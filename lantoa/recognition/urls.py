"""Addresses of candidacies and recognitions."""

from django.urls import path

from lantoa.recognition.views import recognising, renewing, sittings, surviving
from lantoa.recognition.views.roads import CANDIDACY_ROAD, RECOGNITION_ROAD

urlpatterns = [
    path("cong-nhan/", renewing.recognitions, name="recognitions"),
    path("cong-nhan/ben-vung/", surviving.survival_page, name="survival"),
    path("cong-nhan/ben-vung/xuat.xlsx", surviving.survival_export, name="survival_export"),
    path("cong-nhan/phien-hop/<int:pk>/", sittings.sitting_decide, name="sitting_decide"),
    path("cong-nhan/phien-hop/<int:pk>/dua-ra/", sittings.sitting_bring, name="sitting_bring"),
    path("cong-nhan/<int:pk>/tieu-bieu/", renewing.recognition_outstanding, name="recognition_outstanding"),
    path("cong-nhan/<int:pk>/quyet-dinh/", recognising.recognition_scan, name="recognition_scan"),
    path("cong-nhan/<int:pk>/<slug:slug>/", RECOGNITION_ROAD.view, name="recognition_move"),
    path("de-nghi-cong-nhan/<int:pk>/<slug:slug>/", CANDIDACY_ROAD.view, name="candidacy_move"),
    path("mo-hinh/<int:pk>/cong-nhan/", recognising.initiative_recognition, name="initiative_recognition"),
    path("mo-hinh/<int:pk>/cong-nhan/de-nghi/", recognising.candidacy_new, name="candidacy_new"),
]
