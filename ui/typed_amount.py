"""An amount on its way: as it is typed, `700` or `683.50`, in a currency that has a point or none."""

from kiosk.domain.money import MINOR_DIGITS, parse_minor
from kiosk.errors import InputError

LONGEST_AMOUNT = 9


class TypedAmount:
    """Takes only what an amount can begin with."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.text = ""

    @property
    def digits(self) -> int:
        """Decimals the currency has."""
        return MINOR_DIGITS[self.currency]

    @property
    def unit(self) -> int:
        """Minor units of one whole unit."""
        return int(10**self.digits)

    @property
    def minor(self) -> int:
        try:
            return parse_minor(self.text or "0", self.currency)
        except InputError:
            return 0

    def typed(self, text: str) -> None:
        if self._is_amount(self.text + text):
            self.text += text

    def erase(self) -> None:
        self.text = self.text[:-1]

    def clear(self) -> None:
        self.text = ""

    def written(self, minor: int) -> str:
        """As somebody would type it."""
        whole, rest = divmod(minor, self.unit)
        return f"{whole}.{rest:0{self.digits}d}" if rest else str(whole)

    def _is_amount(self, text: str) -> bool:
        whole, point, fraction = text.partition(".")
        sound = all(part.isdigit() and part.isascii() for part in (whole, fraction) if part)
        return (
            sound
            and bool(whole)
            and len(text) <= LONGEST_AMOUNT
            and len(fraction) <= self.digits
            and bool(self.digits or not point)
        )
