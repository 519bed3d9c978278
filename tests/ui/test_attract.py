"""What the glass shows when nobody is there, and the ways in."""

import pytest

from kiosk.domain.catalogue import Look, LookPiece
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET, JACKET_M, wide_tablet
from tests.ui.glasses import Shown, empty_tablet


@pytest.fixture
def front(open_glass: Open) -> Shown:
    """Nobody is there; in English, with a look and popular styles."""
    tablet = wide_tablet()
    pieces = tuple(LookPiece(style, "NAVY") for style in (JACKET, "CORD-SHIRT", "STRAIGHT-JEAN"))
    tablet.catalogue._looks = {"OUT": Look("OUT", "周末出游", "Weekend out", "", "", pieces, 1)}
    shown = open_glass(tablet, language="en", attract=True)
    shown.play("wait page attract", "wait object attract.look")
    return shown


def test_a_touch_leads_into_the_range(front: Shown) -> None:
    front.play("click attract.look", "wait page browse", "wait object browse.card.0")


def test_one_touch_opens_the_search_with_its_keyboard(front: Shown) -> None:
    front.play("click attract.search", "wait page browse", "click key.s", "wait text bar.search s")


def test_whoever_begins_to_type_is_searching(front: Shown) -> None:
    front.play("type shirt", "wait page browse", "wait text bar.search shirt")


def test_what_is_shown_is_opened_by_a_touch_on_it(front: Shown) -> None:
    front.play("click attract.show", "wait page look", "click bar.back", "wait page browse")


def test_a_style_that_is_shown_opens_its_page(front: Shown) -> None:
    front.window.app.attract.turn()
    front.play("click attract.show", "wait page style")
    assert front.window.app.style.styleId == front.window.app.attract.slides.rows[1].key


@pytest.mark.parametrize(
    ("code", "page"), [(JACKET_M, "style"), (retailer.LIN_BADGE, "pin"), (retailer.MEMBER_CODE, "me")]
)
def test_every_scan_works_from_it(front: Shown, code: str, page: str) -> None:
    front.play(f"scan {code}", f"wait page {page}")


def test_the_way_back_leads_to_the_range(front: Shown) -> None:
    front.play(f"scan {JACKET_M}", "wait page style", "click bar.back", "wait page browse", "wait gone bar.back")


def test_the_show_turns_and_invites_in_the_other_language(front: Shown) -> None:
    attract = front.window.app.attract
    first, count = attract.invitation, attract.slides.count
    assert count > 3
    front.play(f'expect attract.invitation "{first}"')
    attract.turn()
    assert attract.slide == 1
    assert (attract.invitation, attract.invitationToo) == (attract.invitation, first)
    assert attract.invitation != first
    for _ in range(count - 1):
        attract.turn()
    assert attract.slide == 0


def test_a_look_is_shown_by_its_pieces(front: Shown) -> None:
    row = front.window.app.attract.slides.rows[0]
    assert (row.name, len(row.pictures)) == ("Weekend out", 3)


def test_who_asks_how_to_scan_is_told_and_the_scan_works_at_once(front: Shown) -> None:
    front.play("click attract.scan", 'wait text sheet.title "Scan a tag"', f"scan {JACKET_M}", "wait page style")


def test_order_and_scan_are_explained_and_closed(front: Shown) -> None:
    front.play("click attract.order", "wait object attract.hint.close", "click attract.hint.close")
    front.play("wait gone attract.hint.close", "wait page attract")


def test_who_is_done_leaves_it_for_the_next(front: Shown) -> None:
    front.play(f"scan {JACKET_M}", "click style.add", "click bar.basket", "click basket.confirm", "wait page placed")
    front.play("click placed.done", "wait page attract")


def test_nobody_is_warned_where_nobody_is(front: Shown) -> None:
    front.window.app.access.setText(150)
    front.play("click bar.language", "wait text bar.language EN")
    front.window.app.idle.nobody_there()
    front.play("wait gone idle.stay", "wait text bar.language 中文", "wait page attract")
    assert front.window.app.access.textPercent == 100


def test_an_empty_range_still_invites(open_glass: Open) -> None:
    tablet = wide_tablet()
    tablet.catalogue.__init__(retailer.LOCATIONS, (), (), (), (), retailer.PUBLICATION)  # type: ignore[misc]
    shown = open_glass(tablet, language="en", attract=True)
    shown.play("wait page attract", "click attract.show", "wait page browse")


def test_before_the_first_sync_it_waits(open_glass: Open) -> None:
    open_glass(empty_tablet(), attract=True).play("wait page waiting")
