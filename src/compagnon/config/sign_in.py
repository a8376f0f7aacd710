"""The sign-in library's routes: only those that are used, each with its permission or public reason.

None of them takes its forms "once": a form sent twice is harmless there, and taking back what a refused
form wrote would take back the count of wrong tries.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.webauthn import views as passkey
from django.urls import URLPattern, URLResolver, include, path

from compagnon.accounts.views.account import change_address
from compagnon.core.pages import page, public

_COMING_IN = "Somebody who signs in is not signed in yet; throttled by network and by address."


def sign_in_routes(*, passwords: bool) -> list[URLPattern | URLResolver]:
    """Return the routes of accounts and of the sign-in library; those for passwords only if the host allows them."""
    from compagnon.accounts import urls  # noqa: PLC0415 -- needs the converter that config.urls registers

    coming_in = public(reason=_COMING_IN, once=False)
    request_code = coming_in(account.request_login_code)
    routes: list[URLPattern | URLResolver] = [
        # One page under the library's three names: nobody registers, and there is no other way to begin.
        path("sign-in/", request_code, name="account_login"),
        path("sign-in/", request_code, name="account_request_login_code"),
        path("sign-in/", request_code, name="account_signup"),
        path(
            "sign-in/code/",
            coming_in(account.confirm_login_code),
            name="account_confirm_login_code",
        ),
        path("sign-in/passkey/", coming_in(passkey.login_webauthn), name="mfa_login_webauthn"),
        # The page that the library means by this name is ours.
        path("account/address/", change_address, name="account_email"),
        path(
            "account/address/code/",
            page("accounts.change_address", once=False)(account.email_verification_sent),
            name="account_email_verification_sent",
        ),
    ]
    own = list(urls.urlpatterns)
    if passwords:
        own += urls.password_urlpatterns
        routes += [
            path("sign-in/password/", coming_in(account.login), name="account_password_login"),
            path("sign-in/second/", coming_in(second_step.authenticate), name="mfa_authenticate"),
        ]
    return [*routes, path("", include((own, urls.app_name)))]
