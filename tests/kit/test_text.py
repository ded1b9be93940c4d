"""Vietnamese text: cleaning, keys, order, tone placement, old fonts."""

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.kit.text import (
    SORT_KEY_LENGTH,
    clean,
    clean_lines,
    fold_tone_placement,
    from_legacy,
    label_key,
    listed_key,
    search_key,
    sort_key,
)

PHRASES = [
    "Dân vận khéo",
    "Đảng bộ xã Hòa Bình",
    "Ban Chỉ đạo tỉnh Sơn La",
    "Xây dựng nông thôn mới",
    "Mô hình tổ tự quản đường điện chiếu sáng",
    "Quốc phòng - an ninh",
    "Văn hóa - xã hội",
    "Xây dựng hệ thống chính trị",
    "Giúp hộ nghèo vươn lên thoát nghèo",
    "Hiến đất làm đường giao thông",
    "Vận động nhân dân giữ gìn vệ sinh môi trường",
    "Nhà đại đoàn kết",
    "Khen thưởng tập thể, cá nhân tiêu biểu",
    "Ủy ban nhân dân phường Quyết Thắng",
    "Hội Liên hiệp Phụ nữ huyện Mộc Châu",
    "Đối thoại trực tiếp với người dân",
    "Tỷ lệ giải quyết đúng hạn đạt 88,9%",
    "Bảo vệ rừng đầu nguồn ở bản Nà Bó",
    "Chuyển giao kỹ thuật trồng cây ăn quả",
    "Camera an ninh, phòng chống tội phạm",
    "Thủ tục hành chính: giảm 30% thời gian",
    "Cấp ủy, chính quyền, Mặt trận Tổ quốc",
]
# The characters that each Unicode letter becomes in the old fonts, written down apart from the product's tables.
TCVN3_LETTERS = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        strict=True,
    )
)
VNI_MARKS = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_CIRCUMFLEX = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
VNI_WHOLE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "ì": "ì", "í": "í"}


def to_tcvn3(text: str) -> str:
    capitals = {char: char.lower() for char in text if char.upper() not in TCVN3_LETTERS}
    return "".join(TCVN3_LETTERS.get(char, TCVN3_LETTERS.get(capitals.get(char, char), char)) for char in text)


def to_vni(text: str) -> str:
    return "".join(_vni_char(char) for char in text)


def _vni_char(char: str) -> str:
    low = char.lower()
    if low in VNI_WHOLE:
        coded = VNI_WHOLE[low]
    else:
        base, *marks = unicodedata.normalize("NFD", low)
        tone = "".join(mark for mark in marks if mark in VNI_MARKS)
        if "\u0302" in marks:
            coded = base + VNI_CIRCUMFLEX[tone]
        elif "\u0306" in marks:
            coded = base + VNI_BREVE[tone]
        else:
            horned = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
            coded = horned + (VNI_MARKS[tone] if tone else "")
    return coded.upper() if char.isupper() else coded


def test_clean_composes_trims_and_drops_what_cannot_be_seen():
    assert clean("  Hoa\u0300\u200b\u00a0 Bi\u0300nh\r\n\tmo\u0323i\u00adn\u0000ha\u0300 \ufeff") == "Hoà Bình mọinhà"


def test_clean_reads_the_eth_of_old_keyboards_as_d_with_stroke():
    assert clean("\u00d0ảng bộ, xã \u00f0ó") == "Đảng bộ, xã đó"


def test_clean_lines_keeps_breaks_and_at_most_one_empty_line():
    assert clean_lines("\n\n một  \r\nhai\n \n\n\nba\n") == "một\nhai\n\nba"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đảng ủy Khối (tỉnh)", "dang uy khoi tinh"),
        ("Hoà  Bình – hòa bình", "hoa binh hoa binh"),
        ("Văn hóa-xã hội", "van hoa xa hoi"),
        ("5.908 cá nhân, 100 m²", "5 908 ca nhan 100 m2"),
        ("...", ""),
    ],
)
def test_search_key_is_plain(text, key):
    assert search_key(text) == key


@given(st.text(alphabet="aăâbcdđeêiuưoôơy ĐẢỘỰ.,-ủỷóấẵỹ"))
def test_keys_are_the_same_for_both_unicode_forms(text):
    composed, split = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert [f(composed) for f in (clean, search_key, sort_key)] == [f(split) for f in (clean, search_key, sort_key)]


def test_label_key_ignores_case_accents_and_spacing():
    assert label_key("Tập thể/Cá nhân") == label_key("TAP  THE / ca nhan") == "taptheCaNhan".lower()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("hoà uỷ thuỷ khoẻ toà HOÀ", "hòa ủy thủy khỏe tòa HÒA"),
        ("hoàn quý quỳ thuở giếng ngoài khuỷu mía lửa", "hoàn quý quỳ thuở giếng ngoài khuỷu mía lửa"),
        ("hòan qúy gía thủơ", "hoàn quý giá thuở"),
        ("Café Krông, 5S", "Café Krông, 5S"),
    ],
)
def test_tone_placement_is_folded(text, folded):
    assert fold_tone_placement(text) == folded
    assert fold_tone_placement(unicodedata.normalize("NFD", text)) == folded


def _ordered_words() -> list[str]:
    return [
        "", "10 xã", "2 xã", "a", "à", "ả", "ã", "á", "ạ", "ạ b", "an", "An", "án", "anh", "ăn", "âm", "ấm", "ậm ờ",
        "ba", "Ba", "bà", "Bà", "bả", "bã", "bá", "bạ", "bà ba", "Ba Bể", "Ba Vì", "ban", "bản", "băng", "bâng", "cá",
        "chi", "da", "dân", "đa", "đá", "đạo", "e", "em", "ê", "ga", "hoa", "hòa", "hoang", "i", "k", "l", "mơ", "mợ",
        "na", "o", "ong", "ô", "ơ", "phó", "quá", "rừng", "sa", "tạ", "thi", "tra", "u", "ủy", "ư", "vân", "xã", "y",
    ]  # fmt: skip


def test_sort_key_gives_dictionary_order():
    words = _ordered_words()
    shuffled = random.Random(5).sample(words, len(words))
    assert sorted(shuffled, key=sort_key) == words


@given(st.text())
def test_sort_key_is_short_plain_ascii(text):
    key = sort_key(text)
    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert 2 <= len(key) <= SORT_KEY_LENGTH


def test_sort_key_has_no_two_letters_in_a_row():
    key = sort_key("Chính quyền thân thiện, vì nhân dân phục vụ 2024")
    assert not any(left.isalpha() and right.isalpha() for left, right in pairwise(key))


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize(("encode", "font"), [(to_tcvn3, ".VnTime"), (to_vni, "VNI-Times")])
def test_old_font_text_round_trips_with_and_without_its_font(phrase, encode, font):
    expected = phrase.replace("Ủ", "ủ") if encode is to_tcvn3 else phrase
    assert from_legacy(encode(phrase), font) == expected
    assert from_legacy(encode(phrase)) == expected


@pytest.mark.parametrize("phrase", PHRASES)
def test_capital_font_gives_capitals(phrase):
    assert from_legacy(to_tcvn3(phrase), ".VnArialH") == phrase.upper()


@given(st.lists(st.sampled_from(PHRASES), min_size=2, max_size=5).map("; ".join))
def test_joined_phrases_round_trip(text):
    assert from_legacy(to_vni(text)) == text
    assert from_legacy(to_tcvn3(text)) == text.replace("Ủ", "ủ")


@pytest.mark.parametrize("letter", [*TCVN3_LETTERS, *"ẢÃÁẲẮỆỊỘỢỦỨỲỸỴ"])
def test_every_letter_of_vni_comes_back(letter):
    assert from_legacy(to_vni(letter), "vni-helve") == letter


def test_heading_in_capitals_without_font_comes_back_in_capitals():
    assert from_legacy("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.mark.parametrize(
    "text",
    [
        *PHRASES,
        *[unicodedata.normalize("NFD", phrase) for phrase in PHRASES],
        "Model 5S, 100%",
        "Hà Lan", "hoà bình, chí khí", "Tôi đi; m«i tr­êng",
        "10 µm", "© 2024", "PM 2.5 ± 5 °C", "1½", "Café José", "España, mañana", "Größe über Köln", "Noël à Paris",
        "", " ", "«trích»",
    ],
)  # fmt: skip
def test_what_is_not_surely_old_stays_as_it_is(text):
    assert from_legacy(text) == text
    assert from_legacy(text, "Times New Roman") == text


def test_unicode_text_under_an_old_font_name_stays_as_it_is():
    assert from_legacy("Đảng bộ xã", ".VnTime") == "Đảng bộ xã"


LISTED = {label_key(label) for label in ("Kinh tế", "Khối", "Trung ương", "Chi bộ", "Chi bọ", "Café")}


@pytest.mark.parametrize(
    ("text", "label"),
    [("Kinh tÕ", "Kinh tế"), ("Khoái", "Khối"), ("Trung \u00ad¬ng", "Trung ương"), ("KHOÁI", "Khối"), ("Café", "Café")],
)
def test_a_word_too_short_to_be_sure_of_is_what_the_list_holds(text, label):
    assert from_legacy(text) in (text, label)
    assert listed_key(text, LISTED) == label_key(label)


@pytest.mark.parametrize("text", ["Khoai", "Kinh tế số", "Chó bé", "Trụng tÕ", ""])
def test_a_word_of_no_list_has_no_key(text):
    assert listed_key(text, LISTED) is None


def test_a_word_that_reads_as_two_labels_has_no_key():
    cau, cao = label_key("Cẫu"), label_key("Caóu")

    assert listed_key("Caãu", {cau}) == cau
    assert listed_key("Caãu", {cao}) == cao
    assert listed_key("Caãu", {cau, cao}) is None
