import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// Why, the number as it grows, and the step to the order; the pad beside or below.
Item {
    id: page

    required property App app
    readonly property PhoneModel model: app.phone

    // Not pulled down in low reach: number, pad and step stand at the bottom together.
    Flickable {
        anchors.fill: parent
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
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
                    text: qsTrId("ui.phone.title")
                    strong: true
                    font.pixelSize: Theme.big
                }

                Words {
                    Layout.fillWidth: true
                    text: qsTrId("ui.phone.why")
                }

                Rectangle {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.grid
                    implicitHeight: Math.max(Theme.px(88), Theme.big + Theme.wide * 2)
                    radius: Theme.radius
                    color: Theme.card
                    border.width: page.model.tone === "quiet" ? Theme.thin : Theme.thick
                    border.color: page.model.tone === "quiet" ? Theme.border : Theme.tone(page.model.tone)

                    Words {
                        anchors.left: parent.left
                        anchors.right: clear.left
                        anchors.leftMargin: Theme.wide
                        anchors.verticalCenter: parent.verticalCenter
                        objectName: "phone.digits"
                        text: page.model.shown === "" ? qsTrId("ui.phone.placeholder") : page.model.shown
                        color: page.model.shown === "" ? Theme.ink2 : Theme.ink
                        strong: page.model.shown !== ""
                        font.pixelSize: page.model.shown === "" ? Theme.title : Theme.big
                        font.letterSpacing: page.model.shown === "" ? 0 : Theme.px(2)
                        wrapMode: Text.NoWrap
                    }

                    Pill {
                        id: clear

                        anchors.right: parent.right
                        anchors.rightMargin: Theme.px(12)
                        anchors.verticalCenter: parent.verticalCenter
                        objectName: "phone.clear"
                        bare: true
                        visible: page.model.shown !== ""
                        icon: "close"
                        label: qsTrId("ui.phone.clear")
                        onTapped: page.model.clear()
                    }
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "phone.hint"
                    text: page.model.hint
                    strong: page.model.tone !== "quiet"
                    color: Theme.tone(page.model.tone)
                }

                ActionButton {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.grid
                    objectName: "phone.place"
                    label: page.model.placeLabel
                    enabled: page.model.canPlace
                    onTapped: page.model.place()
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "phone.privacy"
                    text: qsTrId("ui.phone.privacy")
                    color: Theme.ink2
                }
            }

            DigitPad {
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.px(440)
                Layout.preferredHeight: Math.max(implicitHeight, 4 * Theme.px(84) + 3 * Theme.px(12))
                onTyped: key => page.app.typed(key)
                onErased: page.app.erase()
            }
        }
    }
}
