"""Copied texts: prints that find them, and the comparison that judges them."""

import pytest

from lantoa.kit.likeness.texts import NOTHING, PRINTS, Passage, compare, prints_of, spans, words_of
from lantoa.kit.text import search_key

TEXT = (
    "Mỗi tháng hai buổi, cán bộ mang máy tính về nhà văn hóa, giúp bà con làm từng bước hồ sơ trực tuyến; "
    "ai chưa quen thì có đoàn viên ngồi cạnh chỉ lại, đến khi tự làm được mới thôi."
)
OTHER = (
    "Chi bộ góp tiền, đoàn viên góp công, xóm giềng góp cây que để dựng nhà cho hộ nghèo trước Tết; mỗi hộ được giúp "
    "phải tự lo phần móng và nền, già bản đứng ra xem ngày và nhắc con cháu cùng làm."
)
FORM = "Căn cứ kế hoạch của Ban Chỉ đạo tỉnh và hướng dẫn của Ban Dân vận, đơn vị đăng ký các nội dung như sau đây."


def score(text: str, other: str, **kinds) -> int:
    return compare(Passage(text), Passage(other), **kinds).score


@pytest.mark.parametrize("text", [TEXT, OTHER, "Đường hoa – “kiểu mẫu”, 4/2026; hoà, hòa, UỶ!", "", "a_b\nc\td"])
def test_words_are_those_of_the_search_key(text):
    assert words_of(text) == search_key(text).split()


def test_same_text_is_wholly_alike_whatever_its_accents_and_signs():
    assert score(TEXT, search_key(TEXT)) == 100


def test_other_text_is_not_alike():
    assert compare(Passage(TEXT), Passage(OTHER)) == NOTHING


def test_text_inside_a_longer_one_is_wholly_alike():
    assert score(TEXT, f"{OTHER} {TEXT} {OTHER}") == 100
    assert score(f"{OTHER} {TEXT} {OTHER}", TEXT) == 100


def test_reworded_text_is_less_alike():
    reworded = TEXT.replace("máy tính", "thiết bị").replace("bà con", "nhân dân").replace("ngồi cạnh", "kế bên")
    assert 75 <= score(TEXT, reworded) < 100


def test_short_texts_say_nothing():
    assert score("Chủ trì là cấp ủy, phối hợp các hội.", "Chủ trì là cấp ủy, phối hợp các hội.") == 0


def test_what_the_form_says_counts_for_nothing():
    mine, theirs = f"{FORM} {TEXT}", f"{FORM} {OTHER}"
    form = set(Passage(FORM).hashes)
    rare = prints_of([Passage(mine)]) - form

    assert score(mine, theirs) > 40
    assert score(mine, theirs, common=form, rare=rare) == 0
    assert score(mine, mine, common=form, rare=rare) == 100


def test_copied_box_leaves_the_same_prints_beside_other_boxes():
    alone, among = prints_of([Passage(TEXT)]), prints_of([Passage(TEXT), Passage(OTHER)])

    assert prints_of([Passage(TEXT)]) == alone
    assert len(alone & among) == len(alone)


def test_number_of_prints_is_bounded():
    words = " ".join(f"chữ{number}" for number in range(3000))

    assert len(prints_of([Passage(f"{words} {box}") for box in range(9)])) <= PRINTS
    assert prints_of([]) == set()


def test_common_passages_are_shown_as_written():
    overlap = compare(Passage(f"Đầu khác hẳn. {TEXT}"), Passage(f"{TEXT} Cuối cũng khác."))

    assert spans(f"Đầu khác hẳn. {TEXT}", overlap.spots) == [TEXT.rstrip(".")]
    assert spans("Bốn từ thôi nhé", ((0, 4),)) == []
