"""An app that nobody names appears on every surface: it is installed, and nothing else is touched."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from lantoa.config.cli import main
from lantoa.desk.importing import import_kinds
from lantoa.desk.models import ImportJob
from lantoa.initiatives.services import withdraw
from lantoa.kit.extension_points import consequences_of, extensions
from lantoa.kit.history import all_history_words, words_of
from lantoa.kit.models import Event
from tests.cast import Cast, accept_initiative
from tests.workbooks import workbook

APP = "tests.scratch_app"
ASKED = date(2023, 5, 1)


@pytest.fixture
def scratch(cast, settings):
    """The app, installed for one test, with its table."""
    with override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, APP], ROOT_URLCONF=f"{APP}.site_urls"):
        from tests.scratch_app.models import Wish  # noqa: PLC0415 - a model is there only while its app is

        editor = connection.schema_editor()
        # What entering the editor would make; SQLite's refuses to be entered inside a test's transaction.
        editor.deferred_sql = []
        statement, params = editor.table_sql(Wish)
        with connection.cursor() as cursor:
            cursor.execute(statement, params or None)
        yield Wish


@pytest.fixture
def wish(scratch, cast: Cast):
    return scratch.objects.create(unit=cast.unit("db1"), title="Làm đường liên thôn", asked_on=ASKED, due_on=ASKED)


def page(client, name: str, *words, **query) -> str:
    response = client.get(reverse(name, args=words), query)
    assert response.status_code == 200
    return response.content.decode()


def command(capsys, *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(list(words))
    said = capsys.readouterr()
    return code, said.out + said.err


def test_it_is_one_of_the_extensions_only_while_it_is_installed(scratch):
    assert "scratch_app" in extensions()


def test_it_is_gone_when_it_is_not_installed():
    assert "scratch_app" not in extensions()


def test_it_has_its_place_in_the_rail(wish, as_person):
    assert f'href="{reverse("wishes")}"' in page(as_person("officer"), "home")


def test_its_work_waits_on_the_first_page_and_in_the_list(wish, as_person):
    assert "Làm đường liên thôn" in page(as_person("officer"), "home")
    assert "Nguyện vọng chưa trả lời" in page(as_person("officer"), "inbox")
    assert "Làm đường liên thôn" in page(as_person("officer"), "inbox")
    assert "Làm đường liên thôn" not in page(as_person("outsider"), "inbox")


def test_it_is_found_by_the_search(wish, as_person):
    assert "Làm đường liên thôn" in page(as_person("officer"), "search", tim="liên thôn")


def test_it_has_its_tab_on_the_page_of_a_record_for_those_who_may_see_it(scratch, cast, as_person):
    initiative = accept_initiative(cast)
    address = reverse("initiative_wishes", args=[initiative.pk])
    assert f'href="{address}"' in page(as_person("officer"), "initiative", initiative.pk)
    assert f'href="{address}"' not in page(as_person("auditor"), "initiative", initiative.pk)


def test_its_sheet_is_imported_by_the_wizard(scratch, as_person):
    client = as_person("officer")
    assert "Nguyện vọng của người dân" in page(client, "imports")
    sheet = SimpleUploadedFile("a.xlsx", workbook(import_kinds()["wishes"], [{"unit": "db1", "title": "Xây cầu"}]))
    client.post(reverse("import_kind", args=["wishes"]), {"file": sheet})
    job = ImportJob.objects.get()
    client.post(reverse("import_move", args=[job.pk, "xac-nhan"]))

    assert str(scratch.objects.get()) == "Xây cầu"
    event = Event.objects.get(object_type="scratch_app.wish")
    assert words_of(event, all_history_words()).words == "Ghi nguyện vọng"


def test_its_figure_is_in_the_summary_and_its_records_behind_it(wish, as_person):
    query = {"don-vi": "khoi", "tu": "01/01/2023", "den": "31/12/2023"}
    assert "Nguyện vọng đã ghi" in page(as_person("approver"), "summary", **query)
    assert "Làm đường liên thôn" in page(as_person("approver"), "records", "wishes.asked", **query)


def test_the_command_line_counts_and_lists_it(wish, capsys):
    asked = ("--unit", "khoi", "--year", "2023", "--json")
    figures = json.loads(command(capsys, "report", "summary", *asked)[1])["figures"]
    assert [figure["value"] for figure in figures if figure["key"] == "wishes.asked"] == [1]
    records = json.loads(command(capsys, "records", "wishes.asked", *asked)[1])["records"]
    assert [record["label"] for record in records] == ["Làm đường liên thôn"]


def test_what_must_be_true_of_it_is_checked(wish, capsys):
    type(wish).objects.update(answered_on=date(2022, 1, 1))
    code, said = command(capsys, "check")
    assert (code, "Nguyện vọng “Làm đường liên thôn” trả lời trước khi hỏi." in said) == (1, True)


def test_it_follows_from_a_withdrawal(wish, cast):
    initiative = accept_initiative(cast)
    wish.about = initiative
    wish.save()
    (ours,) = [item for item in consequences_of("initiatives.withdraw") if item.order == 900]
    assert [(effect.words, effect.count) for effect in ours.preview(initiative, None)] == [("nguyện vọng sẽ đóng", 1)]

    withdrawn = withdraw(initiative, by=cast.office, reason="Thôi")
    wish.refresh_from_db()
    assert wish.answered_on == withdrawn.ended_on
