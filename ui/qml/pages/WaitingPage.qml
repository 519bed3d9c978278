import QtQuick
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app

    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.px(640))
        height: column.implicitHeight + 4 * Theme.wide

        Column {
            id: column

            anchors.centerIn: parent
            width: parent.width - 4 * Theme.wide
            spacing: Theme.wide

            Empty {
                width: parent.width
                icon: "sync"
                first: qsTrId("ui.waiting.title")
                second: qsTrId("ui.waiting.text")
            }

            ProgressLine {
                width: parent.width
                value: page.app.waiting.progress
            }

            Words {
                width: parent.width
                objectName: "waiting.text"
                horizontalAlignment: Text.AlignHCenter
                text: page.app.waiting.text
                color: Theme.ink2
            }

            ActionButton {
                width: parent.width
                objectName: "waiting.sync"
                label: qsTrId("ui.sync.now")
                kind: "outline"
                enabled: !page.app.sync.running
                onTapped: page.app.sync.syncNow()
            }
        }
    }
}
