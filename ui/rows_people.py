"""The rows of the page about people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of the shop. `badge`: whether their badge works, coloured by `tone`; `seen`: when they last signed in
    here, or what went wrong with it."""

    key: str
    name: str
    role: str
    badge: str
    tone: str
    seen: str
