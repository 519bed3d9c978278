"""What online orders refer to, as HQ has it: articles, places, members; and the OrderPlaced that follows from both."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import text

from kiosk.domain import codec, codes
from kiosk.domain.catalogue import Location, LocationKind, Style, Variant
from kiosk.domain.credit import ONLINE as SELLER
from kiosk.domain.events import MAX_BODY_BYTES, Fulfilment, OrderLine, OrderPlaced
from kiosk.domain.order import ONLINE
from kiosk.domain.promises import promise
from sync.hq.database import HqRead
from sync.hq.importers.fields import BadRow
from sync.hq.importers.online.rows import Draft, DraftLine
from sync.hq.member_key import code_hash
from sync.hq.member_rows import record_under
from sync.hq.members import MemberBook, Person
from sync.hq.publishing import CATALOGUE, has_tablets
from sync.hq.stores.words import any_of
from sync.hq.streams import in_batches

ENGINE = "online-1"  # the web shop's own prices
_PAY_LIMIT_MS = 7 * 24 * 60 * 60 * 1000  # the web shop cancels; this is what a shop's list of unpaid orders says
_ASKED = 500
_NO_CONTACT = "0" * 64


@dataclass(frozen=True, slots=True)
class OnlineWorld:
    """Read once an import, and only as much as its files name. `members`: id or code → whoever has it."""

    locations: dict[str, Location]
    variants: dict[str, Variant]
    styles: dict[str, Style]
    members: dict[str, Person]

    def check(self, draft: Draft) -> None:
        """Raises BadRow when the order as a whole cannot be taken."""
        if draft.kind is Fulfilment.PICK_UP and not has_tablets(self.locations.get(draft.shop)):
            raise BadRow(f"shop {draft.shop[:40]!r} is no shop, dealer's shop or counter of ours")
        if draft.member and draft.member not in self.members:
            raise BadRow("member is not known: neither an id nor a code of members.csv, nor who joined in a shop")
        if not draft.total_minor:
            raise BadRow(f"total: order {draft.number} costs nothing")
        self.source(draft)

    def check_line(self, line: DraftLine) -> None:
        variant = self.variants.get(line.sku)
        if variant is None or variant.style not in self.styles:
            raise BadRow(f"sku {line.sku[:60]!r} is not known")

    def check_size(self, draft: Draft) -> None:
        """Raises BadRow when the order, of which all lines are good, is more than one event holds."""
        if len(codec.dump(self.placed(draft, "", draft.placed_ms, _NO_CONTACT))) > MAX_BODY_BYTES:
            raise BadRow(f"order {draft.number} has more lines than one event holds")

    def member(self, draft: Draft) -> str | None:
        """The id of the order's member; None where there is none, or one of whom nobody may be told."""
        person = self.members.get(draft.member)
        return person.id if person and not person.withheld else None

    def phone(self, draft: Draft) -> str:
        """Whom to call about the order; nobody where its member was erased: late rows bring nothing of theirs back."""
        person = self.members.get(draft.member)
        return "" if person and person.view.erased else draft.phone

    def source(self, draft: Draft) -> Location:
        """Where the goods are asked for first: where they are picked up, else a warehouse, else who sends parcels. HQ
        decides."""
        if draft.kind is Fulfilment.PICK_UP:
            return self.locations[draft.shop]
        ships = [place for place in self.locations.values() if place.kind is LocationKind.WAREHOUSE]
        ships = ships or [place for place in self.locations.values() if place.parcels_a_day > 0]
        if not ships:
            raise BadRow("fulfilment deliver: no place of locations.csv sends parcels")
        return min(ships, key=lambda place: place.id)

    def placed(self, draft: Draft, order_id: str, now_ms: int, contact: str | None) -> OrderPlaced:
        """The fact. When the goods come follows from when HQ hears of the order."""
        code = codes.pick_up_code(f"{secrets.randbelow(10**7):07d}")
        return OrderPlaced(
            order_id=order_id,
            number=draft.number,
            shop=ONLINE,
            lines=tuple(self._line(draft, line, now_ms) for line in draft.lines),
            total_minor=draft.total_minor,
            currency=draft.currency,
            publication="",
            engine=ENGINE,
            lapses_ms=draft.placed_ms + _PAY_LIMIT_MS,
            pick_up_codes={draft.shop: code} if draft.shop else {},
            member=self.member(draft),
            contact=contact,
        )

    def _line(self, draft: Draft, line: DraftLine, now_ms: int) -> OrderLine:
        source, variant = self.source(draft), self.variants[line.sku]
        style = self.styles[variant.style]
        return OrderLine(
            line_id=line.line_id,
            sku=line.sku,
            style=variant.style,
            quantity=line.quantity,
            unit_price_minor=line.unit_price_minor,
            total_minor=line.total_minor,
            fulfilment=draft.kind,
            promise=promise(draft.kind, source, None, now_ms),
            sold_by=SELLER,
            collected_by=SELLER,
            stock_owner=source.party,
            fulfilled_by=source.party,
            name_zh=style.name_zh,
            name_en=style.name_en,
            colour_zh=variant.colour_zh,
            colour_en=variant.colour_en,
            size=variant.size,
        )


def read_world(read: HqRead, drafts: Collection[Draft]) -> OnlineWorld:
    skus = {line.sku for draft in drafts for line in draft.lines}
    variants = {sku: codec.load(Variant, body) for sku, body in _bodies(read, "variant", skus).items()}
    wanted = {variant.style for variant in variants.values()}
    styles = {style: codec.load(Style, body) for style, body in _bodies(read, "style", wanted).items()}
    return OnlineWorld(read.locations(), variants, styles, _members(read, {draft.member for draft in drafts} - {""}))


def _bodies(read: HqRead, entity: str, ids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for batch in in_batches(sorted(ids), _ASKED):
        rows = read.conn.execute(_ROWS, {"stream": CATALOGUE, "entity": entity, "ids": batch})
        found.update((row.id, row.body) for row in rows)
    return found


def _members(read: HqRead, named: set[str]) -> dict[str, Person]:
    book = MemberBook(read.conn)
    found = {name: book.person(_member_id(read, book, name)) for name in sorted(named)}
    return {name: person for name, person in found.items() if person.known}


def _member_id(read: HqRead, book: MemberBook, name: str) -> str:
    if codes.recognise(name).kind is not codes.CodeKind.MEMBER:
        return name
    return book.with_code(name) or record_under(read.conn, code_hash(read.conn, name))


_ROWS = text(
    "SELECT id, body FROM stream_row WHERE stream = :stream AND entity = :entity AND body IS NOT NULL AND id IN :ids"
).bindparams(any_of("ids"))
