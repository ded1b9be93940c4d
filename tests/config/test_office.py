"""`lantoa office`: the first account of an installation."""

import re

from django.test import Client
from django.urls import reverse

from lantoa.kit.audit import verify
from lantoa.units.models import Person


def test_office_account_sees_all_and_must_change_its_password(lantoa):
    answer = lantoa("office", "vanphong", "--name", "Nguyễn Thị Văn Phòng")
    person = Person.objects.get(username="vanphong")
    assert (answer.code, person.sees_all, person.must_change_password) == (0, True, True)
    assert verify() == []


def test_printed_password_opens_the_site(lantoa):
    said = lantoa("office", "vanphong", "--name", "Nguyễn Thị Văn Phòng").out
    password = re.search(r"Mật khẩu dùng một lần: (\S+)", said)[1]
    answer = Client().post(reverse("sign_in"), {"username": "vanphong", "password": password})
    assert answer.status_code == 302


def test_name_that_is_taken_is_refused(lantoa, cast):
    answer = lantoa("office", "officer", "--name", "Người Khác")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "Tên đăng nhập “officer” đã có người dùng; hãy chọn tên khác.\n"
    assert not Person.objects.get(username="officer").sees_all
