"""Erasing is the host's act, at the person's wish."""

from compagnon.core.policy import permit, system_only

permit({"privacy.erase_person": system_only})
