"""What volunteers note on the spot, by phone or on paper, brought into the agenda."""

from toctoc.dispatch.operations.field.entries import record_entry, settle_entry
from toctoc.dispatch.operations.field.notes import FieldNote

__all__ = ["FieldNote", "record_entry", "settle_entry"]
