"""What Qt knows of a view-model must be its class's, never the instance's own.

A method that is connected without being a Slot gets the instance a description of its own. QML keeps what it learnt
from a description by its address, longer than the window lives; the next window's may come to lie there, and then a
page finds another page's properties: "undefined", "not a function".
"""

from PySide6.QtCore import QObject
from shiboken6 import getCppPointer

from tests.ui.conftest import Open
from tests.ui.glasses import Shown
from ui.viewmodels.base import PageModel


def descriptions(shown: Shown) -> dict[str, int]:
    models = {type(model).__name__: model for model in shown.window.stage.findChildren(QObject)}
    return {
        name: getCppPointer(model.metaObject())[0] for name, model in models.items() if isinstance(model, PageModel)
    }


def test_the_view_models_of_two_windows_are_described_by_their_classes(open_glass: Open) -> None:
    one, other = open_glass(), open_glass()
    one.play("wait page browse")
    other.play("wait page browse")
    assert len(descriptions(one)) > 15
    assert descriptions(one) == descriptions(other)
