"""Every write of recruitment, one module a noun."""

from compagnon.recruitment.changes.application import (
    approve_application,
    approve_eligible,
    confirm_membership,
    decline_application,
    mark_matched,
    put_on_waiting_list,
    withdraw_application,
)
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

__all__ = [
    "approve_application",
    "approve_eligible",
    "choose_columns",
    "confirm_membership",
    "decline_application",
    "drop_abandoned_files",
    "drop_file",
    "finish_import",
    "mark_matched",
    "put_on_waiting_list",
    "resume_import",
    "start_import",
    "take_in_lines",
    "upload_file",
    "withdraw_application",
]
