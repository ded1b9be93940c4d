"""The password rules of the settings, in words: as advice before and as a fault after. Pure."""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
    get_default_password_validators,
)
from django.core.exceptions import ValidationError

FAULTS = {
    "password_too_short": "Mật khẩu quá ngắn: cần ít nhất {min_length} ký tự.",
    "password_too_similar": "Mật khẩu quá giống {verbose_name}.",
    "password_too_common": "Mật khẩu này quá phổ biến, dễ bị đoán ra.",
    "password_entirely_numeric": "Mật khẩu chỉ toàn chữ số.",
}


def rules_in_words() -> list[str]:
    """What a good password is, one sentence a rule in force; a rule that is not known here keeps its own words."""
    return [_advice(validator) for validator in get_default_password_validators()]


def faults_in_words(error: ValidationError) -> list[str]:
    """The faults that the validators found, one sentence each."""
    return [
        FAULTS[fault.code].format(**fault.params or {}) if fault.code in FAULTS else " ".join(fault.messages)
        for fault in error.error_list
    ]


def _advice(validator) -> str:
    match validator:
        case MinimumLengthValidator():
            return f"Ít nhất {validator.min_length} ký tự; một câu ngắn dễ nhớ là tốt nhất."
        case UserAttributeSimilarityValidator():
            return "Không giống tên đăng nhập hay họ tên."
        case CommonPasswordValidator():
            return "Không phải mật khẩu nhiều người dùng, như “matkhau123”."
        case NumericPasswordValidator():
            return "Không chỉ toàn chữ số."
        case _:
            return str(validator.get_help_text())
