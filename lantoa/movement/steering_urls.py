"""Addresses of steering committees, directives and tasks."""

from django.urls import path

from lantoa.movement.views import committees, directives, tasks
from lantoa.movement.views.roads import TASK_ROAD

urlpatterns = [
    path("ban-chi-dao/", committees.committees, name="committees"),
    path("ban-chi-dao/con-thieu/", committees.committee_gaps, name="committee_gaps"),
    path("ban-chi-dao/moi/", committees.committee_new, name="committee_new"),
    path("ban-chi-dao/<int:pk>/", committees.committee, name="committee"),
    path("ban-chi-dao/<int:pk>/kien-toan/", committees.committee_reshuffle, name="committee_reshuffle"),
    path("ban-chi-dao/<int:pk>/thoi-hoat-dong/", committees.committee_end, name="committee_end"),
    path("ban-chi-dao/thanh-vien/<int:pk>/thoi-chuc-vu/", committees.committee_left, name="committee_left"),
    path("ban-chi-dao/quyet-dinh/<int:pk>/ban-quet/", committees.committee_scan, name="committee_scan"),
    path("ban-chi-dao/quyet-dinh/<int:pk>/gan-ban-quet/", committees.committee_scan_new, name="committee_scan_new"),
    path("van-ban/", directives.directives, name="directives"),
    path("van-ban/moi/", directives.directive_new, name="directive_new"),
    path("van-ban/<int:pk>/", directives.directive, name="directive"),
    path("van-ban/<int:pk>/sua/", directives.directive_edit, name="directive_edit"),
    path("van-ban/<int:pk>/giao/", directives.directive_assign, name="directive_assign"),
    path("van-ban/<int:pk>/ban-quet/", directives.directive_scan, name="directive_scan"),
    path("van-ban/<int:pk>/gan-ban-quet/", directives.directive_scan_new, name="directive_scan_new"),
    path("van-ban/<int:pk>/nhiem-vu.docx", directives.directive_tasks_docx, name="directive_tasks_docx"),
    path("nhiem-vu/", tasks.tasks, name="tasks"),
    path("nhiem-vu/<int:pk>/", tasks.task, name="task"),
    path("nhiem-vu/<int:pk>/giao-tiep/", tasks.task_pass_on, name="task_pass_on"),
    path("nhiem-vu/<int:pk>/<slug:slug>/", TASK_ROAD.view, name="task_move"),
]
