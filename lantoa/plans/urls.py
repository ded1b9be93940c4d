"""Addresses of plans and progress reports."""

from django.urls import path

from lantoa.plans.views import plans, progress
from lantoa.plans.views.roads import PROGRESS_ROAD

urlpatterns = [
    path("mo-hinh/<int:pk>/ke-hoach/", plans.initiative_plan, name="initiative_plan"),
    path("mo-hinh/<int:pk>/ke-hoach/sua/", plans.initiative_plan_edit, name="initiative_plan_edit"),
    path("moc/<int:pk>/", plans.milestone, name="milestone"),
    path("moc/<int:pk>/mo-lai/", plans.milestone_reopen, name="milestone_reopen"),
    path("mo-hinh/<int:pk>/tien-do/moi/", progress.progress_new, name="progress_new"),
    path("tien-do/<int:pk>/", progress.progress, name="progress"),
    path("tien-do/<int:pk>/sua/", progress.progress_edit, name="progress_edit"),
    path("tien-do/<int:pk>/<slug:slug>/", PROGRESS_ROAD.view, name="progress_move"),
]
