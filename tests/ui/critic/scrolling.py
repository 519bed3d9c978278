"""What scrolls: up and down only, and to the end of what is in it."""

from collections.abc import Iterator

from tests.ui.critic.boxes import SLACK
from tests.ui.critic.scene import Fault, Scene, Seen

#: What is turned to by whole columns, with a button for either way.
PAGED = {"style.matrix"}


def sideways(scene: Scene) -> Iterator[Fault]:
    for view in _views(scene):
        wide, room = float(view.item.property("contentWidth")), view.item.width()
        if view.item.objectName() not in PAGED and view.item.property("interactive") and wide > room + SLACK:
            yield Fault("scrolls sideways", f"{view.name}: {wide:.0f} wide in {room:.0f}")


def beyond_the_end(scene: Scene) -> Iterator[Fault]:
    """Texts and targets that no scrolling brings into sight. A list of rows only guesses how long it is."""
    for view in (view for view in _views(scene) if not view.item.inherits("QQuickItemView")):
        content = view.item.property("contentItem")
        low = float(view.item.property("originY") or 0)
        margin = float(view.item.property("bottomMargin") or 0)
        high = max(low + float(view.item.property("contentHeight")) + margin, low + view.item.height())
        for seen in scene.seen:
            if seen.view is not view or not (seen.text.strip() or seen.target):
                continue
            end = seen.ink.bottom if seen.text else seen.box.bottom
            place = end - content.mapToScene(content.boundingRect().topLeft()).y()
            if place > high + SLACK:
                yield Fault("cut", f"{seen.name} lies {place - high:.0f} px behind the end of {view.name}")


def _views(scene: Scene) -> Iterator[Seen]:
    return (seen for seen in scene.seen if seen.scrolls and not seen.sight.empty and not scene.hidden(seen))


RULES = (sideways, beyond_the_end)
