"""`lantoa check`: exit code and the list of faults."""

import json

from django.db import connection

from lantoa.config.commands.check import all_checks
from tests.cast import accept_initiative


def test_sound_database_passes(lantoa, cast):
    accept_initiative(cast)
    answer = lantoa("check", "--json")
    document = json.loads(answer.out)
    assert (answer.code, answer.err) == (0, "")
    assert (document["ok"], document["faults"], len(document["checks"])) == (True, [], len(all_checks()))


def test_faults_are_listed_one_a_line(lantoa, cast):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kit_event SET verb = 'khac' WHERE sequence = 1")
        cursor.execute("UPDATE units_unit SET name = 'Tên khác' WHERE code = 'db1'")
    answer = lantoa("check")
    assert (answer.code, answer.out) == (1, "")
    assert [line.split(":")[0] for line in answer.err.splitlines()] == [
        "Nhật ký dòng 1 đã bị sửa sau khi ghi.",
        "Đơn vị “Tên khác” (db1)",
        "Đơn vị “Tên khác” (db1)",
    ]


def test_faults_as_json_leave_standard_error_empty(lantoa, cast):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kit_event WHERE sequence = 2")
    answer = lantoa("check", "--json")
    assert (answer.code, answer.err) == (1, "")
    named = {check["name"]: len(check["faults"]) for check in json.loads(answer.out)["checks"] if check["faults"]}
    assert named == {"audit_chain": 2}
