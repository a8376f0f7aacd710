"""The door gunicorn enters by."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compagnon.config.settings")
application = get_wsgi_application()
