from toctoc.web.components.component import BadProp, Component
from toctoc.web.components.fields import Combobox, Errors, Field, HalfDayGrid, Option
from toctoc.web.components.icons import FrontEndNotBuilt, UnknownIcon, draw_icon
from toctoc.web.components.map import MapView
from toctoc.web.components.parts import (
    Alert,
    Badge,
    Button,
    Dialog,
    EmptyState,
    Offer,
    SectorBadge,
    Table,
)

__all__ = [
    "Alert",
    "BadProp",
    "Badge",
    "Button",
    "Combobox",
    "Component",
    "Dialog",
    "EmptyState",
    "Errors",
    "Field",
    "FrontEndNotBuilt",
    "HalfDayGrid",
    "MapView",
    "Offer",
    "Option",
    "SectorBadge",
    "Table",
    "UnknownIcon",
    "draw_icon",
]
