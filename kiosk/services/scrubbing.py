"""Taking personal content out of text that leaves the shop."""

import re
from collections.abc import Iterable

_ORDER_NUMBER = re.compile(r"\b[A-Z0-9]{2,8}-\d{2}-[A-Z]{1,2}-(?:[RTZ]-)?\d{6}\b")
_PATTERNS = (
    (re.compile(r"https?://[^\s/@]*@"), "https://[user]@"),
    (re.compile(r"\$argon2\S*"), "[hash]"),
    (re.compile(r"\b[BMPG]-[A-Z0-9]{4,}\b"), "[code]"),
    (re.compile(r"\b[0-9a-fA-F]{16,}\b"), "[key]"),
    (re.compile(r"\b(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Za-z])[A-Za-z0-9+/_-]{24,}={0,2}"), "[key]"),
    (re.compile(r"(?:\+?86[ -]?)?1\d{2}[ -]?\d{4}[ -]?\d{4}"), "[number]"),
    (re.compile(r"\d{4,}"), "[number]"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "[mail]"),
)
_LATIN = "[A-Za-z0-9]"
_SHORTEST = 2  # a name of one letter would take half of every sentence with it


def scrubbed(text: str, known: Iterable[str] = ()) -> str:
    """The text without phone numbers, codes, keys, PINs and names. `known`: names and secrets that are known to this
    tablet. Order numbers stay: they name nobody, and say what a sentence is about."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"\0{chr(0xE000 + len(kept) - 1)}\0"

    text = _ORDER_NUMBER.sub(keep, without(text, known))
    for pattern, mark in _PATTERNS:
        text = pattern.sub(mark, text)
    return re.sub("\0(.)\0", lambda match: kept[ord(match.group(1)) - 0xE000], text)


def without(text: str, known: Iterable[str]) -> str:
    """The text without any of these, longest first. Latin ones stand by themselves: Lin is not in online."""
    for secret in sorted({item for item in known if len(item) >= _SHORTEST}, key=len, reverse=True):
        text = re.sub(
            f"(?<!{_LATIN}){re.escape(secret)}(?!{_LATIN})" if secret.isascii() else re.escape(secret),
            "[name]",
            text,
            flags=re.IGNORECASE,
        )
    return text
