import QtQuick

// A window on glass: the theme knows its size, and whoever looks for something in it can scroll there.
Window {
    id: pane

    required property bool still // no motion: for pictures, and for those whom it disturbs

    visible: true
    color: Theme.paper

    Binding {
        target: Theme
        property: "shortSide"
        value: Math.min(pane.width, pane.height)
    }

    Binding {
        target: Theme
        property: "longSide"
        value: Math.max(pane.width, pane.height)
    }

    Binding {
        target: Theme
        property: "landscape"
        value: pane.width > pane.height
    }

    // Python says where to (ui/finding.py).
    function scroll(item: Item, x: real, y: real): void {
        const view = item as Flickable
        view.contentX = x
        view.contentY = y
    }
}
