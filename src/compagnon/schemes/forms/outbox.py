import re
from collections.abc import Mapping
from typing import Any, Final, cast
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.schemes.queries.outbox import LABELS, kinds_overseen

_AN_ID: Final = re.compile(r"[0-9a-f]{32}")


class OutboxForm(forms.Form):
    """Which letters of the outbox are looked at; what makes no sense in an address narrows nothing."""

    state = forms.ChoiceField(
        choices=[("", ""), *LABELS.items()], required=False, widget=forms.HiddenInput
    )
    kind = forms.ChoiceField(label=_("Letter"), required=False)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every letter that an outbox lists."""
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, StrOrPromise]] = [("", _("All")), *kinds_overseen().items()]
        cast("forms.ChoiceField", self.fields["kind"]).choices = choices
        self.full_clean()

    @property
    def state_asked(self) -> str:
        """Which state is looked at; empty: all."""
        return self.asked()["state"]

    def asked(self) -> dict[str, str]:
        """Return what the address asks for, as far as it makes sense."""
        said: Mapping[str, Any] = self.cleaned_data
        after = said.get("after")
        return {
            "state": said.get("state") or "",
            "kind": said.get("kind") or "",
            "after": after.hex if after else "",
        }

    def address(self, **changed: str) -> str:
        """Return the part of an address that asks for this again, with something else changed or added."""
        asked = {key: value for key, value in {**self.asked(), **changed}.items() if value}
        return "?" + urlencode(asked)


def ticked(sent: QueryDict) -> list[UUID]:
    """Return which letters are ticked; what is no id is none."""
    return [UUID(hex=one) for one in sent.getlist("chosen") if _AN_ID.fullmatch(one)]
