"""A member's personal content as a side-blob: the only place where phone, name and notes are written down.

The salt keeps the blob's hash, which stands in an event, from being guessed back to what it says.
"""

import json
from collections.abc import Mapping

from kiosk.domain.codes import is_phone
from kiosk.domain.members import Field
from kiosk.errors import InputError, RuleError

LONGEST: dict[Field, int] = {Field.PHONE: 11, Field.NAME: 40, Field.NOTES: 1_000, Field.BIRTHDAY: 5}
_LONGEST = 300


def profile_blob(fields: Mapping[Field, str], salt: str) -> bytes:
    """The blob's plain content. Raises InputError when the phone is no mobile number, RuleError when a field is too
    long."""
    clean = {field: " ".join(text.split()) for field, text in fields.items()}
    if not is_phone(clean.get(Field.PHONE, "13800000000")):
        raise InputError("This is not a mobile number: 11 digits, beginning with 1.")
    for field, text in clean.items():
        if len(text) > LONGEST.get(field, _LONGEST) or not text.isprintable():
            raise RuleError("This is too long, or holds signs that are no text. Nothing was changed.")
    document = {"salt": salt, **{field.value: text for field, text in clean.items()}}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def fields_in(blob: bytes) -> dict[Field, str]:
    """What a side-blob says; nothing when it is none of these."""
    try:
        document = json.loads(blob)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(document, dict):
        return {}
    return {field: text for field in Field if isinstance(text := document.get(field.value), str)}


def shown_name(name: str, code: str) -> str:
    """What the glass may show of a member: a name's first character, or the end of the code."""
    return f"{name[:1]}**" if name else f"** {code[-4:]}"
