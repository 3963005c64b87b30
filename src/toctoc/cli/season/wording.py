"""Numbers of the season commands, written the French way."""


def km(metres: float) -> str:
    """Write metres as kilometres.

    >>> km(9_942)
    '9,94'
    """
    return number(metres / 1_000, 2)


def days(count: float) -> str:
    """Write days."""
    return number(count, 2)


def ratio(value: float) -> str:
    """Write a ratio."""
    return number(value, 3)


def number(value: float, digits: int) -> str:
    """Write a number with so many decimals.

    >>> number(0.6157, 3)
    '0,616'
    """
    return f"{value:.{digits}f}".replace(".", ",")
