"""Lists for QML: rows are frozen dataclasses, their fields are the roles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from difflib import SequenceMatcher
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtQml import QmlElement

from ui.qt import Property, QmlUncreatable

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
Index = QModelIndex | QPersistentModelIndex


@QmlElement
@QmlUncreatable("made by view-models")
class Rows(QAbstractListModel):
    """Rows of one dataclass, whose first field is the row's key. What stays of a list stays in its place, so that a
    view neither blinks nor scrolls, and builds only what is new."""

    countChanged = Signal()

    def __init__(self, kind: type[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields = tuple(field.name for field in fields(kind))
        self._rows: list[Any] = []
        self._more: Callable[[], bool] | None = None
        self._fetch: Callable[[], None] | None = None

    @Property(int, notify=countChanged)
    def count(self) -> int:
        return len(self._rows)

    @property
    def rows(self) -> tuple[Any, ...]:
        return tuple(self._rows)

    def page_through(self, more: Callable[[], bool], fetch: Callable[[], None]) -> None:
        """Ask `fetch` for more rows when the view comes to the end and `more` says that there are some."""
        self._more, self._fetch = more, fetch

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows: where most of them are there already only the others come and go, else all of them anew."""
        old, new = [self._key(row) for row in self._rows], [self._key(row) for row in rows]
        if old == new:
            self._update(0, rows)
            return
        matched = SequenceMatcher(None, old, new, autojunk=False)
        if 2 * sum(block.size for block in matched.get_matching_blocks()) > max(len(old), len(new)):
            for _, start, end, first, last in reversed(matched.get_opcodes()):
                self._put(start, end, rows[first:last])
        else:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
        self.countChanged.emit()

    def add(self, rows: Sequence[Any]) -> None:
        """Append rows."""
        if not rows:
            return
        self._insert(len(self._rows), rows)
        self.countChanged.emit()

    def change(self, rows: Mapping[int, Any]) -> None:
        """Let other rows of the same keys stand at these places."""
        for number, row in rows.items():
            self._update(number, [row])

    def write(self, rows: Sequence[Any]) -> None:
        """Show these rows in the items that stand, whoever those were about: quick, for nothing is built. For lists in
        which a finger that is down over the change is let go."""
        had, both = len(self._rows), min(len(self._rows), len(rows))
        self._update(0, rows[:both])
        self._put(both, had, rows[both:])
        if had != len(rows):
            self.countChanged.emit()

    def _put(self, start: int, end: int, rows: Sequence[Any]) -> None:
        """In the place of these rows; what has the same keys is changed, not replaced."""
        if [self._key(row) for row in rows] == [self._key(row) for row in self._rows[start:end]]:
            self._update(start, rows)
            return
        if end > start:
            self.beginRemoveRows(QModelIndex(), start, end - 1)
            del self._rows[start:end]
            self.endRemoveRows()
        self._insert(start, rows)

    def _insert(self, start: int, rows: Sequence[Any]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), start, start + len(rows) - 1)
            self._rows[start:start] = rows
            self.endInsertRows()

    def _update(self, start: int, rows: Sequence[Any]) -> None:
        """Views are told what has changed of a row: each field they ask for anew costs a call from QML."""
        for number, new in enumerate(rows, start):
            old = self._rows[number]
            if old != new:
                self._rows[number] = new
                place = self.index(number)
                self.dataChanged.emit(place, place, self._changed_roles(old, new))

    def _changed_roles(self, old: Any, new: Any) -> list[int]:
        changed = (number for number, name in enumerate(self._fields) if getattr(old, name) != getattr(new, name))
        return [Qt.ItemDataRole.UserRole + number for number in changed]

    def _key(self, row: Any) -> object:
        return getattr(row, self._fields[0])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        field = role - Qt.ItemDataRole.UserRole
        if not index.isValid() or not 0 <= field < len(self._fields):
            return None
        value = getattr(self._rows[index.row()], self._fields[field])
        return list(value) if isinstance(value, tuple) else value  # a list of QML; a tuple is none

    def roleNames(self) -> dict[int, QByteArray]:
        return {
            Qt.ItemDataRole.UserRole + number: QByteArray(name.encode()) for number, name in enumerate(self._fields)
        }

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more is not None and self._more()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent) and self._fetch is not None:
            self._fetch()
