"""Addresses of signing in and of people."""

from django.urls import path

from lantoa.units.views import accounts, people, signing

urlpatterns = [
    path("dang-nhap/", signing.sign_in, name="sign_in"),
    path("dang-xuat/", signing.sign_out, name="sign_out"),
    path("doi-mat-khau/", signing.password, name="change_password"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/moi/", people.person_new, name="person_new"),
    path("nguoi-dung/<int:pk>/", people.person, name="person"),
    path("nguoi-dung/<int:pk>/sua/", accounts.person_edit, name="person_edit"),
    path("nguoi-dung/<int:pk>/khoa/", accounts.person_close, name="person_close"),
    path("nguoi-dung/<int:pk>/mo-lai/", accounts.person_reopen, name="person_reopen"),
    path("nguoi-dung/<int:pk>/vai-tro/", people.role_new, name="role_new"),
    path("nguoi-dung/<int:pk>/dat-lai-mat-khau/", people.person_reset, name="person_reset"),
    path("nguoi-dung/vai-tro/<int:pk>/ket-thuc/", people.role_end, name="role_end"),
]
