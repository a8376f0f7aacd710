"""A person, with the address they sign in by. What they do in a scheme is an appointment or an application."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from compagnon.core.models import PublicModel, Sealed


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their address, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser, PublicModel, Sealed):
    """One human being. One address, one name in any script, one language to be written to in."""

    SEALED: ClassVar[tuple[str, ...]] = ("id", "email", "is_active")
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="address_in_lower_case")
        ]

    def __str__(self) -> str:
        return self.name
