from toctoc.dispatch.queries.cells import CommuneCell, commune_cells

__all__ = ["CommuneCell", "commune_cells"]
