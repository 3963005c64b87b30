"""What Toctoc asks of others about places: small ports, off until a setting names them."""

from toctoc.territory.gateways.directory import Directory, Epci
from toctoc.territory.gateways.national import NationalDirectory, find_directory

__all__ = ["Directory", "Epci", "NationalDirectory", "find_directory"]
