pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// What is agreed to in words, the number as it grows, and the step to the card; the pad beside or below.
Item {
    id: page

    required property App app
    readonly property JoiningModel model: app.joining

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
            width: Math.min(parent.width, Theme.landscape ? Theme.text(1180) : Theme.text(680))
            columns: Theme.landscape ? 2 : 1
            columnSpacing: 2 * Theme.wide
            rowSpacing: Theme.gap

            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.px(600)
                Layout.alignment: Qt.AlignTop
                spacing: Theme.px(12)

                Words {
                    Layout.fillWidth: true
                    objectName: "joining.title"
                    text: page.model.title
                    strong: true
                    font.pixelSize: Theme.big
                }

                Words {
                    Layout.fillWidth: true
                    text: page.model.who
                }

                Repeater {
                    model: page.model.purposes

                    Toggle {
                        required property string key
                        required first
                        required second
                        required chosen

                        Layout.fillWidth: true
                        objectName: "joining.purpose." + key
                        onTapped: page.model.choose(key)
                    }
                }

                Toggle {
                    Layout.fillWidth: true
                    objectName: "joining.rang"
                    visible: page.model.guide && !page.model.byCard
                    first: qsTrId("ui.joining.rang")
                    second: qsTrId("ui.joining.rang_then")
                    chosen: page.model.rang
                    onTapped: page.model.attest()
                }

                Toggle {
                    Layout.fillWidth: true
                    objectName: "joining.slip"
                    visible: page.model.guide && !page.model.byCard
                    first: qsTrId("ui.joining.shown")
                    second: page.model.slipText
                    chosen: page.model.slipWanted
                    onTapped: page.model.wantSlip()
                }

                Words {
                    Layout.fillWidth: true
                    text: page.model.takeBack
                    color: Theme.ink2
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "joining.version"
                    text: page.model.version
                    color: Theme.ink2
                }
            }

            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.px(460)
                Layout.alignment: Qt.AlignTop
                spacing: Theme.px(12)

                Rectangle {
                    Layout.fillWidth: true
                    visible: !page.model.byCard
                    implicitHeight: Theme.big + 2 * Theme.gap
                    radius: Theme.radius
                    color: Theme.card
                    border.width: page.model.tone === "quiet" ? Theme.thin : Theme.thick
                    border.color: page.model.tone === "quiet" ? Theme.border : Theme.tone(page.model.tone)

                    Words {
                        anchors.left: parent.left
                        anchors.right: clear.left
                        anchors.leftMargin: Theme.wide
                        anchors.verticalCenter: parent.verticalCenter
                        objectName: "joining.digits"
                        text: page.model.shown === "" ? qsTrId("ui.joining.placeholder") : page.model.shown
                        color: page.model.shown === "" ? Theme.ink2 : Theme.ink
                        strong: page.model.shown !== ""
                        font.pixelSize: Theme.title
                        wrapMode: Text.NoWrap
                    }

                    Pill {
                        id: clear

                        anchors.right: parent.right
                        anchors.rightMargin: Theme.grid
                        anchors.verticalCenter: parent.verticalCenter
                        objectName: "joining.clear"
                        bare: true
                        visible: page.model.shown !== ""
                        icon: "close"
                        label: qsTrId("ui.phone.clear")
                        onTapped: page.model.clear()
                    }
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "joining.hint"
                    text: page.model.hint
                    strong: page.model.tone !== "quiet"
                    color: Theme.tone(page.model.tone)
                }

                DigitPad {
                    Layout.fillWidth: true
                    visible: !page.model.byCard
                    Layout.preferredHeight: Math.max(implicitHeight, 4 * Theme.px(72) + 3 * Theme.px(12))
                    onTyped: key => page.app.typed(key)
                    onErased: page.app.erase()
                }

                ActionButton {
                    Layout.fillWidth: true
                    objectName: "joining.join"
                    label: page.model.joinLabel
                    enabled: page.model.canJoin
                    onTapped: page.model.join()
                }

                Words {
                    Layout.fillWidth: true
                    visible: !page.model.byCard
                    text: qsTrId("ui.joining.already")
                    color: Theme.ink2
                }
            }
        }
    }
}
