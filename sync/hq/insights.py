"""What is known of members beyond their cards, for the shops that know them: one `insight` row a person, written anew
whenever an order, a wish or a coupon of theirs changes, from what is theirs alone."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, text

from kiosk.domain import codec
from kiosk.domain.facts import OrderFacts
from kiosk.domain.insight import Coupon, gather, only_coupons
from kiosk.domain.member_facts import MemberFacts, together
from kiosk.domain.members import Purpose
from kiosk.domain.order import view
from sync.hq.member_rows import Rows
from sync.hq.members import STREAM, MemberBook, Person
from sync.hq.stores.words import any_of

INSIGHT, COUPON = "insight", "coupon"


def coupon_key(member_id: str, coupon_id: str) -> str:
    """Under which HQ keeps a coupon, in the stream no device reads: those of a member lie together."""
    return f"{member_id}/{coupon_id}"


def known_beyond(conn: Connection) -> frozenset[str]:
    """Members who bought something or have a coupon."""
    buyers = conn.execute(text("SELECT DISTINCT member_id FROM member_order")).scalars()
    keys = conn.execute(_COUPON_KEYS, {"stream": STREAM, "entity": COUPON}).scalars()
    return frozenset(buyers) | {key.partition("/")[0] for key in keys}


def rows_of(conn: Connection, book: MemberBook, person: Person, places: Iterable[str]) -> Rows:
    """The rows of one person in every shop's stream, those that are withdrawn included."""
    rows: Rows = defaultdict(dict)
    told = {f"shop.{shop}" for shop in {person.home_shop, *person.view.shops} if shop}
    if person.withheld or not person.known:
        told = set()
    body = _body(conn, book, person) if told else ""
    streams = [f"shop.{place}" for place in places]
    before = set(conn.execute(_WITH_ROWS, {"streams": streams, "ids": sorted(person.ids)}).scalars())
    for stream in told | before:
        rows[stream, INSIGHT] |= dict.fromkeys(person.ids)
        if stream in told:
            rows[stream, INSIGHT][person.id] = body
    return rows


def _body(conn: Connection, book: MemberBook, person: Person) -> str:
    said = together(person.id, [book.member(found) or MemberFacts(found) for found in person.ids])
    documents = conn.execute(_ORDERS, {"ids": sorted(person.ids)}).scalars()
    orders = [seen for document in documents if (seen := view(codec.load(OrderFacts, document))) is not None]
    coupons = [coupon for found in person.ids for coupon in _coupons(conn, found)]
    insight = gather(person.id, person.view.since_ms, orders, coupons, said)
    agreed = person.view.consent is not None and Purpose.ADVICE in person.view.consent.purposes
    return codec.dump(insight if agreed else only_coupons(insight)).decode()


def _coupons(conn: Connection, member_id: str) -> list[Coupon]:
    first = coupon_key(member_id, "")
    values = {"stream": STREAM, "entity": COUPON, "first": first, "last": f"{member_id}0"}
    return [codec.load(Coupon, body) for body in conn.execute(_COUPONS, values).scalars()]


_WITH_ROWS = text(
    "SELECT DISTINCT stream FROM stream_row WHERE stream IN :streams AND entity = 'insight' AND id IN :ids"
    " AND body IS NOT NULL"
).bindparams(any_of("streams"), any_of("ids"))
_ORDERS = text(
    "SELECT facts FROM order_facts WHERE order_id IN (SELECT order_id FROM member_order WHERE member_id IN :ids)"
).bindparams(any_of("ids"))
_COUPON_KEYS = text("SELECT id FROM stream_row WHERE stream = :stream AND entity = :entity AND body IS NOT NULL")
# "0" follows "/": everything that begins with the member's id and a stroke.
_COUPONS = text(
    "SELECT body FROM stream_row WHERE stream = :stream AND entity = :entity AND id > :first AND id < :last"
    " AND body IS NOT NULL ORDER BY id"
)
