"""Value types and the base error: the lowest rung, shared by every app."""
