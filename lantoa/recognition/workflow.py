"""NEW lantoa/recognition/workflow.py"""

from lantoa.kit.workflow import Move, Workflow
from lantoa.recognition.enums import CandidacyState, Standing

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
