import QtQuick
import ".."

// A question over the page. A tap beside it closes it.
Item {
    id: sheet

    default property alias content: column.data
    property string title: ""
    property string subtitle: ""
    signal closed

    anchors.fill: parent
    z: 10

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim

        MouseArea {
            anchors.fill: parent
            onClicked: sheet.closed()
        }
    }

    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.px(600))
        height: Math.min(parent.height - 2 * Theme.wide, column.implicitHeight + heading.implicitHeight + 3 * Theme.wide)
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        MouseArea {
            anchors.fill: parent
        }

        Row {
            id: heading

            anchors.top: parent.top
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.wide
            spacing: Theme.gap

            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - Theme.target - Theme.gap
                spacing: Theme.px(4)

                Words {
                    width: parent.width
                    text: sheet.title
                    strong: true
                    font.pixelSize: Theme.title
                }

                Words {
                    width: parent.width
                    visible: text !== ""
                    text: sheet.subtitle
                    color: Theme.ink2
                }
            }

            Pill {
                objectName: "sheet.close"
                width: Theme.target
                label: ""
                icon: "close"
                Accessible.name: qsTrId("ui.sheet.close")
                onTapped: sheet.closed()
            }
        }

        Flickable {
            anchors.top: heading.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.wide
            contentHeight: column.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            Column {
                id: column

                width: parent.width
                spacing: Theme.px(12)
            }
        }
    }
}
