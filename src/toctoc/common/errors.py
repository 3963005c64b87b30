"""The base of every error a person or another program may be told about."""


class ToctocError(Exception):
    """A rule of the product was broken; carries data, not only text.

    Subclasses take keyword data and keep it as attributes: `SlotTaken(volunteer=…, at=…)`. The
    French sentence is made where a person reads it (`web.sentences`), the exit status in `cli`.
    """

    def __init__(self, **data: object) -> None:
        super().__init__(", ".join(f"{key}={value!s}" for key, value in data.items()))
        self.data = data

    def __getattr__(self, name: str) -> object:
        if name != "data" and name in self.data:
            return self.data[name]
        raise AttributeError(name)
