from toctoc.dispatch.operations.sectors import cut_territory

__all__ = ["cut_territory"]
