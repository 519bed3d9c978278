"""What a shopper tells head office on their own phone: where to send it, and whose invoice (发票) it is.

Nothing of it ever lies on a tablet. A fact names a side-blob that HQ alone has; tablets learn *that* it was given.
"""

import json
import re
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import ClassVar, TypeVar

from kiosk.domain.codes import is_phone
from kiosk.errors import InputError

MOST_CHARACTERS = 200
#: GB 32100-2015: 18 signs without I, O, S, V, Z; older numbers have 15, 17 or 20.
_TAX_NUMBER = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}|[0-9A-Z]{15}|[0-9A-Z]{17}|[0-9A-Z]{20}")
_BLANK = re.compile(r"[ \t\u3000]+")
T = TypeVar("T", "Address", "Invoice")


class Detail(StrEnum):
    ADDRESS = "address"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class DetailsGiven:
    """A shopper gave it; recorded by HQ alone. `device` is the tablet whose token asked for it, `content` the SHA-256
    of the side-blob. What was given last counts."""

    TYPE: ClassVar[str] = "DetailsGiven"
    VERSION: ClassVar[int] = 1
    order_id: str
    device: str
    what: Detail
    content: str


class FieldWrong(InputError):
    """A field of the form is not as it must be. `params["field"]` names it."""

    code = "field_wrong"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes."""

    name: str
    phone: str
    region: str
    street: str

    def __post_init__(self) -> None:
        _check(self, ("name", "phone", "region", "street"))
        if not is_phone(self.phone):
            raise FieldWrong("no mobile number", field="phone")


@dataclass(frozen=True, slots=True)
class Invoice:
    """In whose name the invoice is made out: a person's without `tax_number`, a company's with it."""

    title: str
    tax_number: str = ""

    def __post_init__(self) -> None:
        _check(self, ("title",))
        if self.tax_number and not _TAX_NUMBER.fullmatch(self.tax_number):
            raise FieldWrong("no tax number", field="tax_number")


def tidied(text: str) -> str:
    """As it was meant: without line breaks, control characters and blanks at the ends."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return _BLANK.sub(" ", plain).strip()


def details_blob(details: Address | Invoice, salt: str) -> bytes:
    """The side-blob's content; the salt keeps its hash from being guessed back."""
    return json.dumps({"salt": salt, **asdict(details)}, ensure_ascii=False, separators=(",", ":")).encode()


def details_in(kind: type[T], blob: bytes) -> T | None:
    """What a blob holds; None when it is no such thing."""
    try:
        document = json.loads(blob)
        return kind(**{field.name: str(document[field.name]) for field in fields(kind)})
    except (ValueError, KeyError, TypeError, InputError):
        return None


def _check(details: Address | Invoice, needed: tuple[str, ...]) -> None:
    for field in fields(details):
        value = getattr(details, field.name)
        if value != tidied(value) or len(value) > MOST_CHARACTERS:
            raise FieldWrong("too long, or not tidy", field=field.name)
        if field.name in needed and not value:
            raise FieldWrong("missing", field=field.name)
