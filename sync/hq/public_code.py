"""Head office's page behind a guide's public code: whoever has a member's card makes that guide the member's.

Who asks is told nothing of the card: of one that is nobody's, of one whose owner never agreed, took consent back or was
erased, the answer is that of a card that is somebody's, and the same is looked up.
"""

from dataclasses import dataclass

from kiosk.domain import clock
from kiosk.domain.binding import (
    DAY_MS,
    BoundHow,
    GuideBound,
    MemberBindings,
    Told,
    bound_at,
    merge_bindings,
)
from kiosk.domain.catalogue import Location
from kiosk.domain.staff import StaffMember
from sync.hq.database import HqDatabase, HqRead, HqTx
from sync.hq.importers.credit import known_rules
from sync.hq.member_key import code_hash
from sync.hq.member_rows import record_under
from sync.hq.people import with_public_code
from sync.hq.publishing import has_tablets

ACTOR = "shopper"


@dataclass(frozen=True, slots=True)
class PublicGuide:
    """What everybody may know of a guide: how they are called, and where they work."""

    name: str
    shop: Location


class GuideDesk:
    """Any thread may ask."""

    def __init__(self, database: HqDatabase) -> None:
        self._database = database

    def look(self, public_code: str) -> PublicGuide | None:
        """Whose code it is; None when it is nobody's who works here now."""
        with self._database.read() as read:
            found = _guide(read, public_code)
        return found[1] if found else None

    def bind(self, public_code: str, card: str) -> PublicGuide | None:
        """The member with this card and the guide found each other; the guide, or None as in `look`.

        Whether there is such a member cannot be told from what comes back."""
        with self._database.write() as tx:
            found = _guide(tx, public_code)
            if found is None:
                return None
            staff, guide = found
            person = tx.store.book.person(record_under(tx.conn, code_hash(tx.conn, card)) or card)
            said = _says_nothing_new(tx, person.id, staff.id)
            if person.view.consent is not None and not person.view.erased and not said:
                tx.append(GuideBound(person.id, staff.id, staff.shop, BoundHow.CODE), ACTOR)
            return guide


def _guide(read: HqRead, public_code: str) -> tuple[StaffMember, PublicGuide] | None:
    places = read.locations()
    shops = (place.id for place in places.values() if has_tablets(place))
    staff = with_public_code(read.conn, public_code, shops)
    place = places.get(staff.shop) if staff else None
    return (staff, PublicGuide(staff.name, place)) if staff and place else None


def _says_nothing_new(tx: HqTx, member_id: str, guide: str) -> bool:
    """Whether it was said within a day that these two found each other, and saying it again changes nobody's guide."""
    known = tx.store.bindings_of_person(member_id)
    if known is None:
        return False
    again = Told(clock.tick(0, tx.now_ms), "", guide)
    lately = [told for told in known.told if told.guide == guide and not told.from_guide]
    if not any(told.at_ms > tx.now_ms - DAY_MS for told in lately):
        return False
    with_it = merge_bindings(known, MemberBindings(known.member_id, (again,)))
    return _guide_of(tx, known) == _guide_of(tx, with_it)


def _guide_of(tx: HqTx, known: MemberBindings) -> str:
    bound = bound_at(known, tx.now_ms, known_rules(tx).windows)
    return bound.guide if bound else ""
