"""A JSON document that knows where one is in it, so that a complaint names the place."""

from collections.abc import Sequence
from typing import Any

from toctoc.planning.errors import InvalidDocument


class Node:
    """A value of a document and its path."""

    def __init__(self, value: Any, where: str) -> None:
        """Keep the value and its path."""
        self.value, self.where = value, where

    def child(self, name: str) -> "Node":
        """Return a field of an object."""
        if not isinstance(self.value, dict):
            raise InvalidDocument(self.where, "an object is needed")
        if name not in self.value:
            raise InvalidDocument(self.where, f"field {name!r} is missing")
        return Node(self.value[name], f"{self.where}.{name}")

    def items(self, *, count: int | None = None, least: int = 0) -> list["Node"]:
        """Return the items of a list, `count` of them or at least `least`."""
        if not isinstance(self.value, list):
            raise InvalidDocument(self.where, "a list is needed")
        if count is not None and len(self.value) != count:
            raise InvalidDocument(
                self.where, f"{count} items are needed, not {len(self.value)}"
            )
        if len(self.value) < least:
            raise InvalidDocument(self.where, f"at least {least} items are needed")
        return [Node(item, f"{self.where}[{i}]") for i, item in enumerate(self.value)]

    def list_of(self, name: str, *, least: int = 0) -> list["Node"]:
        """Return the items of a list field."""
        return self.child(name).items(least=least)

    def text(self, name: str) -> str:
        """Return a text field."""
        node = self.child(name)
        if not isinstance(node.value, str):
            raise InvalidDocument(node.where, "text is needed")
        return node.value

    def whole(self, name: str, *, least: int) -> int:
        """Return a whole-number field, no less than `least`."""
        node = self.child(name)
        if (
            isinstance(node.value, bool)
            or not isinstance(node.value, int)
            or node.value < least
        ):
            raise InvalidDocument(node.where, f"a whole number, {least} or more, is needed")
        return node.value

    def has(self, name: str) -> bool:
        """Tell whether an object has a field."""
        return isinstance(self.value, dict) and name in self.value

    def names(self) -> list[str]:
        """Return the names of an object's fields."""
        if not isinstance(self.value, dict):
            raise InvalidDocument(self.where, "an object is needed")
        return list(self.value)

    def flag(self, name: str) -> bool:
        """Return a field that is true or false."""
        node = self.child(name)
        if not isinstance(node.value, bool):
            raise InvalidDocument(node.where, "true or false is needed")
        return node.value

    def one_of(self, name: str, words: Sequence[str]) -> str:
        """Return a text field, one of a few words."""
        word = self.text(name)
        if word not in words:
            raise InvalidDocument(f"{self.where}.{name}", f"{word!r} is none of {words}")
        return word

    def whole_or_none(self, name: str, *, least: int) -> int | None:
        """Return a whole-number field, or None where it is null."""
        return None if self.child(name).value is None else self.whole(name, least=least)

    def number(self, name: str, *, least: float = -1e9) -> float:
        """Return a number field, no less than `least`."""
        return self.child(name).number_itself(least=least)

    def number_itself(self, *, least: float = -1e9) -> float:
        """Return this very value, a number no less than `least`."""
        is_number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        if not is_number or not least <= self.value <= 1e9:
            raise InvalidDocument(self.where, f"a number is needed, not {self.value!r}")
        return float(self.value)
