"""How mails leave: EMAIL_URL as Django's settings."""

from typing import Any, Final

import environ

# Every step of talking to the mail server ends after this time, so that a silent one holds nobody up.
TIMEOUT_SECONDS: Final = 20
PORTS: Final = {"smtp": 25, "smtp+tls": 587, "smtps": 587, "smtp+ssl": 465}
VIEWER: Final = "compagnon.notifications.backends.ViewerBackend"


def email_settings(url: str) -> dict[str, Any]:
    """Return Django's EMAIL_* settings for an EMAIL_URL; without a port, the scheme's own.

    demo:// keeps every letter for the mail viewer. Refuses (ImproperlyConfigured) an unknown scheme.
    """
    scheme = url.partition("://")[0]
    parts = environ.Env.email_url_config(url, backend=VIEWER if scheme == "demo" else None)
    return {
        "EMAIL_BACKEND": parts["EMAIL_BACKEND"],
        "EMAIL_HOST": parts["EMAIL_HOST"] or "localhost",
        "EMAIL_PORT": parts["EMAIL_PORT"] or PORTS.get(scheme, 25),
        "EMAIL_HOST_USER": parts["EMAIL_HOST_USER"] or "",
        "EMAIL_HOST_PASSWORD": parts["EMAIL_HOST_PASSWORD"] or "",
        "EMAIL_USE_TLS": parts.get("EMAIL_USE_TLS", False),
        "EMAIL_USE_SSL": parts.get("EMAIL_USE_SSL", False),
        "EMAIL_TIMEOUT": TIMEOUT_SECONDS,
    }
