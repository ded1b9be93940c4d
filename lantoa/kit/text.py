"""Vietnamese text: cleaning, keys for searching, comparing and sorting, tone placement, and the old 8-bit fonts.

Pure functions, str in and str out; none raises. Text from old fonts must go through `from_legacy` before `clean`,
because the old encodings keep letters where Unicode has soft hyphens and symbols.
"""

import re
import unicodedata
from collections.abc import Container
from functools import cache, lru_cache
from typing import NamedTuple

from viparse.normalize.tables import Charmap, build_charmap, convert
from viparse.normalize.tcvn3 import TCVN3
from viparse.normalize.vni import VNI

SORT_LETTERS = 120
"""Letters of a text that take part in its sort key; texts equal so far sort as equal."""
SORT_KEY_LENGTH = 4 * SORT_LETTERS + 2
"""Most characters that `sort_key` returns; for the max_length of a column."""

_DROPPED = frozenset({"Cc", "Cf", "Cs"})
# The Icelandic eth looks like đ and comes from old keyboards; Vietnamese never uses it.
_ETH = str.maketrans("Ðð", "Đđ")
_WORD = re.compile(r"[^\W\d_]+")

# --- cleaning and keys ---


def clean(text: str) -> str:
    """One line in NFC: no control or zero-width characters, single spaces, trimmed."""
    if not text.isprintable():  # the usual text needs no look at each character
        text = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in _DROPPED)
    return unicodedata.normalize("NFC", " ".join(text.split()).replace("Ð", "Đ").replace("ð", "đ"))


def clean_lines(text: str) -> str:
    """As `clean`, but line breaks stay ("\\n"); at most one empty line in a row, none at the ends."""
    lines = "\n".join(clean(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def search_key(text: str) -> str:
    """Lower case without accents, đ as d, anything but letters and digits as a single space."""
    plain = unicodedata.normalize("NFKD", text.translate(_ETH).casefold()).replace("đ", "d")
    letters = "".join(char if char.isalnum() else "" if _is_invisible(char) else " " for char in plain)
    return " ".join(letters.split())


def _is_invisible(char: str) -> bool:
    category = unicodedata.category(char)
    return category.startswith("M") or (category in _DROPPED and not char.isspace())


def label_key(text: str) -> str:
    """Key under which two labels or headers count as the same: `search_key` without its spaces."""
    return search_key(text).replace(" ", "")


# --- sorting ---

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONE_MARKS = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_LETTER_MARKS = frozenset("\u0306\u0302\u031b")  # breve, circumflex, horn: they make other letters


def _two_signs(number: int) -> str:
    # A digit before each letter: no collation can read two letters of the key as one (Hungarian "cs", Czech "ch").
    return f"{number // 26}{chr(ord('a') + number % 26)}"


_SPACE_CODE = _two_signs(0)
_DIGIT_CODES = {str(digit): _two_signs(1 + digit) for digit in range(10)}
_LETTER_CODES = {letter: _two_signs(11 + place) for place, letter in enumerate(_ALPHABET)}
_OTHER_LETTER_CODE = _two_signs(11 + len(_ALPHABET))


def sort_key(text: str) -> str:
    """Key that sorts in Vietnamese dictionary order under any collation: only digits and a-z, never empty.

    Letters decide first (a ă â b … đ e ê …), then tones (ngang huyền hỏi ngã sắc nặng), then case; a space sorts
    before a digit, a digit before a letter, punctuation as a space. At most SORT_KEY_LENGTH characters.
    """
    primary, tones, cases = [], [], []
    for char in " ".join(re.split(r"[\W_]+", clean(text))).strip()[:SORT_LETTERS]:
        letter, tone = _letter_and_tone(char.lower())
        if letter == " ":
            primary.append(_SPACE_CODE)
        else:
            primary.append(_DIGIT_CODES.get(letter) or _LETTER_CODES.get(letter) or _OTHER_LETTER_CODE)
        tones.append(str(tone))
        cases.append("1" if char.isupper() else "0")
    return "".join(primary) + "00" + "".join(tones) + "".join(cases)


@lru_cache(maxsize=4096)  # the same few hundred characters, over and over
def _letter_and_tone(char: str) -> tuple[str, int]:
    """A lower-case character as its letter of the alphabet and its tone (0 to 5)."""
    tone, letter = 0, ""
    for part in unicodedata.normalize("NFD", char):
        if part in _TONE_MARKS:
            tone = _TONE_MARKS[part]
        elif not unicodedata.combining(part) or part in _LETTER_MARKS:
            letter += part
    return unicodedata.normalize("NFC", letter), tone


# --- syllables ---

_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIME_LIST = """
    a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    ooc oong ô ôc ôi ôk ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh
    uôc uôi uôm uôn uông uôt uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưng ưt ưu
    ươc ươi ươm ươn ương ươp ươt ươu y ych ynh yt yêm yên yêng yêt yêu
"""
_ONSETS = (*sorted(_ONSET_LIST.split(), key=len, reverse=True), "")
_RIMES = frozenset(_RIME_LIST.split())
_STOPPED = ("c", "ch", "p", "t")
_TONE_SIGNS = {tone: mark for mark, tone in _TONE_MARKS.items()}


class _Syllable(NamedTuple):
    onset: str
    rime: str
    tone: int
    tone_at: int | None
    """Place of the tone mark in the whole syllable, None without a mark."""


def _syllable(word: str) -> _Syllable | None:
    """The parts of a lower-case NFC word, or None when it is not built as a Vietnamese syllable."""
    letters, tone, tone_at = "", 0, None
    for place, char in enumerate(word):
        letter, mark = _letter_and_tone(char)
        if mark and tone_at is not None:
            return None
        if mark:
            tone, tone_at = mark, place
        letters += letter
    for onset in _ONSETS:
        rime = letters[len(onset) :]
        if letters.startswith(onset) and rime in _RIMES:
            if rime.endswith(_STOPPED) and tone not in (4, 5):
                return None
            return _Syllable(onset, rime, tone, tone_at)
    return None


def _tone_place(syllable: _Syllable) -> int:
    """Where the older of the two accepted styles puts the tone mark: hòa, ủy, but hoàn, quý."""
    onset, rime = len(syllable.onset), syllable.rime
    marked = [place for place, letter in enumerate(rime) if letter in "ăâêôơư"]
    if marked:
        return onset + marked[-1]
    vowels = len(rime) - len(rime.lstrip("aeiouy"))
    is_closed = vowels < len(rime)
    return onset + (1 if vowels == 3 or (vowels == 2 and is_closed) else 0)


def fold_tone_placement(text: str) -> str:
    """The text in NFC with each tone mark where "hòa", "ủy" have it, so that hoà = hòa and uỷ = ủy; accents stay."""
    return _WORD.sub(lambda found: _fold_word(found.group()), unicodedata.normalize("NFC", text))


def _fold_word(word: str) -> str:
    syllable = _syllable(word.lower())
    if syllable is None or syllable.tone_at is None:
        return word
    parts = list(word)
    bare = unicodedata.normalize("NFD", parts[syllable.tone_at]).replace(_TONE_SIGNS[syllable.tone], "")
    parts[syllable.tone_at] = bare
    parts[_tone_place(syllable)] += _TONE_SIGNS[syllable.tone]
    return unicodedata.normalize("NFC", "".join(parts))


# --- old fonts ---

_VNI = build_charmap(
    "vni", [*VNI.pairs, ("aú", "ẳ"), ("AÚ", "Ẳ"), ("î", "ỵ"), ("Î", "Ỵ")]
)  # the library lacks these four
_LEGACY_TOKEN = re.compile(r"[A-Za-z\u00a1-\u00ff]+")
_SURE_SHARE = 0.95


def from_legacy(text: str, font: str | None = None) -> str:
    """Text typed in TCVN3 (fonts .Vn…; .Vn…H are capitals) or VNI (fonts VNI-…) as Unicode NFC.

    A font name is trusted. Without one, or with any other font, the text is converted only where nothing else can be
    meant: its accented words become Vietnamese syllables in exactly one of the encodings, and some were none before.
    Whatever already holds letters that no 8-bit font has (Unicode Vietnamese, mixed text) comes back unchanged.
    """
    family = (font or "").strip().casefold()
    charmap = TCVN3 if family.startswith(".vn") else _VNI if family.startswith("vni") else None
    if _has_unicode_letter(text) or (charmap is None and text.isascii()):
        return text
    if charmap:
        converted = convert(text, charmap)
        return converted.upper() if charmap is TCVN3 and family.endswith("h") else converted
    readings = [name for name in (TCVN3, _VNI) if _is_surely(name, text)]
    return _mend_capitals(text, convert(text, readings[0])) if len(readings) == 1 else text


def listed_key(text: str, keys: Container[str]) -> str | None:
    """The `label_key` under which a closed list holds the text; None when it holds none.

    A word that stands in no list may be one of an old font that is too short for `from_legacy` to be sure of ("Kinh tÕ",
    "Khoái"): then it is what it reads as in TCVN3 or VNI, if just one label reads so.
    """
    if (key := label_key(text)) in keys:
        return key
    if text.isascii() or _has_unicode_letter(text):
        return None
    found = {key for charmap in (TCVN3, _VNI) if (key := label_key(convert(text, charmap))) in keys}
    return found.pop() if len(found) == 1 else None


def _has_unicode_letter(text: str) -> bool:
    """Whether a letter or mark occurs that no 8-bit font can hold."""
    return any(ord(char) > 0xFF and unicodedata.category(char)[0] in "LM" for char in text)


def _is_surely(charmap: Charmap, text: str) -> bool:
    tokens = [token for token in _LEGACY_TOKEN.findall(text) if not token.isascii()]
    if not all(char.isascii() or char in _letters_of(charmap) for token in tokens for char in token):
        return False
    valid = sum(_is_spelt_right(convert(token, charmap)) for token in tokens)
    return valid >= _SURE_SHARE * len(tokens) and any(_is_telling(token, charmap) for token in tokens)


@cache
def _letters_of(charmap: Charmap) -> frozenset[str]:
    plain = "ìí" if charmap is _VNI else ""  # VNI keeps these two as they are
    return frozenset(plain).union(*(source for source, _ in charmap.pairs))


def _is_telling(token: str, charmap: Charmap) -> bool:
    """Whether the token makes sense in the old encoding only; "µm" and "©" do not tell, "®·" and "hµ" do."""
    accents = [place for place, char in enumerate(token) if not char.isascii()]
    is_word = len(accents) > 1 or accents[0] > 0
    return is_word and not _is_spelt_right(token) and _is_spelt_right(convert(token, charmap))


def _is_spelt_right(word: str) -> bool:
    """Whether a word is one Vietnamese syllable with its tone mark in one of the two accepted places."""
    word = unicodedata.normalize("NFC", word.lower())
    syllable = _syllable(word)
    if syllable is None:
        return False
    is_newer_style = syllable.rime in ("oa", "oe", "uy") and syllable.tone_at == len(syllable.onset) + 1
    return syllable.tone_at is None or is_newer_style or syllable.tone_at == _tone_place(syllable)


def _mend_capitals(source: str, converted: str) -> str:
    """TCVN3 has no accented capitals; a heading typed in capitals shows by having no small ASCII letter."""
    has_small = any(char.isascii() and char.islower() for char in source)
    return converted if has_small or not re.search(r"[A-Z][^\s]*[A-Z]", source) else converted.upper()
