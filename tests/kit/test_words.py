"""The framework's own refusals of a form's values are said in our words: what is wrong and what to do."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django import forms

FOLDER = Path(forms.__file__).parents[1] / "conf/locale/vi/LC_MESSAGES"
OURS = Path(__file__).parents[2] / "lantoa/kit/locale/vi/LC_MESSAGES"


class Sample(forms.Form):
    name = forms.CharField(max_length=3, required=False)
    count = forms.IntegerField(min_value=1, max_value=9, required=False)
    choice = forms.ChoiceField(choices=[("a", "A")])
    email = forms.EmailField(required=False)
    share = forms.DecimalField(max_digits=4, decimal_places=1, required=False)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("choice", "", "Chưa điền ô này; hãy điền rồi lưu lại."),
        ("choice", "b", "Không có lựa chọn “b”; hãy chọn lại trong danh sách."),
        ("name", "abcd", "Ghi nhiều nhất 3 ký tự; đang có 4, hãy rút ngắn."),
        ("name", "a\x00", "Có ký tự không đọc được; hãy xóa đi và gõ lại."),
        ("count", "mười", "Hãy ghi một số nguyên, ví dụ 12."),
        ("count", "10", "Hãy ghi số không lớn hơn 9."),
        ("count", "0", "Hãy ghi số không nhỏ hơn 1."),
        ("email", "a@", "Địa chỉ thư này chưa đúng; ví dụ đúng: ten@donvi.vn."),
        ("share", "1.25", "Sau dấu phẩy nhiều nhất 1 chữ số."),
    ],
)
def test_a_wrong_value_is_refused_in_our_words(field, typed, words):
    form = Sample({"choice": "a"} | {field: typed})

    assert form.errors == {field: [words]}


def texts(path: Path) -> dict[str, str]:
    """The sentences of a .po file, plurals by their singular."""
    found = re.findall(r'msgid "(.+)"\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? "(.*)"', join_lines(path))
    return dict(found)


def join_lines(path: Path) -> str:
    """The file with each sentence on one line."""
    return re.sub(r'"\n"', "", path.read_text(encoding="utf-8"))


def test_the_compiled_words_are_those_of_the_source():
    with (OURS / "django.mo").open("rb") as file:
        compiled = GNUTranslations(file)

    for english, words in texts(OURS / "django.po").items():
        assert words in (compiled.gettext(english), compiled.ngettext(english, english, 1))


def test_each_of_them_is_still_a_sentence_of_the_framework():
    assert set(texts(OURS / "django.po")) - set(texts(FOLDER / "django.po")) == set()
