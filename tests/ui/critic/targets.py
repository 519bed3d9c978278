"""What can be tapped: large enough, far enough from each other, in reach, named, reached by keys."""

from collections.abc import Iterator
from itertools import combinations, product

from tests.ui.critic.boxes import SLACK
from tests.ui.critic.scene import Fault, Scene, Seen, spoken_name

SMALLEST_TARGET, APART = 56, 8


def small(scene: Scene) -> Iterator[Fault]:
    least = scene.px(SMALLEST_TARGET) - 0.5
    for target in scene.targets:
        if target.box.width < least or target.box.height < least:
            yield Fault("small target", f"{target.box.width:.0f} x {target.box.height:.0f}: {target.name}")


def too_near(scene: Scene) -> Iterator[Fault]:
    """Two targets may touch only as parts of one control, or as rows of one list."""
    least = scene.px(APART) - 0.5
    for one, other in combinations(scene.targets, 2):
        if one.within(other) or other.within(one) or one.overlay is not other.overlay:
            continue
        apart = one.sight.apart(other.sight)
        if apart < -SLACK:
            yield Fault("overlap", f"targets {one.name} {one.sight} and {other.name} {other.sight}")
        elif apart < least and not (abs(apart) <= 0.5 and _one_control(one, other)):
            yield Fault("too near", f"{apart:.1f} px between {one.name} and {other.name}")


def _one_control(one: Seen, other: Seen) -> bool:
    """Whether the nearest thing that holds both is a list, or a control that draws one outline around them."""
    shared = next(around for around in one.above() if other.within(around))
    around = next((seen for seen in (shared, *shared.above()) if seen.scrolls or seen.plate), None)
    return around is not None and (around.scrolls or around.box.height <= one.box.height + 2)


def nested_outside(scene: Scene) -> Iterator[Fault]:
    """A target inside another, such as the cross in a field, stays inside."""
    for target in scene.targets:
        outer = next((around for around in target.above() if around.target), None)
        if outer is not None and not outer.box.holds(target.box):
            yield Fault("overlap", f"{target.name} sticks out of {outer.name}")


def under_text(scene: Scene) -> Iterator[Fault]:
    """Another thing's words on a target."""
    for text, target in product(scene.texts, scene.targets):
        if text.within(target) or (text.overlay is not None and text.overlay is not target.overlay):
            continue
        if text.overlay is not target.overlay:
            continue
        shared = text.ink.meet(text.sight).meet(target.sight)
        if shared.width > 2 * SLACK and shared.height > 2 * SLACK:
            yield Fault("overlap", f"{text.text!r} lies on target {target.name}")


def out_of_reach(scene: Scene) -> Iterator[Fault]:
    for target in scene.targets:
        if not scene.whole.holds_sideways(target.box):
            yield Fault("off-screen", f"{target.name} {target.box}, sideways")
        elif target.view is None and not scene.whole.holds(target.box):
            yield Fault("off-screen", f"{target.name} {target.box}")


def nameless(scene: Scene) -> Iterator[Fault]:
    for target in scene.targets:
        if not spoken_name(target.item).strip(" ,"):
            yield Fault("no spoken name", f"{target.name} {target.box}")


def keyless(scene: Scene) -> Iterator[Fault]:
    for target in scene.targets:
        if not target.item.activeFocusOnTab():
            yield Fault("not reached by Tab", target.name)


RULES = (small, too_near, nested_outside, under_text, out_of_reach, nameless, keyless)
