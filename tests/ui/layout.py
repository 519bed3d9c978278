"""What is wrong with a page as it is laid out, by every rule of the critic."""

from PySide6.QtQuick import QQuickWindow

from tests.ui.critic import contrast, scrolling, targets, texts
from tests.ui.critic.scene import Fault, Scene, look_at

RULES = (*texts.RULES, *targets.RULES, *scrolling.RULES, *contrast.RULES)


def faults(window: QQuickWindow) -> list[Fault]:
    """Each fault in words; empty when the page is sound."""
    return faults_of(look_at(window))


def faults_of(scene: Scene) -> list[Fault]:
    return [fault for rule in RULES for fault in rule(scene)]
