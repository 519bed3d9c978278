"""A known shopper, as far as a tablet of the shop knows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """`masked_name` is all the glass shows; `code` is what the member's card or phone carries."""

    id: str
    code: str
    masked_name: str
    tier: str = ""
    home_shop: str = ""
    points: int = 0
    alias_of: str = ""  # the same person as this member, who goes on
    purposes: str = ""  # what they agreed to, by name, separated by blanks; "" when they never said (an older list)
    agreed_ms: int = 0
