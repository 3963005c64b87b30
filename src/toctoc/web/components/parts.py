"""The small components: buttons, alerts, badges, dialogs, tables, empty states, offers."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, Self

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from toctoc.web.components.component import Component

type Text = str | Promise

VARIANTS = ("primary", "secondary", "danger", "quiet")
KINDS = ("info", "ok", "warning", "danger")
KIND_ICONS = {
    "info": "info",
    "ok": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
    "neutral": "",
}
SECTOR_NUMBERS = range(1, 9)


@dataclass(frozen=True, kw_only=True)
class Button(Component):
    """A button, or a link that looks like one where `href` is given. One primary a screen."""

    template: ClassVar[str] = "components/button.html"
    label: Text
    variant: str = "secondary"
    icon: str = ""
    href: str = ""
    type: str = "submit"
    name: str = ""
    value: str = ""
    shortcut: str = ""
    context_label: Text = ""  # read after the label by screen readers: "Modifier" + "la visite"
    wide: bool = False
    disabled: bool = False

    def __post_init__(self) -> None:
        self.check_prop("variant", VARIANTS)
        self.check_prop("type", ("submit", "button", "reset"))


@dataclass(frozen=True, kw_only=True)
class Alert(Component):
    """Something to know now. `live` when it arrives without a new page."""

    template: ClassVar[str] = "components/alert.html"
    content: SafeString
    kind: str = "info"
    title: Text = ""
    live: bool = False

    def __post_init__(self) -> None:
        self.check_prop("kind", KINDS)

    def context(self) -> dict[str, Any]:
        role = ("alert" if self.kind == "danger" else "status") if self.live else ""
        return {**super().context(), "icon": KIND_ICONS[self.kind], "role": role}


@dataclass(frozen=True, kw_only=True)
class Badge(Component):
    """A state in one or two words."""

    template: ClassVar[str] = "components/badge.html"
    label: Text
    kind: str = "neutral"
    icon: str = ""

    def __post_init__(self) -> None:
        self.check_prop("kind", KIND_ICONS)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "icon": self.icon or KIND_ICONS[self.kind]}


class LetteredSector(Protocol):
    """A sector of any plan, stored or not."""

    @property
    def letter(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class SectorBadge(Component):
    """A sector by letter, colour and hatching; `number` 1 to 8 chooses the last two."""

    template: ClassVar[str] = "components/sector.html"
    number: int
    letter: str
    name: Text = ""

    def __post_init__(self) -> None:
        self.check_prop("number", SECTOR_NUMBERS)

    @classmethod
    def lettered(cls, letter: str, name: Text = "") -> Self | None:
        """Return a sector's sign: its letter chooses colour and hatching, in a round of eight.

        None without a letter: no plan is in force there.
        """
        if not letter:
            return None
        number = (ord(letter) - ord("A")) % len(SECTOR_NUMBERS) + 1
        return cls(number=number, letter=letter, name=name)

    @classmethod
    def of(cls, sector: LetteredSector | None, *, with_name: bool = True) -> Self | None:
        """Return the sign of a stored sector, if there is one."""
        if sector is None:
            return None
        return cls.lettered(sector.letter, sector.name if with_name else "")


@dataclass(frozen=True, kw_only=True)
class Dialog(Component):
    """A native dialog opened by its link; without script the link leads to a page instead."""

    template: ClassVar[str] = "components/dialog.html"
    content: SafeString
    id: str
    title: Text
    open_label: Text
    open_href: str
    open_variant: str = "secondary"
    open_icon: str = ""

    def __post_init__(self) -> None:
        self.check_prop("open_variant", VARIANTS)


@dataclass(frozen=True, kw_only=True)
class Table(Component):
    """A table with its caption, in a frame that scrolls sideways by finger or keyboard."""

    template: ClassVar[str] = "components/table.html"
    content: SafeString
    id: str
    caption: Text
    caption_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class EmptyState(Component):
    """Nothing here yet: says why, and teaches the first step."""

    template: ClassVar[str] = "components/empty.html"
    title: Text
    text: Text = ""
    icon: str = "info"
    action: Text = ""
    href: str = ""
    action_variant: str = "primary"

    def __post_init__(self) -> None:
        self.check_prop("action_variant", VARIANTS)


@dataclass(frozen=True, kw_only=True)
class Offer(Component):
    """A possible appointment: when, who, how much further, what to say; its button takes it."""

    template: ClassVar[str] = "components/offer.html"
    rank: int
    when: Text
    volunteer: Text
    distance: Text
    sentence: Text
    label: Text
    name: str = "offer"
    value: str = ""
    note: Text = ""
    shortcut: str = ""
    sector: SectorBadge | None = field(default=None)

    def context(self) -> dict[str, Any]:
        shortcut = self.shortcut or f"Alt+{self.rank}"
        is_first = self.rank == 1
        return {
            **super().context(),
            "shortcut": shortcut,
            "is_first": is_first,
            "variant": "primary" if is_first else "secondary",
        }
