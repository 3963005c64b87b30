"""Toctoc: home-visit digital help over a rural territory."""
