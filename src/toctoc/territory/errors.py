"""What can go wrong with places."""

from toctoc.common.errors import ToctocError


class UnknownTerritory(ToctocError):
    """No such intercommunality is known here. Data: `siren`."""


class UnknownCommune(ToctocError):
    """No commune of the programme answers to this name or code. Data: `typed`, `programme`."""


class DirectoryUnreachable(ToctocError):
    """The national directory of communes does not answer. Data: `url`, `reason`."""


class UnreadableFiles(ToctocError):
    """Official files cannot be taken. Data: `notices` (territory.files), what is wrong."""

    def __str__(self) -> str:
        count = len(self.data["notices"])  # type: ignore[arg-type]  # a tuple of notices
        return f"{count} notices"


class NoCommune(ToctocError):
    """A programme needs communes and was given none. Data: `name`."""


class DraftGone(ToctocError):
    """A programme being set up was created or dropped meanwhile. Data: `token`."""


class SlugTaken(ToctocError):
    """Another programme, or a page of the product, has this address. Data: `slug`."""


class InvalidSectorPlan(ToctocError):
    """A cut is not one: communes `missing`, `twice` or `foreign`; sectors `empty`."""


class BadAddressFile(ToctocError):
    """A file of addresses cannot be read. Data: `problems`, a French sentence each."""

    def __str__(self) -> str:
        return " ; ".join(self.data["problems"])  # type: ignore[arg-type]  # a tuple of sentences


class PlanInThePast(ToctocError):
    """Sectors cannot change on a day gone by. Data: `starts_on`, `today`."""


class UnknownSector(ToctocError):
    """A draft has no sector of this letter. Data: `letter`."""


class BadSectorFile(ToctocError):
    """A file of sectors cannot be taken. Data: `problems`, (line or None, French sentence)."""

    def __str__(self) -> str:
        return f"{len(self.data['problems'])} problems"  # type: ignore[arg-type]  # a tuple


class RoadsUnreachable(ToctocError):
    """An engine of roads does not answer, or answers nonsense. Data: `engine`, `reason`."""


class NoRoadNear(ToctocError):
    """An engine knows no road near one of the places asked about. Data: `engine`."""


class RoadEngineMissing(ToctocError):
    """Roads are asked of a package that is not installed. Data: `install`, the command."""


class BadRoadFile(ToctocError):
    """An extract of OpenStreetMap cannot be made into roads. Data: `path`, `reason`."""


class UnknownEngine(ToctocError):
    """No engine of roads is called that. Data: `typed`."""
