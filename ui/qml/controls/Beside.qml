import QtQuick
import ".."

// Two columns that scroll each by itself while one lies down, one under the other while one stands up.
Item {
    id: beside

    default property alias content: main.data
    property alias side: other.data
    property int sideWidth: Math.round(Theme.px(400) * (Theme.roomy ? 1 : 1.2))
    readonly property bool two: Theme.landscape

    Scroller {
        id: left

        width: beside.two ? parent.width - beside.sideWidth - Theme.wide : parent.width
        height: parent.height
        objectName: "beside.main"
        contentHeight: beside.two ? main.height : main.height + Theme.gap + other.height

        Column {
            id: main

            width: left.width
            spacing: Theme.gap
        }
    }

    Scroller {
        id: right

        anchors.right: parent.right
        width: beside.sideWidth
        height: parent.height
        visible: beside.two
        objectName: "beside.side"
        contentHeight: other.height
    }

    Column {
        id: other

        parent: beside.two ? right.contentItem : left.contentItem
        y: beside.two ? 0 : main.height + Theme.gap
        width: beside.two ? beside.sideWidth : left.width
        spacing: Theme.gap
    }
}
