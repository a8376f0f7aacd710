"""Every write of accounts."""

from compagnon.accounts.changes.identity import seal_identity
from compagnon.accounts.changes.person import (
    admit_person,
    choose_language,
    deactivate_person,
    rename_person,
)
from compagnon.accounts.changes.session import end_session, end_sessions, forget_expired
from compagnon.accounts.changes.signing_in import (
    make_sign_in_link,
    record_refused_sign_in,
    record_sign_in,
    use_sign_in_link,
)
from compagnon.accounts.changes.way import (
    add_app,
    add_passkey,
    change_address,
    remove_app,
    remove_passkey,
    remove_password,
    renew_recovery_codes,
    set_password,
)

__all__ = [
    "add_app",
    "add_passkey",
    "admit_person",
    "change_address",
    "choose_language",
    "deactivate_person",
    "end_session",
    "end_sessions",
    "forget_expired",
    "make_sign_in_link",
    "record_refused_sign_in",
    "record_sign_in",
    "remove_app",
    "remove_passkey",
    "remove_password",
    "rename_person",
    "renew_recovery_codes",
    "seal_identity",
    "set_password",
    "use_sign_in_link",
]
