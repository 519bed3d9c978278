pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property HandedModel model: app.handed

    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.px(760))
        height: Math.min(parent.height - 2 * Theme.gap, column.implicitHeight + 2 * Theme.px(32))

        ColumnLayout {
            id: column

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: Theme.px(32)
            anchors.rightMargin: Theme.px(32)
            spacing: Theme.gap

            Rectangle {
                Layout.alignment: Qt.AlignHCenter
                implicitWidth: Theme.px(84)
                implicitHeight: Theme.px(84)
                radius: width / 2
                color: page.model.again ? Theme.amberWell : Theme.hereWell

                Icon {
                    anchors.centerIn: parent
                    name: page.model.again ? "hand" : "check"
                    color: page.model.again ? Theme.amber : Theme.here
                    size: Theme.px(44)
                }
            }

            Words {
                Layout.fillWidth: true
                objectName: "handed.title"
                horizontalAlignment: Text.AlignHCenter
                text: page.model.title
                strong: true
                font.pixelSize: Theme.big
            }

            Words {
                Layout.fillWidth: true
                objectName: "handed.detail"
                horizontalAlignment: Text.AlignHCenter
                text: page.model.detail
                font.pixelSize: Theme.lead
            }

            List {
                Layout.fillWidth: true
                Layout.preferredHeight: Math.min(contentHeight, Theme.px(360))
                visible: count > 0
                model: page.model.lines

                delegate: OrderLine {
                    width: ListView.view.width
                    owner: "handed"
                }
            }

            Words {
                Layout.fillWidth: true
                visible: text !== ""
                horizontalAlignment: Text.AlignHCenter
                text: page.model.rest
                color: Theme.ink2
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "handed.done"
                label: qsTrId("ui.handed.done")
                onTapped: page.model.done()
            }
        }
    }
}
