"""Two names of Qt for Python whose stubs say too little: to the type checker a property is what its getter returns."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    T = TypeVar("T")

    class _Read(Generic[T]):
        def __get__(self, instance: object, owner: type | None = None) -> T: ...

    def Property(
        kind: type, *, notify: Any = None, constant: bool = False
    ) -> Callable[[Callable[[Any], T]], _Read[T]]: ...

    def QmlUncreatable(reason: str) -> Callable[[type[T]], type[T]]: ...

else:
    from PySide6.QtCore import Property
    from PySide6.QtQml import QmlUncreatable

__all__ = ["Property", "QmlUncreatable"]
