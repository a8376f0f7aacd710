from django.urls import path

from compagnon.accounts.views import account, confirm, sign_in, way

app_name = "accounts"

urlpatterns = [
    path("sign-in/link/<str:token>/", sign_in.sign_in_by_link, name="sign_in_by_link"),
    path("sign-in/again/", sign_in.start_again, name="start_again"),
    path("sign-in/closed/", sign_in.closed, name="closed"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("signed-out/", sign_in.signed_out, name="signed_out"),
    path("account/", account.account, name="account"),
    path("account/name/", account.rename, name="rename"),
    path("account/address/", account.change_address, name="change_address"),
    path("account/sessions/end/", account.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<public_id:session_id>/end/", account.end_session, name="end_session"),
    path("account/confirm/", confirm.confirm, name="confirm"),
    path("account/confirm/code/", confirm.confirm_code, name="confirm_code"),
    path("account/confirm/passkey/", confirm.confirm_passkey, name="confirm_passkey"),
    path("account/ways/", way.ways, name="ways"),
    path("account/ways/passkey/add/", way.add_passkey, name="add_passkey"),
    path("account/ways/passkey/remove/", way.remove_passkey, name="remove_passkey"),
]

# Mounted in config/urls.py only where the host allows passwords.
password_urlpatterns = [
    path("account/confirm/app/", confirm.confirm_app, name="confirm_app"),
    path("account/ways/app/add/", way.add_app, name="add_app"),
    path("account/ways/app/remove/", way.remove_app, name="remove_app"),
    path("account/ways/recovery-codes/", way.recovery_codes, name="recovery_codes"),
    path("account/ways/password/", way.set_password, name="set_password"),
    path("account/ways/password/remove/", way.remove_password, name="remove_password"),
]
