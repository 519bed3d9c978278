pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// Head office and what hangs on this tablet: how each is, in words, and since when.
Panel {
    id: panel

    required property SyncModel model

    implicitHeight: column.implicitHeight + 2 * Theme.px(22)

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.px(22)
        anchors.rightMargin: Theme.px(22)
        spacing: 0

        Words {
            Layout.bottomMargin: Theme.grid
            text: qsTrId("ui.watch.devices")
            strong: true
            font.pixelSize: Theme.lead
        }

        FactRow {
            Layout.fillWidth: true
            objectName: "sync.connection"
            first: qsTrId("ui.sync.hq")
            second: panel.model.connection
            tone: panel.model.connectionTone
        }

        Repeater {
            model: panel.model.watch.devices

            FactRow {
                required property string key
                required property string name
                required property string how
                required tone

                Layout.fillWidth: true
                objectName: "sync.device." + key
                first: name
                second: how
            }
        }

        ActionButton {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            objectName: "sync.health"
            kind: "outline"
            label: qsTrId("ui.watch.tablet")
            onTapped: panel.model.openHealth()
        }
    }
}
