"""Addresses of the units. What does not begin with a unit's code stands under thay-doi/, so that no code is taken."""

from django.urls import include, path

from lantoa.units.views import changes, ending, lines, tree, unit

urlpatterns = [
    path("", include("lantoa.units.people_urls")),
    path("don-vi/", tree.units, name="units"),
    path("don-vi/thay-doi/them/", changes.unit_new, name="unit_new"),
    path("don-vi/thay-doi/chon/", tree.unit_options, name="unit_options"),
    path("don-vi/thay-doi/<int:pk>/hoan-tac/", changes.change_undo, name="change_undo"),
    path("don-vi/thay-doi/<int:pk>/ket-qua/", ending.unit_end_result, name="unit_end_result"),
    path("don-vi/thay-doi/tuyen-khac/<int:pk>/ket-thuc/", lines.edge_unlink, name="edge_unlink"),
    path("don-vi/<str:code>/", unit.unit, name="unit"),
    path("don-vi/<str:code>/cung-cap/", tree.unit_siblings, name="unit_siblings"),
    path("don-vi/<str:code>/truc-thuoc/", tree.unit_children, name="unit_children"),
    path("don-vi/<str:code>/doi-ten/", changes.unit_rename, name="unit_rename"),
    path("don-vi/<str:code>/chuyen/", changes.unit_move, name="unit_move"),
    path("don-vi/<str:code>/ket-thuc/", ending.unit_end, name="unit_end"),
    path("don-vi/<str:code>/ket-thuc/<slug:key>/", ending.unit_end_part, name="unit_end_part"),
    path("don-vi/<str:code>/tuyen-khac/", lines.unit_link, name="unit_link"),
    path("don-vi/<str:code>/dang-vien/", changes.unit_members, name="unit_members"),
]
