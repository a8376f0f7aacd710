"""How an application and an uploaded file move from state to state; the reference's diagrams are made of these."""

from typing import Final

from compagnon.core.states import Transition, transitions

_APPROVED: Final = Transition("recruitment.approve_application", "ApplicationApproved")
_WAITING: Final = Transition("recruitment.put_on_waiting_list", "ApplicationPutOnWaitingList")
_DECLINED: Final = Transition("recruitment.decline_application", "ApplicationDeclined")
_WITHDRAWN: Final = Transition("recruitment.withdraw_application", "ApplicationWithdrawn")

APPLICATION: Final = transitions(
    "recruitment.Application.state",
    {
        "draft": {
            "submitted": Transition("recruitment.submit_application", "ApplicationSubmitted"),
        },
        "submitted": {
            "asked": Transition("recruitment.ask_for_information", "InformationAsked"),
            "approved": _APPROVED,
            "waiting": _WAITING,
            "declined": _DECLINED,
            "withdrawn": _WITHDRAWN,
        },
        "asked": {
            "submitted": Transition(
                "recruitment.answer_request",
                "RequestAnswered",
                Transition("recruitment.withdraw_request", "RequestWithdrawn"),
            ),
            "approved": _APPROVED,
            "waiting": _WAITING,
            "declined": _DECLINED,
            "withdrawn": _WITHDRAWN,
        },
        "approved": {
            "approved": _APPROVED,
            "waiting": _WAITING,
            "declined": _DECLINED,
            "withdrawn": _WITHDRAWN,
            "matched": Transition("recruitment.mark_matched", "ApplicationMatched"),
        },
        "waiting": {"approved": _APPROVED, "declined": _DECLINED, "withdrawn": _WITHDRAWN},
        "declined": {"approved": _APPROVED, "waiting": _WAITING},
        "withdrawn": {},
        "matched": {},
    },
)
IMPORT_FILE: Final = transitions(
    "recruitment.ImportFile.state",
    {
        "reading": {
            "preview": Transition("recruitment.take_in_lines", "FileRead"),
            "refused": Transition("recruitment.take_in_lines", "FileRefused"),
            "dropped": Transition("recruitment.drop_file", "FileDropped"),
        },
        "preview": {
            "reading": Transition("recruitment.choose_columns", "ColumnsChosen"),
            "importing": Transition("recruitment.start_import", "ImportStarted"),
            "dropped": Transition("recruitment.drop_file", "FileDropped"),
        },
        "refused": {},
        "importing": {
            "imported": Transition("recruitment.take_in_lines", "FileImported"),
            "dropped": Transition("recruitment.drop_file", "FileDropped"),
        },
        "imported": {},
        "dropped": {},
    },
)
