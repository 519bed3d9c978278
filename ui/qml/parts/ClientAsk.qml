import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// Whose card, or phone; the pad beside or below.
Flickable {
    id: ask

    required property App app
    readonly property ClienteleModel model: app.clientele

    contentWidth: width
    contentHeight: Math.max(height, grid.implicitHeight + 2 * Theme.gap)
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    GridLayout {
        id: grid

        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.lowReach ? parent.height - height - Theme.gap : Math.round((parent.height - height) / 2)
        width: Math.min(parent.width, Theme.landscape ? Theme.text(1080) : Theme.text(600))
        columns: Theme.landscape ? 2 : 1
        columnSpacing: 2 * Theme.wide
        rowSpacing: Theme.wide

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(520)
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.px(12)

            Words {
                Layout.fillWidth: true
                text: qsTrId("ui.clientele.title")
                strong: true
                font.pixelSize: Theme.big
            }

            Words {
                Layout.fillWidth: true
                text: qsTrId("ui.clientele.how")
            }

            Rectangle {
                Layout.fillWidth: true
                Layout.topMargin: Theme.grid
                implicitHeight: Math.max(Theme.px(88), Theme.big + Theme.wide * 2)
                radius: Theme.radius
                color: Theme.card
                border.width: Theme.thin
                border.color: Theme.border

                Words {
                    anchors.left: parent.left
                    anchors.right: clear.left
                    anchors.leftMargin: Theme.wide
                    anchors.verticalCenter: parent.verticalCenter
                    objectName: "clientele.digits"
                    text: ask.model.digits === "" ? qsTrId("ui.clientele.placeholder") : ask.model.digits
                    color: ask.model.digits === "" ? Theme.ink2 : Theme.ink
                    strong: ask.model.digits !== ""
                    font.pixelSize: ask.model.digits === "" ? Theme.title : Theme.big
                    wrapMode: Text.NoWrap
                }

                Pill {
                    id: clear

                    anchors.right: parent.right
                    anchors.rightMargin: Theme.px(12)
                    anchors.verticalCenter: parent.verticalCenter
                    objectName: "clientele.clear"
                    bare: true
                    visible: ask.model.digits !== ""
                    icon: "close"
                    label: qsTrId("ui.clientele.clear")
                    onTapped: ask.model.clear()
                }
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.topMargin: Theme.grid
                objectName: "clientele.look"
                label: qsTrId("ui.clientele.look")
                enabled: ask.model.canLook
                onTapped: ask.model.look()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "clientele.contacts"
                kind: "outline"
                label: qsTrId("ui.clientele.contacts")
                onTapped: ask.model.openContacts()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "clientele.publicCode"
                visible: ask.model.publicCode.there
                kind: "outline"
                label: qsTrId("ui.public_code.show")
                onTapped: ask.model.publicCode.ask()
            }

            Words {
                Layout.fillWidth: true
                text: qsTrId("ui.clientele.privacy")
                color: Theme.ink2
            }
        }

        DigitPad {
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(440)
            Layout.preferredHeight: Math.max(implicitHeight, 4 * Theme.px(84) + 3 * Theme.px(12))
            onTyped: key => ask.app.typed(key)
            onErased: ask.app.erase()
        }
    }
}
