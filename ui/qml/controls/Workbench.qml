import QtQuick
import QtQuick.Layouts
import ".."

// Where somebody works, and beside it what they may want to see: to the right, or below while the glass stands up.
Item {
    id: bench

    default property alias content: main.data
    property alias side: other.data
    property bool sided: true
    readonly property bool low: !Theme.landscape

    ColumnLayout {
        id: main

        anchors.left: parent.left
        anchors.top: parent.top
        width: !bench.sided || bench.low ? parent.width : parent.width - beside.width - Theme.gap
        height: bench.sided && bench.low ? parent.height - beside.height - Theme.gap : parent.height
        spacing: Theme.px(12)
    }

    Scroller {
        id: beside

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: bench.sided
        pullable: false
        objectName: "bench.side"
        width: bench.low ? parent.width : Math.round(Theme.px(380) * (Theme.roomy ? 1 : 1.15))
        height: bench.low ? Math.min(other.implicitHeight, Math.round(parent.height * 0.3)) : parent.height
        contentHeight: other.implicitHeight

        Column {
            id: other

            width: beside.width
            spacing: Theme.px(12)
        }
    }
}
