import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property PhoneModel model: app.phone

    GridLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.landscape ? Theme.px(1040) : Theme.px(560))
        columns: Theme.landscape ? 2 : 1
        columnSpacing: 2 * Theme.wide
        rowSpacing: Theme.wide

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(480)
            Layout.alignment: Qt.AlignTop
            spacing: Theme.gap

            Words {
                Layout.fillWidth: true
                text: qsTrId("ui.phone.title")
                strong: true
                font.pixelSize: Theme.big
            }

            Words {
                Layout.fillWidth: true
                text: qsTrId("ui.phone.why")
                color: Theme.ink2
            }

            Panel {
                Layout.fillWidth: true
                implicitHeight: Theme.px(88)

                Words {
                    objectName: "phone.digits"
                    anchors.centerIn: parent
                    text: page.model.shown === "" ? qsTrId("ui.phone.placeholder") : page.model.shown
                    color: page.model.shown === "" ? Theme.ink2 : Theme.ink
                    strong: page.model.shown !== ""
                    font.pixelSize: page.model.shown === "" ? Theme.title : Theme.big
                    font.letterSpacing: page.model.shown === "" ? 0 : Theme.px(2)
                }
            }

            Words {
                Layout.fillWidth: true
                objectName: "phone.hint"
                text: page.model.hint
                color: page.model.canPlace ? Theme.here : Theme.ink2
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap
                objectName: "phone.place"
                label: page.model.placeLabel
                enabled: page.model.canPlace
                onTapped: page.model.place()
            }
        }

        DigitPad {
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(440)
            Layout.preferredHeight: 4 * Theme.px(84) + 3 * Theme.px(12)
            onTyped: key => page.app.typed(key)
            onErased: page.app.erase()
        }
    }
}
