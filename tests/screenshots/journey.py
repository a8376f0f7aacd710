"""`./dev screenshots`: the journey in pictures, from a world that scenarios and changes have made.

Its name keeps it out of `./dev test`: it writes into docs/screenshots.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from compagnon.matching import links
from compagnon.partnerships.models import Agreement
from compagnon.scenarios.association import Association
from compagnon.scenarios.demo import build_demo
from tests.screenshots.camera import (
    DESK,
    DESK_DARK,
    DESK_LONG,
    PHONE,
    PHONE_DARK,
    PHONE_LONG,
    Camera,
)
from tests.screenshots.evening import APPLICATIONS, Evening

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_the_journey_in_pictures(camera: Camera, settings: Settings) -> None:
    settings.COMPAGNON_ORIGIN = "https://mentoring.example.org"
    association = build_demo()
    evening = Evening(association)
    picture_coming_in(camera, association)
    picture_importing(camera, evening)
    picture_matching(camera, evening)
    picture_letters(camera, evening)
    picture_partnership(camera, association)


def picture_coming_in(camera: Camera, association: Association) -> None:
    camera.take("sign-in", "/sign-in/", PHONE)
    scheme = f"/schemes/{association.scheme.id.hex}/"
    camera.take("scheme", scheme, DESK_LONG, person=association.persona("coordinator"))


def picture_importing(camera: Camera, evening: Evening) -> None:
    point = f"/joining-points/{evening.point.id.hex}/"
    file = evening.upload()
    camera.take("import-preview", f"/imports/{file.id.hex}/", DESK, person=evening.chris)
    evening.import_all(file)
    camera.take(
        "approve", f"{point}applications/?state=submitted&doubt=none", DESK, person=evening.chris
    )
    evening.approve_all()


def picture_matching(camera: Camera, evening: Evening) -> None:
    run = evening.match()
    evening.decide_about_pairs(run)
    latest = evening.match()
    again = f"/runs/{latest.id.hex}/"
    room = f"/joining-points/{evening.point.id.hex}/matching/"
    camera.take("matching-room", room, DESK_LONG, person=evening.chris)
    camera.take("pairs", again, DESK_LONG, DESK_DARK, person=evening.chris)
    worst = min((latest.result or {})["pairs"], key=lambda pair: pair["score"])
    pair = f"{again}pairs/{worst['mentor_id']}/{worst['mentee_id']}/"
    camera.take("pair", pair, DESK_LONG, person=evening.chris)
    camera.take("left-out", f"{again}left-out/", DESK_LONG, person=evening.chris)
    camera.take("equity", f"{again}fairness/", DESK, person=evening.chris)
    camera.take("changes", f"{again}changes/", DESK, person=evening.chris)


def picture_letters(camera: Camera, evening: Evening) -> None:
    run = evening.match()
    camera.take("letters", f"/runs/{run.id.hex}/letters/", DESK_LONG, person=evening.chris)
    waiting = evening.first_pair_says_yes(evening.release(run))
    mentee, _mentor = waiting
    camera.take("answer", links.path(mentee.id), PHONE, PHONE_DARK)
    answers = f"/joining-points/{evening.point.id.hex}/answers/"
    camera.take("answers", answers, DESK, person=evening.chris)


def picture_partnership(camera: Camera, association: Association) -> None:
    mentor, mentee = association.persona("mentor"), association.persona("mentee")
    seen_from_outside = (
        f"/joining-points/{association.partnership.joining_point_id.hex}/partnerships/"
    )
    camera.take(
        "partnerships", seen_from_outside, DESK_LONG, person=association.persona("coordinator")
    )
    home = f"/partnerships/{association.partnership.id.hex}/"
    contract = Agreement.objects.get(partnership=association.partnership)
    camera.take("partnership", home, DESK_LONG, PHONE, PHONE_DARK, person=mentor)
    camera.take("contract", f"/agreements/{contract.id.hex}/", DESK_LONG, person=mentee)
    camera.take("meeting", f"{home}meetings/record/", PHONE_LONG, person=mentor)
    camera.take("leave", f"{home}leave/", PHONE_LONG, person=mentee)


def test_the_summary_of_a_match_in_pictures(camera: Camera, tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-c", "from compagnon.cli.main import main; raise SystemExit(main())"),
        *("match", str(APPLICATIONS), "--out", str(tmp_path / "pairs.csv"), "--quiet", "--costs"),
    ]
    environment = {**os.environ, "COMPAGNON_DATA": str(tmp_path)}
    subprocess.run(command, env=environment, check=True)  # noqa: S603 -- ourselves
    for lens in (DESK_LONG, PHONE_DARK._replace(height=PHONE_LONG.height)):
        camera.take_file("match-summary", tmp_path / "pairs-summary.html", lens)
