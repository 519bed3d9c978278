import QtQuick
import ".."

// A question over the page. A tap beside it, or Escape, closes it; Tab stays inside. In low reach it stands at the bottom.
FocusScope {
    id: sheet

    default property alias content: column.data
    property string title: ""
    property string subtitle: ""
    property bool closable: true
    property int span: Theme.px(600)
    readonly property bool traps: true // what has the focus stays inside
    signal closed

    anchors.fill: parent
    z: 10
    onVisibleChanged: {
        if (visible)
            forceActiveFocus(Qt.PopupFocusReason)
    }
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Escape) {
            event.accepted = true
            sheet.closed()
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim

        MouseArea {
            anchors.fill: parent
            onClicked: sheet.closed()
        }
    }

    Panel {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.lowReach ? parent.height - height - Theme.wide : Math.round((parent.height - height) / 2)
        width: Math.min(parent.width - 2 * Theme.wide, Math.round(sheet.span * (Theme.roomy ? 1 : 1.3)))
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
                width: parent.width - (sheet.closable ? Theme.target + Theme.gap : 0)
                spacing: Theme.px(4)

                Words {
                    width: parent.width
                    objectName: "sheet.title"
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
                visible: sheet.closable
                bare: true
                label: qsTrId("ui.sheet.close")
                icon: "close"
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
