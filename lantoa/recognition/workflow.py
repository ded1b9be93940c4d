"""The legal moves of a candidacy, and of a recognition over time."""

from django.utils import timezone

from lantoa.kit.workflow import DANGER, PRIMARY, SECONDARY, Move, Workflow, automatic
from lantoa.recognition.enums import CandidacyState, Standing

PROPOSED, APPRAISING, RECOGNISED, DECLINED, TAKEN_BACK = CandidacyState
WAITING = (PROPOSED, APPRAISING)
BRINGING = "Đưa hồ sơ vào chương trình một phiên họp của hội đồng."
DECIDING = "Ghi quyết định công nhận; mô hình được tính là đã công nhận ở cấp này từ ngày quyết định."
DECLINING = "Mô hình vẫn tiếp tục và có thể được đề nghị lại."
TAKING_BACK = "Hồ sơ trở về đơn vị; có thể đề nghị lại bất cứ lúc nào."
WHY_NOT = "Hãy ghi lý do không công nhận để đơn vị biết cần làm gì."

# fmt: off
CANDIDACY = Workflow(
    "candidacy", CandidacyState, PROPOSED,
    tones={PROPOSED: "needs", APPRAISING: "info", RECOGNISED: "done", DECLINED: "stopped", TAKEN_BACK: "neutral"},
    moves=(
        #    name         from      to          button             in the history                    address
        Move("appraise",  WAITING,  APPRAISING, "Đưa ra hội đồng", "đã đưa ra hội đồng thẩm định",   "tham-dinh",
             SECONDARY, "people", causes=BRINGING, story="Đưa ra hội đồng thẩm định"),
        Move("recognise", WAITING,  RECOGNISED, "Công nhận",       "đã công nhận",                   "cong-nhan",
             PRIMARY, "seal", causes=DECIDING),
        Move("decline",   WAITING,  DECLINED,   "Không công nhận", "đã không công nhận",             "khong-cong-nhan",
             SECONDARY, "stop", reason=WHY_NOT, causes=DECLINING),
        Move("take_back", PROPOSED, TAKEN_BACK, "Rút đề nghị",     "đã rút đề nghị",                 "rut",
             DANGER, "return", reason="Hãy ghi lý do rút đề nghị.", causes=TAKING_BACK, story="Rút đề nghị công nhận"),
    ),
)
# fmt: on

STANDING, DUE, LAPSED, REVOKED, RETIRED = Standing
IN_LIFE = (STANDING, DUE, LAPSED)
RENEWING = "Kiểm tra đạt: công nhận có hiệu lực trở lại từ ngày kiểm tra."
REVOKING = "Thu hồi vì không còn xứng đáng; muốn có lại phải đề nghị mới."
RETIRING = "Mô hình đã xong việc hoặc dừng; thôi công nhận, không phải thu hồi."
WHY = "Hãy ghi lý do."

# The state of a recognition is not stored: it follows from its dates (`Recognition.standing_on`). `fall_due` and `lapse` are the
# calendar's moves; the others are people's, and write the dates.
# fmt: off
RECOGNITION = Workflow(
    "recognition", Standing, STANDING,
    state_of=lambda recognition: recognition.standing_on(timezone.localdate()),
    tones={STANDING: "done", DUE: "needs", LAPSED: "neutral", REVOKED: "stopped", RETIRED: "neutral"},
    moves=(
        #    name             from      to        button           in the history                  address
        automatic("fall_due", STANDING, DUE,      "Đến hạn",       "đến hạn kiểm tra lại",         "den-han"),
        automatic("lapse",    DUE,      LAPSED,   "Hết hiệu lực",  "hết hiệu lực",                 "het-hieu-luc"),
        Move("renew",         IN_LIFE,  STANDING, "Công nhận lại", "đã kiểm tra và công nhận lại", "cong-nhan-lai",
             PRIMARY, "check", causes=RENEWING, story="Kiểm tra và công nhận lại"),
        Move("revoke",        IN_LIFE,  REVOKED,  "Thu hồi",       "đã thu hồi công nhận",         "thu-hoi",
             DANGER, "stop", reason=WHY, causes=REVOKING, story="Thu hồi công nhận"),
        Move("retire",        IN_LIFE,  RETIRED,  "Thôi",          "đã thôi công nhận",            "thoi",
             SECONDARY, "return", reason=WHY, causes=RETIRING, story="Thôi công nhận"),
    ),
)
# fmt: on
