"""A coordinator's evening, step by step, as she would do it: each step leaves something to look at."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.actors import person as acting
from compagnon.matching.changes.answer import accept_proposal
from compagnon.matching.changes.pair_rule import forbid_pair, pin_pair
from compagnon.matching.changes.release import release_run
from compagnon.matching.changes.run import start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import Answer, Release, Run
from compagnon.recruitment.changes import approve_application, start_import, upload_file
from compagnon.recruitment.models import Application, ImportFile
from compagnon.recruitment.queries.queue import narrowed, sent_to
from compagnon.recruitment.rules.queue import WITHOUT_DOUBT
from compagnon.recruitment.tasks import import_file
from compagnon.scenarios.association import Association
from compagnon.schemes.models import Charter

APPLICATIONS = Path(__file__).parents[2] / "demo" / "applications.csv"


def acting_as(row: Person) -> Actor:
    return acting(UUID(str(row.pk)))


class Evening:
    """What Chris does between the applications and the letters."""

    def __init__(self, association: Association) -> None:
        self.chris = association.persona("coordinator")
        self.point = association.joining_point

    @property
    def by(self) -> Actor:
        """Return Chris anew, as each request does."""
        return acting_as(self.chris)

    def upload(self) -> ImportFile:
        return upload_file(
            by=self.by,
            joining_point=self.point,
            file_name=APPLICATIONS.name,
            data=APPLICATIONS.read_bytes(),
        )

    def import_all(self, file: ImportFile) -> None:
        start_import(by=self.by, import_file=file)
        import_file.func(file.id.hex)

    def approve_all(self) -> None:
        rows = sent_to(self.by, self.point)
        for row in list(narrowed(rows, WITHOUT_DOUBT, viewer=self.by, point=self.point)):
            approve_application(by=self.by, application=row)

    def match(self) -> Run:
        run = start_run(by=self.by, joining_point=self.point)
        compute_run(run.id)
        run.refresh_from_db()
        return run

    def decide_about_pairs(self, run: Run) -> None:
        """Forbid the pair worst off, and pin another."""
        pairs = sorted(
            (run.result or {})["pairs"], key=lambda one: (one["score"], one["mentee_id"])
        )
        for pair, decide in ((pairs[0], forbid_pair), (pairs[1], pin_pair)):
            mentor, mentee = (
                Application.objects.get(pk=UUID(hex=pair[side]))
                for side in ("mentor_id", "mentee_id")
            )
            decide(by=self.by, joining_point=self.point, mentor=mentor, mentee=mentee)

    def release(self, run: Run) -> Release:
        return release_run(by=self.by, run=run, answer_by=clock.today() + timedelta(days=10))

    def first_pair_says_yes(self, release: Release) -> tuple[Answer, ...]:
        """Let both people of the best pair accept; return the two answers of the next best."""
        proposals = list(release.proposals.order_by("-score", "id")[:2])
        charter = Charter.objects.get(scheme=self.point.cycle.scheme)
        for answer in proposals[0].answers.all():
            accept_proposal(by=acting_as(answer.person), answer=answer, charter=charter)
        return tuple(proposals[1].answers.order_by("side"))
