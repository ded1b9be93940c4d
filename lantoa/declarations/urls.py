"""Addresses of the declared counts."""

from django.urls import path

from lantoa.declarations import views as declaring

urlpatterns = [
    path("ke-khai/", declaring.declarations, name="declarations"),
    path("ke-khai/moi/", declaring.declare, name="declare"),
    path("ke-khai/<int:pk>/", declaring.declaration, name="declaration"),
]
