import pytest
from django.test import Client

from compagnon.core.errors import NotAllowed, Refused
from compagnon.notifications.models import Message
from compagnon.partnerships.activities import activities_of
from compagnon.partnerships.changes.kind import agree_kind, propose_kind, withdraw_kind
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.changes.review import open_review
from compagnon.partnerships.changes.self_assessment import make_self_assessment
from compagnon.partnerships.models import Agreement, KindChange, Member, Partnership
from compagnon.partnerships.queries.self_assessment import get_own_skills
from compagnon.partnerships.rules import Answered, Level
from compagnon.schemes.models import Scheme
from tests.cast import World, actor_of
from tests.partnerships.test_review import answered
from tests.partnerships.test_views import as_person, page, url

pytestmark = pytest.mark.django_db
SEEN = Answered({"trust": Level.SOMETIMES})


@pytest.mark.requirement("NF-05")
def test_mentoring_turns_into_coaching_when_one_proposes_it_and_the_other_agrees(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    amal = actor_of(world.amal)
    make_self_assessment(by=amal, partnership=partnership, answered=SEEN)
    Message.objects.all().delete()
    as_person(client, world.bela)
    assert url(partnership, "kind/") in page(client, url(partnership))
    assert "Propose: Coaching" in page(client, url(partnership, "kind/"))

    said = client.post(url(partnership, "kind/propose/"), follow=True).content.decode()

    assert "Now the other one decides." in said
    assert "Now the other one decides." in page(client, url(partnership))
    refused = client.post(url(partnership, "kind/agree/"), follow=True).content.decode()
    assert "You proposed this" in refused
    as_person(client, world.amal)
    for shown in (url(partnership), url(partnership, "kind/")):
        assert "Bela proposes: Coaching." in page(client, shown)
    agreed = client.post(url(partnership, "kind/agree/"), follow=True).content.decode()
    assert ("The day is kept." in agreed, "Propose: Mentoring" in agreed) == (True, True)
    told = Message.objects.order_by("id").values_list("kind", "address")
    kind = "partnerships/kind_news"
    assert sorted(told) == [(kind, "amal@example.org"), (kind, "bela@example.org")]
    timeline = page(client, url(partnership, "timeline/"))
    assert ("From here on you work as" in timeline, "Coaching" in timeline) == (True, True)
    partnership = Partnership.objects.select_related("joining_point__cycle__scheme").get()
    make_self_assessment(by=amal, partnership=partnership, answered=SEEN)
    skills = get_own_skills(viewer=actor_of(world.amal))
    assert [str(one.role_label) for one in skills.growths] == ["Coach", "Mentor"]
    assert [str(one.role_label) for one in skills.chances] == ["Coach"]
    assert "clarifying_goals" in dict(activities_of(world.scheme, partnership.kind))
    assert "Coachee" in page(client, url(partnership, "agreement/"))


def test_what_turned_into_coaching_may_turn_back(world: World, partnership: Partnership) -> None:
    kinds = []
    for _count in range(2):
        propose_kind(by=actor_of(world.amal), partnership=partnership)
        agree_kind(by=actor_of(world.bela), partnership=partnership)
        kinds.append((partnership.kind, partnership.present_kind))

    assert kinds == [("coaching", "coaching"), ("", "mentoring")]


def test_a_proposal_may_be_taken_off_the_table_and_waits_only_once(
    client: Client, world: World, partnership: Partnership
) -> None:
    first = propose_kind(by=actor_of(world.amal), partnership=partnership)
    assert propose_kind(by=actor_of(world.bela), partnership=partnership) == first
    as_person(client, world.bela)

    for said in ("It stays as it is.", "Nothing is proposed any more."):
        shown = client.post(url(partnership, "kind/withdraw/"), follow=True).content.decode()
        assert said in shown

    assert KindChange.objects.count() == 0
    with pytest.raises(Refused, match="Nothing is proposed"):
        agree_kind(by=actor_of(world.bela), partnership=partnership)
    propose_kind(by=actor_of(world.amal), partnership=partnership)
    leave_partnership(by=actor_of(world.amal), partnership=partnership)
    assert KindChange.objects.count() == 0


def test_only_two_of_mentoring_or_coaching_change_their_kind(
    client: Client, world: World, partnership: Partnership
) -> None:
    for change in (propose_kind, agree_kind, withdraw_kind):
        with pytest.raises(NotAllowed):
            change(by=actor_of(world.chris), partnership=partnership)
    Scheme.objects.update(kind=Scheme.Kind.PEER_COACHING)
    partnership = Partnership.objects.get()
    with pytest.raises(NotAllowed, match="Only mentoring and coaching"):
        propose_kind(by=actor_of(world.bela), partnership=partnership)
    shown = page(as_person(client, world.bela), url(partnership))
    assert url(partnership, "kind/") not in shown


def test_a_review_of_peers_offers_no_change_of_kind(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    Scheme.objects.update(kind=Scheme.Kind.PEER_COACHING)
    opened = open_review(by=actor_of(world.bela), partnership=Partnership.objects.get())
    review = answered(opened, world.amal, world.bela).id.hex

    shown = page(as_person(client, world.bela), f"/reviews/{review}/decide/")

    assert ("We go on" in shown, "as coaching instead" in shown) == (True, False)


def test_a_review_decides_a_change_of_kind_and_leads_to_it(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    opened = open_review(by=actor_of(world.bela), partnership=partnership)
    review = answered(opened, world.amal, world.bela).id.hex
    as_person(client, world.bela)
    assert "as coaching instead" in page(client, f"/reviews/{review}/decide/")

    client.post(f"/reviews/{review}/decide/", {"outcome": "change_kind"})

    assert url(partnership, "kind/") in page(client, f"/reviews/{review}/")
    assert Member.objects.filter(partnership=partnership).count() == 2
