"""What can go wrong with places."""

from toctoc.common.errors import ToctocError


class UnknownTerritory(ToctocError):
    """No facts are shipped for this intercommunality. Data: `siren`."""


class UnknownCommune(ToctocError):
    """No commune of the programme answers to this name or code. Data: `typed`, `programme`."""


class InvalidSectorPlan(ToctocError):
    """A cut is not one: communes `missing`, `twice` or `foreign`; sectors `empty`."""
