"""The legal moves of an uploaded workbook. Those of a person have buttons, the others are the worker's."""

from lantoa.desk.enums import ImportState
from lantoa.kit.workflow import PRIMARY, QUIET, SECONDARY, Move, Workflow, automatic

CHECKING, FAULTY, READY, WRITING, DONE, CANCELLED = ImportState
RUNNING = (CHECKING, WRITING)
NOT_READY = (CHECKING, WRITING, FAULTY)
NOT_WRITTEN = (CHECKING, FAULTY, READY)

# fmt: off
IMPORTING = Workflow(
    "importing", ImportState, CHECKING,
    tones={CHECKING: "info", FAULTY: "stopped", READY: "needs", WRITING: "info", DONE: "done", CANCELLED: "neutral"},
    moves=(
        #    name           from         to         button              in the history      address
        automatic("offer",  CHECKING,    READY,     "Cho xem trước",    "đã kiểm tra xong", "xem-truoc"),
        automatic("refuse", RUNNING,     FAULTY,    "Báo lỗi",          "đã báo lỗi",       "bao-loi"),
        Move("confirm",     READY,       WRITING,   "Ghi vào hệ thống", "đã xác nhận ghi",  "xac-nhan",
             PRIMARY, "check"),
        automatic("finish", RUNNING,     DONE,      "Hoàn tất",         "đã ghi xong",      "hoan-tat"),
        Move("check_again", NOT_READY,   CHECKING,  "Kiểm tra lại",     "đã kiểm tra lại",  "kiem-tra-lai",
             SECONDARY, "return"),
        Move("cancel",      NOT_WRITTEN, CANCELLED, "Hủy lần nhập này", "đã hủy",           "huy",
             QUIET, "close"),
    ),
)
# fmt: on
