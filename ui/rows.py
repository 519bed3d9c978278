"""The rows of lists on glass: text already in the shopper's words. The first field is the row's key."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CategoryRow:
    key: str
    name: str
    count: str
    chosen: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class ChipRow:
    """A chip over the cards. `opens`: a sheet with choices, else it is a switch."""

    key: str
    label: str
    chosen: bool
    opens: bool
    possible: bool


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A value a list can be narrowed to; `swatch` is "" where there is no colour to show."""

    key: str
    name: str
    count: str
    swatch: str
    chosen: bool
    possible: bool


@dataclass(frozen=True, slots=True)
class LookRow:
    """A look in a list. `tiles`: maps of picture, x, y, w, h, which are parts of the look's picture."""

    key: str
    name: str
    total: str
    tiles: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class LookPieceRow:
    """A piece of a look, in the look's colour."""

    key: str
    name: str
    colour: str
    price: str
    picture: str
    hint: str
    tone: str
    spoken: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A size and what the body it fits measures; `figures` in the order of the guide's measures."""

    key: str
    chosen: bool
    figures: list[str]
    spoken: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """A style in a list. `tone` colours the hint: here, nearby, quiet; the words say the same. `swatches`: the first
    few colourways; `colours` says how many there are. `tag`: how it is sold, when that is not the usual way."""

    key: str
    name: str
    price: str
    picture: str
    hint: str
    tone: str
    swatches: list[str]
    colours: str
    tag: str
    spoken: str


@dataclass(frozen=True, slots=True)
class ColourRow:
    key: str
    name: str
    swatch: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CellRow:
    """One place of the matrix. `look`: offered, sold_out, unknown, missing."""

    key: str
    sku: str
    colour: str
    swatch: str
    size: str
    look: str
    when: str
    origin: str
    tone: str
    chosen: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way to get a variant. `means`: what the shopper does then."""

    key: str
    when: str
    place: str
    means: str
    tone: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of an order. `headline`: its state and when it comes; `note`: what follows from it for the shopper;
    `stages`: the way it goes, of which `reached` are behind it; `again`: whether another way can be chosen; `tag`: what
    came back of it; `was`: what it cost before something was taken off."""

    key: str
    name: str
    detail: str
    picture: str
    quantity: int
    headline: str
    place: str
    tone: str
    amount: str
    note: str = ""
    stages: tuple[str, ...] = ()
    reached: int = 0
    again: bool = False
    tag: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class BasketRow:
    """A line of the basket. `note`: what the shopper did not ask for, and why it is so; `sold_by`: whose sale it will
    be, "" where only a shopper looks."""

    key: str
    name: str
    detail: str
    picture: str
    quantity: int
    headline: str
    place: str
    tone: str
    amount: str
    note: str
    sold_by: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One of the steps that come next."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A pick-up code and where it counts."""

    key: str
    label: str
    digits: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list. `note`: what is to be known about it at once."""

    key: str
    number: str
    summary: str
    status: str
    tone: str
    amount: str
    note: str = ""
    note_tone: str = "plain"


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A label and what stands opposite."""

    key: str
    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class StreamRow:
    key: str
    name: str
    age: str
    tone: str


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """A basket put aside a moment ago: its code, and how many pieces."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What is no longer as it was when a basket was put aside."""

    key: str
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class SlideRow:
    """A look or a style as passers-by see it: one picture, or those of the look's pieces."""

    key: str
    name: str
    detail: str
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SizeRow:
    """A size of letters; `sample`: how many times the usual one."""

    key: str
    label: str
    sample: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class SwitchRow:
    """On or off: what, and what is to be known about it."""

    key: str
    first: str
    second: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    key: str
    label: str
    chosen: bool
