"""Addresses of councils, criteria and sittings."""

from django.urls import path

from lantoa.councils.views import assigning, councils, criteria, dossier, papers, scoring, sittings
from lantoa.councils.views.roads import APPRAISAL_ROAD, SITTING_ROAD

urlpatterns = [
    path("hoi-dong/", councils.councils, name="councils"),
    path("hoi-dong/moi/", councils.council_new, name="council_new"),
    path("hoi-dong/tieu-chi/", criteria.criteria_sets, name="criteria_sets"),
    path("hoi-dong/tieu-chi/moi/", criteria.criteria_set_new, name="criteria_set_new"),
    path("hoi-dong/tieu-chi/<int:pk>/", criteria.criteria_set, name="criteria_set"),
    path("hoi-dong/tieu-chi/<int:pk>/ban-moi/", criteria.criteria_set_version, name="criteria_set_version"),
    path("hoi-dong/<int:pk>/", councils.council, name="council"),
    path("hoi-dong/<int:pk>/thanh-vien/moi/", councils.member_new, name="member_new"),
    path("hoi-dong/<int:pk>/thanh-vien/<int:member>/thoi/", councils.member_end, name="member_end"),
    path("hoi-dong/<int:pk>/phien-hop/moi/", sittings.sitting_new, name="sitting_new"),
    path("cham-diem/", scoring.my_scoring, name="my_scoring"),
    path("phien-hop/<int:pk>/", sittings.sitting, name="sitting"),
    path("phien-hop/<int:pk>/sua/", sittings.sitting_edit, name="sitting_edit"),
    path("phien-hop/<int:pk>/diem-danh/", sittings.sitting_attendance, name="sitting_attendance"),
    path("phien-hop/<int:pk>/phan-cong/", assigning.sitting_assign, name="sitting_assign"),
    path("phien-hop/<int:pk>/phan-cong/mau.xlsx", assigning.assignment_template, name="assignment_template"),
    path("phien-hop/<int:pk>/cham/", scoring.sitting_score, name="sitting_score"),
    path("phien-hop/<int:pk>/ho-so/<int:item>/", scoring.item_score, name="item_score"),
    path("phien-hop/<int:pk>/ho-so/<int:item>/tep/<int:key>/", dossier.item_file, name="item_file"),
    path("phien-hop/<int:pk>/ho-so/<int:item>/tep/<int:key>/anh-nho/", dossier.item_thumbnail, name="item_thumbnail"),
    path("phien-hop/<int:pk>/ho-so/<int:item>/xung-dot/", scoring.item_conflict, name="item_conflict"),
    path("phien-hop/<int:pk>/ho-so/<int:item>/ket-qua/", sittings.item_verdict, name="item_verdict"),
    path("phien-hop/<int:pk>/ho-so/<int:item>/dua-ra/", sittings.item_take_off, name="item_take_off"),
    path(
        "phien-hop/<int:sitting>/phieu/<int:pk>/tra-lai/",
        APPRAISAL_ROAD.view,
        {"slug": "tra-lai"},
        name="appraisal_return",
    ),
    path("phien-hop/<int:pk>/phieu/<int:appraisal>/thu-lai/", assigning.appraisal_unassign, name="appraisal_unassign"),
    path("phien-hop/<int:pk>/bien-ban.docx", papers.minutes_docx, name="minutes_docx"),
    path("phien-hop/<int:pk>/ket-qua.docx", papers.sitting_result_docx, name="sitting_result_docx"),
    path("phien-hop/<int:pk>/bien-ban-da-ky/", papers.sitting_minutes, name="sitting_minutes"),
    path("phien-hop/<int:pk>/bien-ban-da-ky/tep/", papers.minutes_scan, name="minutes_scan"),
    path("phien-hop/<int:pk>/<slug:slug>/", SITTING_ROAD.view, name="sitting_move"),
]
