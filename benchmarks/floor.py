"""The floor: the least that a signed-in Django page costs. Session, user, 25 of 10,000 rows: three queries.

As a script (`python -m benchmarks.floor FILE`) it fills its database and prints the cookie of a session; gunicorn
serves `benchmarks.floor:application` on the file named in FLOOR_DATABASE.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.template import engines
from django.urls import path

ROWS: Final = 10_000
SHOWN: Final = 25
BEGINNING: Final = datetime(2026, 9, 1, tzinfo=UTC)
PAGE: Final = """<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>Items</title></head>
  <body>
    <p>Signed in as {{ user.username }}</p>
    <table>
      <thead><tr><th>Name</th><th>State</th><th>Made on</th></tr></thead>
      <tbody>
        {% for item in items %}
          <tr>
            <td><a href="/items/{{ item.pk }}/">{{ item.name }}</a></td>
            <td>{{ item.state }}</td>
            <td>{{ item.made_at|date:"j F Y" }}</td>
          </tr>
        {% endfor %}
      </tbody>
    </table>
  </body>
</html>
"""

settings.configure(
    SECRET_KEY="the floor has no secrets",  # noqa: S106 -- a benchmark on this machine alone
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["FLOOR_DATABASE"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"},
        }
    },
)
django.setup()


class Item(models.Model):
    """One of ten thousand rows."""

    name = models.CharField(max_length=100)
    state = models.CharField(max_length=20)
    made_at = models.DateTimeField(db_index=True)
    objects: models.Manager["Item"] = models.Manager()

    class Meta:
        app_label = "floor"


_page = engines["django"].from_string(PAGE)


def items(request: HttpRequest) -> HttpResponse:
    """Show the latest items to somebody who is signed in."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    context: dict[str, Any] = {
        "user": request.user,
        "items": Item.objects.order_by("-made_at")[:SHOWN],
    }
    return HttpResponse(_page.render(context, request))


urlpatterns = [path("", items)]
application = WSGIHandler()


def fill() -> str:
    """Make the tables and the rows; return the key of a signed-in session."""
    from django.contrib.auth import get_user_model, login  # noqa: PLC0415 -- needs the settings above
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Item)
    Item.objects.bulk_create(
        Item(
            name=f"Item number {number}",
            state="open",
            made_at=BEGINNING + timedelta(minutes=number),
        )
        for number in range(ROWS)
    )
    users: Any = (
        get_user_model()._default_manager
    )  # types are checked with the application's own users
    request = HttpRequest()
    request.session = SessionStore()
    login(request, users.create_user("floor"), "django.contrib.auth.backends.ModelBackend")
    request.session.save()
    return request.session.session_key or ""


if __name__ == "__main__":
    sys.stdout.write(fill())
