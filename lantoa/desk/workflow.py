"""The legal moves of an uploaded workbook. Those of a person have buttons; `offer`, `refuse`, `finish` are the worker's."""

from lantoa.desk.enums import ImportState
from lantoa.kit.workflow import Move, Workflow

IMPORTING = Workflow(
    name="importing",
    states=ImportState,
    initial=ImportState.CHECKING,
    moves=(
        Move("offer", (ImportState.CHECKING,), ImportState.READY, "Cho xem trước", "đã kiểm tra xong", "xem-truoc"),
        Move(
            "refuse",
            (ImportState.CHECKING, ImportState.WRITING),
            ImportState.FAULTY,
            "Báo lỗi",
            "đã báo lỗi",
            "bao-loi",
        ),
        Move(
            "confirm",
            (ImportState.READY,),
            ImportState.WRITING,
            "Ghi vào hệ thống",
            "đã xác nhận ghi",
            "xac-nhan",
            tone="primary",
        ),
        Move(
            "finish",
            (ImportState.CHECKING, ImportState.WRITING),
            ImportState.DONE,
            "Hoàn tất",
            "đã ghi xong",
            "hoan-tat",
        ),
        Move(
            "check_again",
            (ImportState.CHECKING, ImportState.WRITING, ImportState.FAULTY),
            ImportState.CHECKING,
            "Kiểm tra lại",
            "đã kiểm tra lại",
            "kiem-tra-lai",
        ),
        Move(
            "cancel",
            (ImportState.CHECKING, ImportState.FAULTY, ImportState.READY),
            ImportState.CANCELLED,
            "Hủy lần nhập này",
            "đã hủy",
            "huy",
            tone="quiet",
        ),
    ),
)
