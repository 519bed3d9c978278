"""Figures, moments and offers as glass says them."""

from urllib.parse import quote

from kiosk.domain.basket import Offer
from kiosk.domain.catalogue import Location, Style
from kiosk.domain.events import Fulfilment, Promise
from kiosk.domain.money import MINOR_DIGITS, format_minor
from kiosk.domain.promises import local
from kiosk.services.wording import clock_text, day_in_words
from kiosk.texts import Texts

_TONES = {
    Fulfilment.TAKE_NOW: "here",
    Fulfilment.PICK_UP: "nearby",
    Fulfilment.BRING_HERE: "nearby",
    Fulfilment.DELIVER: "plain",
}
_MINUTE_MS = 60_000


def tone_of(kind: Fulfilment) -> str:
    """The colour family of a way to get goods; the words always say the same."""
    return _TONES[kind]


def price(minor: int | None, currency: str) -> str:
    """`¥599` – whole amounts without decimals, as on a price tag; "" when there is no price."""
    if minor is None:
        return ""
    text = format_minor(minor, currency)
    zeros = "." + "0" * MINOR_DIGITS[currency]
    return text.removesuffix(zeros) if MINOR_DIGITS[currency] else text


def cell_when(texts: Texts, offer: Offer, here: Location, now_ms: int) -> str:
    """The short form a cell of the matrix has room for: `Take now`, `Pick up tomorrow`, `Home Wed`."""
    return texts(f"ui.cell.{offer.kind.value}", day=_day(texts, offer.kind, offer.promise, here, now_ms))


def cell_where(texts: Texts, offer: Offer, source: Location | None) -> str:
    """`3 in this shop`, or the name of the place it comes from."""
    if offer.kind is Fulfilment.TAKE_NOW:
        return texts("ui.cell.here", count=offer.pieces)
    return texts.named(source) if source else ""


def _day(texts: Texts, kind: Fulfilment, promise: Promise, here: Location, now_ms: int) -> str:
    at_ms = promise.latest_ms if kind is Fulfilment.DELIVER else promise.earliest_ms
    day, today = local(at_ms, here).date(), local(now_ms, here).date()
    if (day - today).days == 2:
        return texts("ui.cell.day_after", weekday=texts("promise.weekdays").split()[day.weekday()])
    return day_in_words(texts, day, today)


def age(texts: Texts, at_ms: int, now_ms: int, here: Location | None) -> str:
    """`just now`, `5 minutes ago`, `today 06:00`, `Wed 06:00`; "never" for 0."""
    if not at_ms:
        return texts("ui.age.never")
    minutes = max(now_ms - at_ms, 0) // _MINUTE_MS
    if minutes < 1:
        return texts("ui.age.now")
    if minutes < 60 or here is None:
        return texts("ui.age.minutes", count=minutes)
    moment = local(at_ms, here)
    today = local(now_ms, here).date()
    if moment.date() == today:
        return texts("ui.age.today", time=clock_text(at_ms, here))
    return texts("ui.age.day", month=moment.month, day=moment.day, time=clock_text(at_ms, here))


def time_left(texts: Texts, left_ms: int) -> str:
    """`3 h 20 min`, `5 min`; less than a minute is one, what has passed is none."""
    minutes = max(left_ms, 0) // _MINUTE_MS
    if left_ms > 0 and not minutes:
        minutes = 1
    hours, minutes = divmod(minutes, 60)
    return texts("ui.left.hours", hours=hours, minutes=minutes) if hours else texts("ui.left.minutes", minutes=minutes)


def joined(texts: Texts, *parts: str) -> str:
    """The parts that are not empty, with what stands between such parts in this language."""
    return texts("ui.join").join(part for part in parts if part)


def picture_id(swatch: str, name: str, style: Style | None = None, *, large: bool = False) -> str:
    """What the picture provider draws: the style's picture, small or `large`, or the other one while that cannot be
    had; else a garment such as its names tell of; else a tile with the first letter of `name`. Drawings and tiles take
    the colourway's colour."""
    told, blobs = name[:1] or "-", [""]
    if style is not None:
        blobs = [style.picture, style.thumbnail] if large else [style.thumbnail, style.picture]
        told += f"~{style.id}~{style.name_zh}|{style.name_en}|{style.category_zh} {style.category_en}"
    shown = ",".join(filter(None, blobs)) or "-"
    return f"{shown}/{swatch.lstrip('#') or '-'}/{quote(told, safe='')}"


def phone_groups(digits: str) -> str:
    """`138 0000 0000`, as far as it is typed."""
    return " ".join(part for part in (digits[:3], digits[3:7], digits[7:]) if part)


def code_groups(digits: str) -> str:
    """`4827 1936`."""
    return f"{digits[:4]} {digits[4:]}"
