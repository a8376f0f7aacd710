from uuid import UUID

from compagnon.core.actors import person


def test_memo_finds_a_fact_once_until_it_is_forgotten() -> None:
    actor, asked = person(UUID(int=1)), []

    def find() -> int:
        asked.append(1)
        return len(asked)

    assert [actor.memo("fact", find), actor.memo("fact", find)] == [1, 1]
    actor.forget()
    assert actor.memo("fact", find) == 2


def test_actors_are_equal_by_who_they_are_not_by_what_is_known_of_them() -> None:
    one, other = person(UUID(int=1)), person(UUID(int=1))
    one.memo("fact", lambda: 1)

    assert one == other
