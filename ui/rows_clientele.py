"""Rows of a member's page and of the list of those to get in touch with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What is known, and how it stands; `target`: what a tap leads to, "" for nothing."""

    key: str
    first: str
    second: str
    third: str
    tone: str
    target: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A field a guide writes; `text` "" when nothing is written down."""

    key: str
    named: str
    text: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody to get in touch with, and why."""

    key: str
    name: str
    reason: str
    due: str
    tone: str
    chosen: bool
