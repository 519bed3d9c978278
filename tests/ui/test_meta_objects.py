"""Whose properties QML believes to see.

QML remembers the properties of an object by the address of its meta-object. An object of Qt for Python gets a
meta-object of its own, freed with it, when a signal is connected to a method that is not declared as a Slot; the next
one at that address is then read as the former: every property is undefined."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import getCppPointer

from tests.ui.conftest import Open


def address(thing: QObject) -> int:
    """Where its meta-object lies."""
    return int(getCppPointer(thing.metaObject())[0])


def reached_from(thing: QObject, found: list[QObject]) -> Iterator[QObject]:
    """What QML can come to from an object of ours by its properties."""
    yield thing
    found.append(thing)
    meta = thing.metaObject()
    for number in range(meta.propertyCount()):
        value = getattr(thing, str(meta.property(number).name()), None)
        if isinstance(value, QObject) and value not in found:
            yield from reached_from(value, found)


def test_what_qml_reads_shares_the_meta_object_of_its_class(open_glass: Open) -> None:
    one, other = (list(reached_from(open_glass().window.app, [])) for _ in range(2))
    assert len(one) > 30
    differing = [a for a, b in zip(one, other, strict=True) if address(a) != address(b)]
    assert {type(thing).__name__ for thing in differing} == set()


def test_a_method_that_is_no_slot_is_what_makes_one() -> None:
    class Teller(QObject):
        told = Signal()

    class Listener(QObject):
        @Slot()
        def declared(self) -> None: ...

        def plain(self) -> None: ...

    teller, one, other = Teller(), Listener(), Listener()
    teller.told.connect(one.declared)
    assert address(one) == address(other)
    teller.told.connect(one.plain)
    assert address(one) != address(other)
