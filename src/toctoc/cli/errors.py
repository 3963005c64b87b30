"""What stops a command."""


class CommandFailed(Exception):
    """A command cannot go on; its text is the one line the person reads."""
