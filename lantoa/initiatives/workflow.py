"""The legal moves of registrations, prospects, progress reports, candidacies and recognitions."""

from lantoa.initiatives.enums import CandidacyState, ProgressState, ProspectState, Standing, State
from lantoa.kit.workflow import Move, Workflow

REGISTRATION = Workflow(
    name="registration",
    states=State,
    initial=State.DRAFT,
    moves=(
        Move(
            "submit",
            (State.DRAFT, State.SENT_BACK),
            State.SUBMITTED,
            "Nộp đăng ký",
            "đã nộp đăng ký",
            "nop",
            tone="primary",
        ),
        Move(
            "accept", (State.SUBMITTED,), State.ACCEPTED, "Duyệt đăng ký", "đã duyệt đăng ký", "duyet", tone="primary"
        ),
        Move(
            "send_back",
            (State.SUBMITTED,),
            State.SENT_BACK,
            "Trả lại",
            "đã trả lại để sửa",
            "tra-lai",
            needs_reason=True,
        ),
        Move(
            "withdraw",
            (State.DRAFT, State.SUBMITTED, State.SENT_BACK, State.ACCEPTED),
            State.WITHDRAWN,
            "Rút đăng ký",
            "đã rút đăng ký",
            "rut",
            needs_reason=True,
            tone="danger",
        ),
    ),
)

SCOUTING = Workflow(
    name="scouting",
    states=ProspectState,
    initial=ProspectState.NOTED,
    moves=(
        Move(
            "rate",
            (ProspectState.NOTED, ProspectState.RATED),
            ProspectState.RATED,
            "Đánh giá",
            "đã đánh giá triển vọng",
            "danh-gia",
        ),
        Move(
            "take_up",
            (ProspectState.NOTED, ProspectState.RATED),
            ProspectState.TAKEN_UP,
            "Chuyển thành đăng ký",
            "đã chuyển thành đăng ký",
            "dang-ky",
            tone="primary",
        ),
        Move(
            "drop",
            (ProspectState.NOTED, ProspectState.RATED),
            ProspectState.DROPPED,
            "Không theo tiếp",
            "không theo tiếp",
            "bo",
            needs_reason=True,
        ),
        Move("reopen", (ProspectState.DROPPED,), ProspectState.NOTED, "Xem lại", "đã xem lại", "xem-lai"),
    ),
)

PROGRESS = Workflow(
    name="progress",
    states=ProgressState,
    initial=ProgressState.DRAFT,
    moves=(
        Move(
            "submit_progress",
            (ProgressState.DRAFT, ProgressState.SENT_BACK),
            ProgressState.SUBMITTED,
            "Nộp báo cáo",
            "đã nộp báo cáo tiến độ",
            "nop",
            tone="primary",
        ),
        Move(
            "accept_progress",
            (ProgressState.SUBMITTED,),
            ProgressState.ACCEPTED,
            "Nhận báo cáo",
            "đã nhận báo cáo tiến độ",
            "nhan",
            tone="primary",
        ),
        Move(
            "send_back_progress",
            (ProgressState.SUBMITTED,),
            ProgressState.SENT_BACK,
            "Trả lại",
            "đã trả lại báo cáo tiến độ",
            "tra-lai",
            needs_reason=True,
        ),
    ),
)

CANDIDACY = Workflow(
    name="candidacy",
    states=CandidacyState,
    initial=CandidacyState.PROPOSED,
    moves=(
        Move(
            "appraise",
            (CandidacyState.PROPOSED, CandidacyState.APPRAISING),
            CandidacyState.APPRAISING,
            "Đưa ra hội đồng",
            "đã đưa ra hội đồng thẩm định",
            "tham-dinh",
        ),
        Move(
            "recognise",
            (CandidacyState.PROPOSED, CandidacyState.APPRAISING),
            CandidacyState.RECOGNISED,
            "Công nhận",
            "đã công nhận",
            "cong-nhan",
            tone="primary",
        ),
        Move(
            "decline",
            (CandidacyState.PROPOSED, CandidacyState.APPRAISING),
            CandidacyState.DECLINED,
            "Không công nhận",
            "đã không công nhận",
            "khong-cong-nhan",
            needs_reason=True,
        ),
        Move(
            "take_back",
            (CandidacyState.PROPOSED,),
            CandidacyState.TAKEN_BACK,
            "Rút đề nghị",
            "đã rút đề nghị",
            "rut",
            needs_reason=True,
            tone="danger",
        ),
    ),
)

# The state of a recognition is not stored: it follows from its dates (`Recognition.standing_on`). `fall_due` and `lapse` are the
# calendar's moves; the others are people's, and write the dates.
RECOGNITION = Workflow(
    name="recognition",
    states=Standing,
    initial=Standing.STANDING,
    moves=(
        Move("fall_due", (Standing.STANDING,), Standing.DUE, "Đến hạn", "đến hạn kiểm tra lại", "den-han"),
        Move("lapse", (Standing.DUE,), Standing.LAPSED, "Hết hiệu lực", "hết hiệu lực", "het-hieu-luc"),
        Move(
            "renew",
            (Standing.STANDING, Standing.DUE, Standing.LAPSED),
            Standing.STANDING,
            "Công nhận lại",
            "đã kiểm tra và công nhận lại",
            "cong-nhan-lai",
            tone="primary",
        ),
        Move(
            "revoke",
            (Standing.STANDING, Standing.DUE, Standing.LAPSED),
            Standing.REVOKED,
            "Thu hồi",
            "đã thu hồi công nhận",
            "thu-hoi",
            needs_reason=True,
            tone="danger",
        ),
        Move(
            "retire",
            (Standing.STANDING, Standing.DUE, Standing.LAPSED),
            Standing.RETIRED,
            "Thôi",
            "đã thôi công nhận",
            "thoi",
            needs_reason=True,
        ),
    ),
)
