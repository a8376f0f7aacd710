"""Every write of this package, by noun."""

from compagnon.membership.changes.register import (
    begin_register,
    confirm_members,
    drop_register,
    export_members,
    finish_register,
    forget_old_registers,
    keep_members,
    parts_of_members,
    refuse_register,
    resume_register,
    retire_register,
    show_register,
    start_register,
    take_in_members,
    upload_register,
)
from compagnon.membership.changes.standing import compare_again, compare_next

__all__ = [
    "begin_register",
    "compare_again",
    "compare_next",
    "confirm_members",
    "drop_register",
    "export_members",
    "finish_register",
    "forget_old_registers",
    "keep_members",
    "parts_of_members",
    "refuse_register",
    "resume_register",
    "retire_register",
    "show_register",
    "start_register",
    "take_in_members",
    "upload_register",
]
