"""Rectangles on glass, in pixels of the window."""

from typing import NamedTuple

from PySide6.QtCore import QRectF

SLACK = 1.5  # pixels: glyphs are hinted, boxes are rounded


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return max(0.0, self.right - self.left)

    @property
    def height(self) -> float:
        return max(0.0, self.bottom - self.top)

    @property
    def empty(self) -> bool:
        return self.right - self.left < 0.5 or self.bottom - self.top < 0.5

    def meet(self, other: "Box") -> "Box":
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def holds(self, other: "Box", slack: float = SLACK) -> bool:
        return self.holds_sideways(other, slack) and (
            self.top - slack <= other.top and other.bottom <= self.bottom + slack
        )

    def holds_sideways(self, other: "Box", slack: float = SLACK) -> bool:
        return self.left - slack <= other.left and other.right <= self.right + slack

    def overlaps(self, other: "Box", slack: float = SLACK) -> bool:
        """Whether they share more than a seam."""
        shared = self.meet(other)
        return shared.right - shared.left > slack and shared.bottom - shared.top > slack

    def apart(self, other: "Box") -> float:
        """Pixels between them, the larger of across and down; 0 when they touch, negative when they overlap."""
        across = max(other.left - self.right, self.left - other.right)
        down = max(other.top - self.bottom, self.top - other.bottom)
        return max(across, down)

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def __str__(self) -> str:
        return f"{self.width:.0f}x{self.height:.0f}+{self.left:.0f}+{self.top:.0f}"


def box_of(rect: QRectF) -> Box:
    return Box(rect.left(), rect.top(), rect.right(), rect.bottom())
