"""Every write of recruitment, one module a noun."""

from compagnon.recruitment.changes.application import (
    approve_application,
    confirm_membership,
    decline_application,
    mark_matched,
    put_on_waiting_list,
    withdraw_application,
)
from compagnon.recruitment.changes.decision import decide_application
from compagnon.recruitment.changes.draft import (
    begin_application,
    forget_draft,
    forget_old_drafts,
    save_draft,
)
from compagnon.recruitment.changes.export import export_applications
from compagnon.recruitment.changes.form import publish_form
from compagnon.recruitment.changes.import_file import (
    choose_columns,
    drop_abandoned_files,
    drop_file,
    finish_import,
    resume_import,
    start_import,
    upload_file,
)
from compagnon.recruitment.changes.import_lines import take_in_lines
from compagnon.recruitment.changes.import_reading import (
    begin_reading,
    finish_reading,
    keep_lines,
    keep_remarks,
    refuse_file,
    show_preview,
)
from compagnon.recruitment.changes.keeping import empty_old_applications
from compagnon.recruitment.changes.postponing import postpone_application, recall_application
from compagnon.recruitment.changes.request import ask_for_information, withdraw_request
from compagnon.recruitment.changes.review import (
    assign_application,
    declare_interest,
    write_comment,
)
from compagnon.recruitment.changes.saved_view import change_view, delete_view, save_view
from compagnon.recruitment.changes.submission import (
    answer_request,
    change_roles,
    correct_answers,
    submit_application,
)
from compagnon.recruitment.changes.together import assign_together, decide_together

__all__ = [
    "answer_request",
    "approve_application",
    "ask_for_information",
    "assign_application",
    "assign_together",
    "begin_application",
    "begin_reading",
    "change_roles",
    "change_view",
    "choose_columns",
    "confirm_membership",
    "correct_answers",
    "decide_application",
    "decide_together",
    "declare_interest",
    "decline_application",
    "delete_view",
    "drop_abandoned_files",
    "drop_file",
    "empty_old_applications",
    "export_applications",
    "finish_import",
    "finish_reading",
    "forget_draft",
    "forget_old_drafts",
    "keep_lines",
    "keep_remarks",
    "mark_matched",
    "postpone_application",
    "publish_form",
    "put_on_waiting_list",
    "recall_application",
    "refuse_file",
    "resume_import",
    "save_draft",
    "save_view",
    "show_preview",
    "start_import",
    "submit_application",
    "take_in_lines",
    "upload_file",
    "withdraw_application",
    "withdraw_request",
    "write_comment",
]
