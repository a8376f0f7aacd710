from django.core.handlers.wsgi import WSGIHandler

from compagnon.config.wsgi import application


def test_other_servers_than_ours_find_a_door() -> None:
    assert isinstance(application, WSGIHandler)
