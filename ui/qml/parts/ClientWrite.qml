import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// One field of what is known, written on the glass or on a keyboard.
Item {
    id: write

    required property App app
    readonly property ClienteleModel model: app.clientele

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.px(12)

        Words {
            Layout.fillWidth: true
            objectName: "clientele.writing"
            text: write.model.writing
            strong: true
            font.pixelSize: Theme.big
        }

        Words {
            Layout.fillWidth: true
            text: write.model.hint
            color: Theme.ink2
        }

        Panel {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.max(Theme.px(110), draft.implicitHeight + 2 * Theme.gap)

            Words {
                id: draft

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.gap
                objectName: "clientele.draft"
                text: write.model.draft + "|"
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(12)

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "clientele.drop"
                kind: "quiet"
                label: qsTrId("ui.clientele.drop")
                onTapped: write.model.drop()
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "clientele.keep"
                label: qsTrId("ui.clientele.done")
                onTapped: write.model.keep()
            }
        }
    }

    Keyboard {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: -Theme.wide
        anchors.bottomMargin: -Theme.gap
        hideable: false
        doneLabel: qsTrId("ui.clientele.done")
        onTyped: key => write.app.typed(key)
        onErased: write.app.erase()
        onDone: write.app.submit()
    }
}
