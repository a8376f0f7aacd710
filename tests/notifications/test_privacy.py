import pytest
from django.db.models import Model

from compagnon.core.privacy import privacy_map
from compagnon.notifications.models import AddressProblem, Message, ReminderChoice


@pytest.mark.parametrize("table", [Message, AddressProblem, ReminderChoice])
def test_every_field_says_how_it_is_treated(table: type[Model]) -> None:
    assert set(privacy_map()[table]) == {field.name for field in table._meta.get_fields()}
