"""What can go wrong with places."""

from toctoc.common.errors import ToctocError


class UnknownCommune(ToctocError):
    """No commune of the programme answers to this name or code. Data: `typed`, `programme`."""


class InvalidSectorPlan(ToctocError):
    """A cut in sectors is not one: a commune missing, twice or foreign. Data: `communes`."""
