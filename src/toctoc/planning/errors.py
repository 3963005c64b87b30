"""What can be wrong with data handed to the core; the command line turns each into one line."""


class PlanningError(Exception):
    """Root of every error the core raises."""


class InvalidParameter(PlanningError):
    """A field of a core object holds a value it cannot hold."""

    def __init__(self, name: str, value: object, need: str) -> None:
        """Keep the field's `name`, the `value` given and what the field needs."""
        super().__init__(f"{name} is {value!r}: {need}")
        self.name, self.value, self.need = name, value, need


class InvalidDocument(PlanningError):
    """A JSON document is not what it should be: `where` in it, and what is wrong there."""

    def __init__(self, where: str, problem: str) -> None:
        """Keep the path inside the document and the complaint."""
        super().__init__(f"{where}: {problem}")
        self.where, self.problem = where, problem


class UnknownShift(PlanningError):
    """A volunteer has no shift on the day asked for."""

    def __init__(self, volunteer: int, day: int) -> None:
        """Keep the volunteer and the day."""
        super().__init__(f"volunteer {volunteer} has no shift on day {day}")
        self.volunteer, self.day = volunteer, day
