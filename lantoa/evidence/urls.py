"""Addresses of pieces of evidence and their files."""

from django.urls import path

from lantoa.evidence.views import evidence

urlpatterns = [
    path("mo-hinh/<int:pk>/minh-chung/", evidence.initiative_evidence, name="initiative_evidence"),
    path("mo-hinh/<int:pk>/minh-chung/gui/", evidence.evidence_new, name="evidence_new"),
    path("mo-hinh/minh-chung/<int:pk>/", evidence.evidence, name="evidence"),
    path("mo-hinh/minh-chung/<int:pk>/tep/", evidence.evidence_file, name="evidence_file"),
    path("mo-hinh/minh-chung/<int:pk>/anh-nho/", evidence.evidence_thumbnail, name="evidence_thumbnail"),
    path("mo-hinh/minh-chung/<int:pk>/chap-nhan/", evidence.evidence_accept, name="evidence_accept"),
    path("mo-hinh/minh-chung/<int:pk>/khong-chap-nhan/", evidence.evidence_reject, name="evidence_reject"),
]
