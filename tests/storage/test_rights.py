"""Rights to scarce goods on a tablet's files: HQ's rows, less what the journal says."""

from pathlib import Path

from kiosk.domain import codec
from kiosk.domain.rights import ReturnedRight, RightsGranted, RightsReturned, SpentRight
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import SHIRT, Stream, append, line, new_tablet, placed


def _stream() -> Stream:
    return Stream("device.ja-02")


def _put(stream: Stream, right_id: str, pieces: int = 2, *, epoch: int = 1, recalled: bool = False) -> None:
    granted = RightsGranted(right_id, "ja-02", epoch, SHIRT if pieces else "", "JA", pieces, 0)
    stream.put("right", right_id, {**codec.to_json(granted), "recalled": int(recalled)})


def _left(tablet: TabletStorage) -> int:
    return tablet.reader.rights_left((SHIRT,))[SHIRT]


def _sell(tablet: TabletStorage, order_id: str, *spent: SpentRight) -> None:
    body = placed(order_id, f"JA-02-A-{order_id}", line(quantity=sum(item.pieces for item in spent)))
    append(tablet, codec.from_json(type(body), {**codec.to_json(body), "rights": codec.to_json(spent)}))


def test_what_was_sold_by_a_right_is_left_no_more_after_a_restart_too(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = _stream()
    _put(stream, "a", 2)
    _put(stream, "b", 1)
    stream.pull(tablet.shop)
    assert _left(tablet) == 3
    _sell(tablet, "o1", SpentRight("1", "a", 2))
    assert _left(tablet) == 1
    assert [right.right_id for right in tablet.journal.run(lambda tx: tx.rights(SHIRT))] == ["b"]
    tablet.close()
    again = TabletStorage.open(tmp_path / "tablet")
    assert _left(again) == 1
    again.close()


def test_a_right_that_is_asked_back_is_spent_no_more_and_answered_once(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = _stream()
    _put(stream, "a", 2)
    stream.pull(tablet.shop)
    _sell(tablet, "o1", SpentRight("1", "a", 1))
    _put(stream, "a", 2, recalled=True)
    _put(stream, "question", 0, epoch=0, recalled=True)
    stream.pull(tablet.shop)
    assert (_left(tablet), tablet.reader.rights_asked_back()) == (0, True)
    asked = tablet.journal.run(lambda tx: tx.rights_asked_back())
    assert [(right.right_id, right.spent) for right in asked] == [("a", 1), ("question", 0)]
    append(tablet, RightsReturned((ReturnedRight("a", 1), ReturnedRight("question", 0))))
    assert not tablet.reader.rights_asked_back()
    tablet.close()


def test_a_right_that_head_office_withdrew_is_gone_with_its_row(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = _stream()
    _put(stream, "a", 2)
    stream.pull(tablet.shop)
    stream.remove("right", "a")
    stream.pull(tablet.shop)
    assert _left(tablet) == 0
    tablet.close()


def test_a_new_epoch_has_none_of_the_rights_before(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = _stream()
    _put(stream, "a", 2)
    _put(stream, "b", 1, epoch=2)
    stream.pull(tablet.shop)
    assert _left(tablet) == 2
    tablet.journal.start_epoch("restored")
    assert _left(tablet) == 1
    assert [right.right_id for right in tablet.journal.run(lambda tx: tx.rights(SHIRT))] == ["b"]
    tablet.close()
