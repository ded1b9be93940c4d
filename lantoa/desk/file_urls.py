"""Addresses of uploads that can be resumed."""

from django.urls import path

from lantoa.desk.views import uploads

urlpatterns = [
    path("tai-len/", uploads.uploads, name="uploads"),
    path("tai-len/<uuid:pk>/", uploads.upload, name="upload"),
]
