"""Facts about what a member would like, and what a guide did about it: wishes, styles looked at, contacts made."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class ContactOutcome(StrEnum):
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NOT_WANTED = "not_wanted"  # the member does not want to be told of this


def _check_style(member_id: str, style: str) -> None:
    if not member_id or not style:
        raise ValueError("this names a member and a style")


@dataclass(frozen=True, slots=True)
class WishAdded:
    """A style for later. `sku`: the colour and size that was meant, "" when any would do."""

    TYPE: ClassVar[str] = "WishAdded"
    VERSION: ClassVar[int] = 1
    member_id: str
    shop: str
    style: str
    sku: str = ""

    def __post_init__(self) -> None:
        _check_style(self.member_id, self.style)


@dataclass(frozen=True, slots=True)
class WishRemoved:
    """The style, in every colour and size, is no longer wished for."""

    TYPE: ClassVar[str] = "WishRemoved"
    VERSION: ClassVar[int] = 1
    member_id: str
    shop: str
    style: str

    def __post_init__(self) -> None:
        _check_style(self.member_id, self.style)


@dataclass(frozen=True, slots=True)
class StyleLookedAt:
    """A recognised member, who agreed to advice, had the page of a style open."""

    TYPE: ClassVar[str] = "StyleLookedAt"
    VERSION: ClassVar[int] = 1
    member_id: str
    shop: str
    style: str

    def __post_init__(self) -> None:
        _check_style(self.member_id, self.style)


@dataclass(frozen=True, slots=True)
class ContactMade:
    """A guide did what the contact list asked for, or tried. `contact`: which of its entries. Who it was is the event's
    actor."""

    TYPE: ClassVar[str] = "ContactMade"
    VERSION: ClassVar[int] = 1
    member_id: str
    shop: str
    contact: str
    outcome: ContactOutcome

    def __post_init__(self) -> None:
        if not self.member_id or not self.contact:
            raise ValueError("a contact names a member and what it was about")


CLIENTELE_FACTS = (WishAdded, WishRemoved, StyleLookedAt, ContactMade)
