"""What a change says when it will not be made."""

from django_stubs_ext import StrOrPromise


class Refused(Exception):  # noqa: N818 -- it reads as a sentence: a change is refused
    """A change was refused; `reason` is a sentence a person can read, `field` the input it concerns."""

    def __init__(self, reason: StrOrPromise, *, field: str | None = None) -> None:
        """Keep the reason untranslated until it is shown."""
        super().__init__(reason)
        self.reason = reason
        self.field = field

    def __str__(self) -> str:
        return str(self.reason)


class NotAllowed(Refused):
    """The policy refused the change to this actor, or the state of the thing did to anyone."""
