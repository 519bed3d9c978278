"""Errors in the shopper's words.

A message is looked up, in this order: the text of the error as it was raised (`error.said`, where a rule has its
sentence), its code together with the names of its blanks (`error.rule_left`), its code alone, and at last one
sentence that fits anything and ends in "call a guide"."""

import logging
from typing import Any

from kiosk.domain.catalogue import Location
from kiosk.domain.money import format_minor
from kiosk.domain.staff import MAX_TRIES
from kiosk.errors import BugError, KioskError
from kiosk.services.wording import clock_text, moment_text
from kiosk.texts import Texts

_log = logging.getLogger(__name__)
GENERIC = "error.problem"


def sentence(error: Exception, texts: Texts, here: Location | None, currency: str = "CNY") -> str:
    """What glass says about an error. Never a code, never a stack trace."""
    if not isinstance(error, KioskError) or isinstance(error, BugError):
        _log.error("something failed that nobody foresaw", exc_info=error)
        return texts(GENERIC)
    params = _readable(error.params, here, currency)
    for key in _keys(error):
        if key in texts:
            return _filled(texts, key, params)
    return texts(GENERIC)


def _keys(error: KioskError) -> tuple[str, ...]:
    blanks = "_".join(sorted(error.params))
    return (f"error.said.{error}", f"error.{error.code}_{blanks}", f"error.{error.code}", GENERIC)


def _filled(texts: Texts, key: str, params: dict[str, object]) -> str:
    try:
        return texts(key, **params)
    except (KeyError, IndexError):
        return texts(GENERIC)


def _readable(params: dict[str, Any], here: Location | None, currency: str) -> dict[str, object]:
    """Blanks as words: money and moments formatted, tries left counted."""
    words: dict[str, object] = dict(params)
    for name, value in params.items():
        if name.endswith("_minor"):
            words[name] = format_minor(value, currency)
        elif name == "until_ms":
            words["until"] = clock_text(value, here) if here else ""
        elif name == "at_ms":
            words["at"] = moment_text(value, here) if here else ""
    if "failed" in params and "left" not in params:
        words["left"] = (MAX_TRIES - params["failed"] % MAX_TRIES) % MAX_TRIES
    return words
