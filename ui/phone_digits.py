"""A mobile number as it is typed, wherever one is asked for."""

from dataclasses import dataclass

from kiosk.domain.codes import is_phone
from ui.formatting import phone_groups

DIGITS = 11
_PATTERN = "13000000000"


@dataclass
class PhoneDigits:
    """At most eleven digits; anything else that is typed is passed over."""

    text: str = ""

    def typed(self, text: str) -> None:
        if text.isdigit() and text.isascii():
            self.text = (self.text + text)[:DIGITS]

    def erase(self) -> None:
        self.text = self.text[:-1]

    def clear(self) -> None:
        self.text = ""

    def take(self) -> str:
        """The number; nothing of it stays."""
        number, self.text = self.text, ""
        return number

    @property
    def shown(self) -> str:
        return phone_groups(self.text)

    @property
    def whole(self) -> bool:
        return is_phone(self.text)

    @property
    def possible(self) -> bool:
        """Whether a mobile number can begin so."""
        return is_phone(self.text + _PATTERN[len(self.text) :])

    @property
    def missing(self) -> int:
        return DIGITS - len(self.text)
