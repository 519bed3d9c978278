import QtQuick
import QtQuick.Layouts
import ".."
import "../controls"

// What the shopper does on the own phone: the code, and what it is for.
Panel {
    id: panel

    required property string source
    required property string title
    property string owner: "ownPhone"

    implicitHeight: row.implicitHeight + 2 * Theme.px(18)

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.px(20)
        spacing: Theme.px(20)

        QrCode {
            Layout.preferredWidth: implicitWidth
            Layout.preferredHeight: implicitHeight
            Layout.alignment: Qt.AlignTop
            objectName: panel.owner + ".code"
            source: panel.source
            description: panel.title
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.grid

            Words {
                Layout.fillWidth: true
                objectName: panel.owner + ".title"
                text: panel.title
                strong: true
                font.pixelSize: Theme.lead
            }

            Words {
                Layout.fillWidth: true
                text: qsTrId("ui.own_phone.how")
                color: Theme.ink2
            }
        }
    }
}
