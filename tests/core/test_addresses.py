from uuid import UUID

import pytest
from django.urls import NoReverseMatch, clear_script_prefix, reverse, set_script_prefix

from compagnon.core.addresses import path_to

IDS = {"run_id": UUID(int=7), "mentor_id": UUID(int=0), "mentee_id": UUID(int=2**128 - 1)}


def test_a_path_is_the_one_that_the_route_has() -> None:
    wanted = reverse("matching:pin_pair", kwargs=IDS)

    assert [path_to("matching:pin_pair", **IDS), path_to("dashboard:home")] == [wanted, "/"]
    assert path_to("matching:pin_pair", **dict(reversed(IDS.items()))) == wanted


def test_a_path_stands_below_the_prefix_of_the_moment() -> None:
    assert path_to("dashboard:home") == "/"
    try:
        set_script_prefix("/mentoring/")
        assert path_to("dashboard:home") == "/mentoring/"
    finally:
        clear_script_prefix()


def test_a_route_that_is_not_there_has_no_path() -> None:
    with pytest.raises(NoReverseMatch, match="nowhere"):
        path_to("nowhere")
