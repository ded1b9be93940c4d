"""Addresses of alerts, inspections and boards."""

from django.urls import path

from lantoa.watch.views import boards, inspections, watch, watch_units

urlpatterns = [
    path("theo-doi/", boards.board, name="watch"),
    path("theo-doi/viec/<slug:slug>/", boards.tasks, name="watch_tasks"),
    path("theo-doi/don-vi/", watch_units.unit_list, name="watch_units"),
    path("theo-doi/don-vi/xuat.xlsx", watch_units.unit_export, name="watch_units_export"),
    path("theo-doi/<slug:slug>/", watch.alert_list, name="watch_list"),
    path("theo-doi/<slug:slug>/xuat.xlsx", watch.alert_export, name="watch_export"),
    path("ban-tin/", watch.digest, name="digest"),
    path("ban-tin/<int:pk>/<slug:kind>/", watch.digest_kind, name="digest_kind"),
    path("ban-tin/da-xem/", watch.digest_seen, name="digest_seen"),
    path("mo-hinh/<int:pk>/theo-doi/", inspections.initiative_watch, name="initiative_watch"),
    path("mo-hinh/<int:pk>/theo-doi/ghi/", inspections.inspection_new, name="inspection_new"),
    path("mo-hinh/theo-doi/viec/<int:pk>/", inspections.follow_up_done, name="follow_up_done"),
]
