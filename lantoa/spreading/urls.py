"""Addresses of copies, lineage, programmes and handbook pages."""

from django.urls import path

from lantoa.spreading.views import handbook, programmes, spreading, suggesting

urlpatterns = [
    path("mo-hinh/<int:pk>/nhan-rong/", spreading.initiative_spread, name="initiative_spread"),
    path("mo-hinh/<int:pk>/nhan-rong/ap-dung/", spreading.initiative_take_up, name="initiative_take_up"),
    path("mo-hinh/<int:pk>/nhan-rong/so-ket-qua/", spreading.initiative_outcomes, name="initiative_outcomes"),
    path("mo-hinh/<int:pk>/nhan-rong/<int:copy>/", spreading.replication, name="replication"),
    path(
        "mo-hinh/<int:pk>/nhan-rong/<int:copy>/khong-thanh-cong/", spreading.replication_fail, name="replication_fail"
    ),
    path("mo-hinh/<int:pk>/nhan-rong/<int:copy>/thoi-ap-dung/", spreading.replication_end, name="replication_end"),
    path("mo-hinh/<int:pk>/so-tay/", handbook.initiative_handbook, name="initiative_handbook"),
    path("mo-hinh/<int:pk>/so-tay/sua/", handbook.handbook_edit, name="handbook_edit"),
    path("mo-hinh/<int:pk>/so-tay/cong-bo/", handbook.handbook_publish, name="handbook_publish"),
    path("so-tay/", handbook.handbooks, name="handbooks"),
    path("nhan-rong/goi-y/", suggesting.suggestions, name="suggestions"),
    path("nhan-rong/goi-y/<int:pk>/khong-phu-hop/", suggesting.suggestion_decline, name="suggestion_decline"),
    path("nhan-rong/goi-y/<int:pk>/xet-lai/", suggesting.suggestion_reconsider, name="suggestion_reconsider"),
    path("nhan-rong/chuong-trinh/", programmes.programmes, name="programmes"),
    path("nhan-rong/chuong-trinh/moi/", programmes.programme_new, name="programme_new"),
    path("nhan-rong/chuong-trinh/<int:pk>/", programmes.programme, name="programme"),
    path("nhan-rong/chuong-trinh/<int:pk>/don-vi-dich/", programmes.programme_targets, name="programme_targets"),
    path("nhan-rong/chuong-trinh/don-vi-dich/<int:pk>/mien/", programmes.target_excuse, name="target_excuse"),
    path("nhan-rong/chuong-trinh/don-vi-dich/<int:pk>/bo-mien/", programmes.target_unexcuse, name="target_unexcuse"),
]
