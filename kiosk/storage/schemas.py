"""The three kinds of file and the steps that make them; what the steps do stands in `migrations`.

Apart from them, because a kiosk whose files are up to date starts without the library that changes tables.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Schema:
    """A kind of file: the number SQLite keeps in the header to tell kinds apart, and its append-only migrations: the
    name of their set, and of each in order."""

    name: str
    application_id: int
    migration_set: str
    steps: tuple[str, ...]


JOURNAL = Schema(
    "journal",
    0x6B6A6F75,
    "journal",
    (
        "m001_events",
        "m002_own_orders",
        "m003_print_jobs",
        "m004_desk",
        "m005_day",
        "m006_print",
        "m007_people",
        "m008_counting",
        "m009_orders_by_standing",
        "m010_members",
        "m011_credit",
        "m012_base",
        "m013_rights",
    ),
)
SHOP = Schema(
    "shop file",
    0x6B73686F,
    "shop",
    (
        "m001_streams",
        "m002_rows",
        "m003_badges_off",
        "m004_transfers",
        "m005_limits",
        "m006_orders_by_standing",
        "m007_profiles",
        "m008_credit",
        "m009_insight",
        "m010_far_orders",
        "m011_rights",
    ),
)
MEMBERS = Schema("index of members", 0x6B6D656D, "members", ("m001_index",))
CATALOGUE = Schema(
    "catalogue",
    0x6B636174,
    "catalogue",
    (
        "m001_range",
        "m002_variants_and_prices",
        "m003_looks_and_narrowing",
        "m004_longer_beginnings",
        "m005_thumbnails",
    ),
)
