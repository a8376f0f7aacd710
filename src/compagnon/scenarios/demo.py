"""The demo: the association after its first spring, four pairs at different points of their way."""

from datetime import date, timedelta

from compagnon.core import clock
from compagnon.core.actors import person
from compagnon.scenarios.association import Association, association_of, found_association
from compagnon.scenarios.half_finished import begin_to_apply
from compagnon.scenarios.hosting import invite_to_meet
from compagnon.scenarios.intake import take_in
from compagnon.scenarios.library import fill_library
from compagnon.scenarios.pair_life import happening, live
from compagnon.scenarios.stories import BEGUN, GOING_WELL, RESTING, TO_BE_SIGNED


def build_demo(*, today: date | None = None) -> Association:
    """Found the association and let its April intake apply, be matched, answer and begin.

    Amal and Bela, whom one can be, go on as they do in `build_association`; the pair of Carys, who coordinates,
    waits for a signature; of the others one goes well, one rests. The September joining point is open and
    empty: its applications wait in a file. The next one takes applications on the public page; Ines has begun hers.
    """
    today = today or clock.today()
    with happening(today - timedelta(days=90)):
        frame = found_association(today)
    pair = frame.persona("mentor"), frame.persona("mentee")
    carys = frame.persona("coordinating_mentor")
    intake = take_in(
        frame.april,
        coordinator=frame.persona("coordinator"),
        pair=pair,
        willing=carys,
        today=today,
    )
    opened = [row for _name, row in sorted(intake.partnerships.items())]
    (ours,) = (row for row in opened if row.members.filter(person=pair[1]).exists())
    (theirs,) = (row for row in opened if row.members.filter(person=carys).exists())
    others = [row for row in opened if row not in {ours, theirs}]
    for partnership, story in [
        (ours, BEGUN),
        (theirs, TO_BE_SIGNED),
        *zip(others, (RESTING, GOING_WELL), strict=False),
    ]:
        live(partnership, story, today=today)
    fill_library(frame.scheme, person(frame.persona("coordinator").id))
    invite_to_meet(person(frame.persona("branch_lead").id), today=today)
    begin_to_apply(frame.scheme, frame.persona("applicant"), today=today)
    return association_of(frame, ours)
