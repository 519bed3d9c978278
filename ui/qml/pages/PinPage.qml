pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

Item {
    id: page

    required property App app
    readonly property PinModel model: app.pin

    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.px(520))
        height: column.implicitHeight + 2 * Theme.wide

        ColumnLayout {
            id: column

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: 2 * Theme.wide
            anchors.rightMargin: 2 * Theme.wide
            spacing: Theme.gap

            Words {
                Layout.fillWidth: true
                objectName: "pin.greeting"
                horizontalAlignment: Text.AlignHCenter
                text: page.model.greeting
                strong: true
                font.pixelSize: Theme.title
            }

            PinDots {
                Layout.alignment: Qt.AlignHCenter
                Layout.preferredHeight: height
                entered: page.model.entered
            }

            Words {
                Layout.fillWidth: true
                objectName: "pin.error"
                horizontalAlignment: Text.AlignHCenter
                text: page.model.error === "" ? qsTrId("ui.pin.hint") : page.model.error
                color: page.model.error === "" ? Theme.ink2 : Theme.reduction
            }

            DigitPad {
                Layout.fillWidth: true
                Layout.preferredHeight: 4 * Theme.px(68) + 3 * Theme.px(12)
                onTyped: key => page.app.typed(key)
                onErased: page.app.erase()
            }

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.px(12)

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "pin.cancel"
                    kind: "outline"
                    label: qsTrId("ui.pin.cancel")
                    onTapped: page.model.cancel()
                }

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "pin.unlock"
                    label: qsTrId("ui.pin.unlock")
                    enabled: page.model.canEnter
                    onTapped: page.model.unlock()
                }
            }
        }
    }
}
