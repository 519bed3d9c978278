"""A shopper's contact as a side-blob: the only place where a phone number is written down.

The salt keeps the blob's hash, which stands in the event, from being guessed back to the number.
"""

import json

from kiosk.domain.codes import is_phone
from kiosk.errors import InputError


def contact_blob(phone: str, salt: str) -> bytes:
    """The blob's plain content. Raises InputError when it is no mobile number."""
    if not is_phone(phone):
        raise InputError("This is not a mobile number: 11 digits, beginning with 1.")
    return json.dumps({"salt": salt, "phone": phone}, separators=(",", ":")).encode()


def phone_in(blob: bytes) -> str:
    """The phone number of a contact blob, "" when it holds none."""
    try:
        document = json.loads(blob)
    except (ValueError, RecursionError):
        return ""
    phone = document.get("phone", "") if isinstance(document, dict) else ""
    return phone if isinstance(phone, str) and is_phone(phone) else ""


def mask(phone: str) -> str:
    """What screen and paper show: `****6620`."""
    return f"****{phone[-4:]}" if len(phone) >= 8 else "****"
