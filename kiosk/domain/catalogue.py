"""The range as screens and rules see it: styles, variants, looks, size guides, prices, locations."""

from dataclasses import dataclass
from enum import StrEnum


class SaleMode(StrEnum):
    EVERYWHERE = "everywhere"
    ONLINE_ONLY = "online_only"
    SIBLING = "sibling"
    PRESALE = "presale"
    SHOP_STOCK = "shop_stock"
    LIMITED = "limited"


class LocationKind(StrEnum):
    SHOP = "shop"
    DEALER = "dealer"
    COUNTER = "counter"
    WAREHOUSE = "warehouse"
    VAN = "van"


class SourceClass(StrEnum):
    """Who tells us a location's stock figures, hence how far we trust them."""

    SCANNED = "scanned"
    POOL = "pool"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """One weekday's hours in minutes after local midnight; `weekday` 0 is Monday (ISO 8601 minus one)."""

    weekday: int
    opens_min: int
    closes_min: int


@dataclass(frozen=True, slots=True)
class Location:
    """A shop, dealer's shop, counter, warehouse or van, with what a promise about it needs."""

    id: str
    kind: LocationKind
    name_zh: str
    name_en: str
    region: str
    price_zone: str
    party: str  # who owns the goods and whose sale it is
    source_class: SourceClass = SourceClass.SCANNED
    timezone: str = "Asia/Shanghai"
    hours: tuple[OpeningHours, ...] = ()
    cut_off_min: int = 15 * 60  # requests after this local minute are worked on the next open day
    pack_days: int = 0  # open days until goods are ready here for pick-up
    ship_days: int = 2  # calendar days from this location to a door
    transfer_days: int = 1  # calendar days from this location to another one of ours
    parcels_a_day: int = 0  # capacity for requests; 0 = does not ship
    safety_stock: int = 0
    pay_limit_min: int = 24 * 60  # an unpaid order placed here lapses after so many minutes
    till_prefix: str = ""  # how its order numbers begin; the id when empty


@dataclass(frozen=True, slots=True)
class Style:
    """A design in several colours and sizes. `rank` is its popularity, 1 = most popular."""

    id: str
    name_zh: str
    name_en: str
    category: str
    category_zh: str
    category_en: str
    sale_mode: SaleMode = SaleMode.EVERYWHERE
    picture: str = ""  # sha256 of a blob, or ""
    description_zh: str = ""
    description_en: str = ""
    rank: int = 0
    terms: str = ""  # search terms computed at HQ: Han bigrams, Latin words, pinyin, initials, separated by blanks
    size_guide: str = ""  # id of a SizeGuide, or ""
    thumbnail: str = ""  # sha256 of a small picture for lists; "" when the picture serves there, too

    @property
    def listed_picture(self) -> str:
        """The blob that a list shows of it, or ""."""
        return self.thumbnail or self.picture


@dataclass(frozen=True, slots=True)
class Variant:
    """One sellable colour and size. `gtin` is normalised to 14 digits, "" when it has none."""

    sku: str
    style: str
    colour: str
    colour_zh: str
    colour_en: str
    size: str
    gtin: str = ""
    swatch: str = ""  # "#rrggbb"
    order: int = 0  # position in the matrix: colourways first, then sizes


@dataclass(frozen=True, slots=True)
class LookPiece:
    """A style in the colour in which a look shows it."""

    style: str
    colour: str


@dataclass(frozen=True, slots=True)
class Look:
    """Two to eight pieces that are worn together. `rank` as a style's, 1 = shown first."""

    id: str
    name_zh: str
    name_en: str
    description_zh: str = ""
    description_en: str = ""
    pieces: tuple[LookPiece, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the body, in millimetres from `low_mm` to `high_mm`, for each size of its guide in order; the two
    are equal where one figure is meant."""

    name_zh: str
    name_en: str
    low_mm: tuple[int, ...]
    high_mm: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SizeGuide:
    """Which body wears which size; several styles share one. `sizes` as printed on labels, in the retailer's order."""

    id: str
    name_zh: str
    name_en: str
    note_zh: str = ""
    note_en: str = ""
    sizes: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What a code (SKU, else its style) costs in a zone for a tier ("" = everybody)."""

    zone: str
    tier: str
    code: str
    minor: int
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Publication:
    """An immutable set of prices with the moment it takes effect. Orders name the one they were priced with."""

    id: str
    effective_ms: int


@dataclass(frozen=True, slots=True)
class StyleCard:
    """What a list of styles shows of one."""

    style: Style
    price_minor: int | None  # from the cheapest variant; None = not priced here
    currency: str = "CNY"
    colours: int = 0
    swatches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StylePage:
    """A style with all its variants and what each costs here (price_minor None = not priced: cannot be sold)."""

    style: Style
    variants: tuple[Variant, ...]
    prices_minor: dict[str, int | None]  # sku → minor
    currency: str = "CNY"


def price_of(prices: dict[tuple[str, str, str], int], zone: str, tier: str, sku: str, style: str) -> int | None:
    """The most specific price: tier before everybody, SKU before style. A price of zero or less does not exist."""
    for wanted_tier in dict.fromkeys((tier, "")):
        for code in (sku, style):
            minor = prices.get((zone, wanted_tier, code))
            if minor is not None and minor > 0:
                return minor
    return None
