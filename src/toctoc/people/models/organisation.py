"""The organisations of a programme and who works for them in which role."""

from django.db import models

from toctoc.people.enums import OrganisationKind, Role
from toctoc.people.models.account import Account
from toctoc.territory.models import Programme


class Organisation(models.Model):
    """A communauté de communes, an association or another structure taking part."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="organisations"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=OrganisationKind)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"], name="one_organisation_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one account in one programme, on behalf of an organisation."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "programme", "role"], name="one_membership_a_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.role}"
