"""Seasons of phone calls: read one, play it call by call, measure how it went."""
