"""Asking for drives by real roads: one port, and what answers behind it.

`port` says what an engine is; `model`, `valhalla` and the three of `http` are engines;
`choosing` picks one; `blocks` asks for more than one may be asked at once; `doubts` tells what
no driver would believe. Engines know nothing of programmes: `operations.roads` keeps answers.
"""
