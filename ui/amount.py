"""An amount as it is typed on a pad: `700`, `683.50`."""

from kiosk.domain.money import MINOR_DIGITS, parse_minor

LONGEST = 9


class TypedAmount:
    """Takes only what can still become an amount of the currency."""

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self.text = ""

    @property
    def decimals(self) -> bool:
        return MINOR_DIGITS[self._currency] > 0

    @property
    def minor(self) -> int:
        """0 while nothing is typed."""
        return parse_minor(self.text or "0", self._currency)

    def type(self, key: str) -> None:
        text = self.text + key
        whole, point, fraction = text.partition(".")
        digits = MINOR_DIGITS[self._currency]
        sound = all(part.isdigit() and part.isascii() for part in (whole, fraction) if part)
        if sound and whole and len(text) <= LONGEST and len(fraction) <= digits and (digits or not point):
            self.text = text

    def erase(self) -> None:
        self.text = self.text[:-1]

    def clear(self) -> None:
        self.text = ""

    def put(self, minor: int) -> None:
        """An amount that was tapped instead of typed."""
        digits = MINOR_DIGITS[self._currency]
        whole, rest = divmod(minor, 10**digits)
        self.text = f"{whole}.{rest:0{digits}d}" if rest else str(whole)
