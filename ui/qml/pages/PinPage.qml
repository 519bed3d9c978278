pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// The PIN of whoever showed a badge; or why that badge opens nothing, and until when.
Item {
    id: page

    required property App app
    readonly property PinModel model: app.pin
    readonly property bool asked: model.state === "asked"
    readonly property int pad: 4 * Theme.px(68) + 3 * Theme.px(12)

    Panel {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.lowReach ? parent.height - height - Theme.gap : Math.round((parent.height - height) / 2)
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

            HiddenDigits {
                Layout.alignment: Qt.AlignHCenter
                Layout.preferredHeight: Theme.px(28)
                visible: page.asked
                count: page.model.entered
            }

            Icon {
                Layout.alignment: Qt.AlignHCenter
                visible: !page.asked
                name: "lock"
                size: Theme.text(44)
                color: Theme.border
            }

            Words {
                Layout.fillWidth: true
                objectName: "pin.error"
                visible: text !== ""
                horizontalAlignment: Text.AlignHCenter
                text: page.model.error
                strong: !page.asked
                color: Theme.reduction
            }

            Words {
                Layout.fillWidth: true
                objectName: "pin.left"
                visible: page.model.state === "locked"
                horizontalAlignment: Text.AlignHCenter
                text: page.model.left
                strong: true
                font.pixelSize: Theme.huge
            }

            ProgressLine {
                Layout.fillWidth: true
                visible: page.model.state === "locked"
                value: page.model.share
                tone: "amber"
            }

            Words {
                Layout.fillWidth: true
                objectName: "pin.hint"
                visible: !page.asked || page.model.error === ""
                horizontalAlignment: Text.AlignHCenter
                text: page.model.hint
                color: Theme.ink2
            }

            DigitPad {
                Layout.fillWidth: true
                Layout.preferredHeight: page.pad
                visible: page.asked
                onTyped: key => page.app.typed(key)
                onErased: page.app.erase()
            }

            RowLayout {
                Layout.fillWidth: true
                Layout.topMargin: page.asked ? 0 : Theme.gap
                spacing: Theme.px(12)

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "pin.cancel"
                    kind: "outline"
                    label: page.asked ? qsTrId("ui.pin.cancel") : qsTrId("ui.pin.back")
                    onTapped: page.model.cancel()
                }

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "pin.unlock"
                    visible: page.asked
                    label: qsTrId("ui.pin.unlock")
                    enabled: page.model.canEnter
                    onTapped: page.model.unlock()
                }
            }
        }
    }
}
