"""An upgrade indexes the texts that were there before the index."""

from importlib import import_module

from django.apps import apps

from lantoa.initiatives.models import TextPrint
from lantoa.initiatives.services.prints import text_prints_match
from tests.cast import draft

LONG = "Mỗi tháng hai buổi, tổ đến từng nhà giúp bà con dọn vườn, trồng rau sạch và chia giống cho hộ mới tham gia."


def test_texts_of_before_are_indexed(cast):
    draft(cast, content=LONG)
    TextPrint.objects.all().delete()
    assert len(text_prints_match()) == 1

    import_module("lantoa.initiatives.migrations.0014_prints_of_earlier_texts").index_earlier(apps, None)

    assert text_prints_match() == []
