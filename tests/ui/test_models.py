"""Lists for QML."""

from dataclasses import dataclass
from random import Random

import pytest
from PySide6.QtCore import QModelIndex, Qt

from ui.models import Rows


@dataclass(frozen=True)
class Row:
    key: str
    name: str


@pytest.fixture
def rows(qapp: object) -> Rows:
    model = Rows(Row)
    model.show([Row("a", "Anna"), Row("b", "Ben")])
    return model


def test_fields_are_roles(rows: Rows) -> None:
    names = {bytes(name.data()): role for role, name in rows.roleNames().items()}
    assert rows.data(rows.index(1), names[b"name"]) == "Ben"
    assert rows.count == rows.rowCount() == 2


def test_what_is_not_there_has_no_data(rows: Rows) -> None:
    assert rows.data(QModelIndex(), Qt.ItemDataRole.UserRole) is None
    assert rows.data(rows.index(0), Qt.ItemDataRole.DisplayRole) is None


def test_rows_with_the_same_keys_are_changed_in_place(rows: Rows) -> None:
    changed, reset = list[int](), list[bool]()
    rows.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    rows.modelReset.connect(lambda: reset.append(True))
    rows.show([Row("a", "Anna"), Row("b", "Berta")])
    assert (changed, reset) == ([1], [])


def test_other_keys_make_a_new_list(rows: Rows) -> None:
    reset = list[bool]()
    rows.modelReset.connect(lambda: reset.append(True))
    rows.show([Row("b", "Ben")])
    assert reset == [True]
    assert rows.rows == (Row("b", "Ben"),)


def test_where_most_rows_stay_only_the_others_come_and_go(qapp: object) -> None:
    model = Rows(Row)
    model.show([Row(key, key) for key in "abcdefgh"])
    told = list[object]()
    model.modelReset.connect(lambda: told.append("reset"))
    model.rowsInserted.connect(lambda _parent, first, last: told.append(("in", first, last)))
    model.rowsRemoved.connect(lambda _parent, first, last: told.append(("out", first, last)))
    model.dataChanged.connect(lambda first, _last: told.append(("changed", first.row())))
    wanted = [Row("a", "a"), Row("x", "x"), Row("c", "C"), Row("e", "e"), Row("f", "f"), Row("g", "g"), Row("h", "h")]
    model.show(wanted)
    assert list(model.rows) == wanted
    assert sorted(map(str, told)) == sorted(map(str, [("out", 3, 3), ("changed", 2), ("out", 1, 1), ("in", 1, 1)]))


@pytest.mark.parametrize("seed", range(200))
def test_a_view_that_follows_what_comes_and_goes_has_the_same_rows(qapp: object, seed: int) -> None:
    random = Random(seed)
    model, view = Rows(Row), list[Row]()

    def insert(_parent: object, first: int, last: int) -> None:
        view[first:first] = model.rows[first : last + 1]

    def change(first: QModelIndex, _last: object) -> None:
        view[first.row()] = model.rows[first.row()]

    model.modelReset.connect(lambda: view.__setitem__(slice(None), model.rows))
    model.rowsInserted.connect(insert)
    model.rowsRemoved.connect(lambda _parent, first, last: view.__delitem__(slice(first, last + 1)))
    model.dataChanged.connect(change)
    for _ in range(20):
        keys = random.sample("abcdefghijklmnop", random.randint(0, 16))
        wanted = [Row(key, random.choice("xy")) for key in sorted(keys, reverse=random.random() < 0.2)]
        model.show(wanted)
        assert view == list(model.rows) == wanted


def test_rows_that_change_are_told_with_what_changed_and_nothing_else(rows: Rows) -> None:
    told = list[tuple[int, list[bytes]]]()
    names = rows.roleNames()
    rows.dataChanged.connect(
        lambda at, _last, roles: told.append((at.row(), [bytes(names[role].data()) for role in roles]))
    )
    rows.change({1: Row("b", "Berta")})
    assert rows.rows == (Row("a", "Anna"), Row("b", "Berta"))
    assert told == [(1, [b"name"])]


def test_what_is_written_goes_into_the_rows_that_stand(qapp: object) -> None:
    model = Rows(Row)
    model.show([Row("a", "Anna"), Row("b", "Ben"), Row("c", "Cem")])
    told = list[str]()
    model.modelReset.connect(lambda: told.append("reset"))
    model.rowsInserted.connect(lambda _parent, first, last: told.append(f"in {first} {last}"))
    model.rowsRemoved.connect(lambda _parent, first, last: told.append(f"out {first} {last}"))
    model.dataChanged.connect(lambda at, _last: told.append(f"changed {at.row()}"))
    for wanted in ([Row("x", "Anna")], [Row("y", "Yi"), Row("z", "Zoe")], []):
        model.write(wanted)
        assert list(model.rows) == wanted
    assert told == ["changed 0", "out 1 2", "changed 0", "in 1 1", "out 0 1"]


def test_added_rows_do_not_disturb_those_above(rows: Rows) -> None:
    inserted = list[tuple[int, int]]()
    rows.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    rows.add([Row("c", "Cem")])
    rows.add([])
    assert inserted == [(2, 2)]


def test_a_view_at_its_end_asks_for_more_while_there_is_more(rows: Rows) -> None:
    left = [True, False]
    fetched = list[int]()
    rows.page_through(lambda: left[len(fetched)], lambda: fetched.append(1))
    assert rows.canFetchMore(QModelIndex())
    rows.fetchMore(QModelIndex())
    rows.fetchMore(QModelIndex())
    assert fetched == [1]
