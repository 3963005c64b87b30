"""The planning core: which visits to offer, in what order to drive, how to cut a territory.

Pure: only the standard library, NumPy and Numba; no clock, no dice, no input or output. Times
are integer seconds of local wall clock since midnight of day 0 of the horizon, every day
counted as 86,400 s; distances are integer metres.
"""
