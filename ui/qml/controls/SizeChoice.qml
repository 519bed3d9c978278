import QtQuick
import ".."

// A size of letters, shown as what it does to them.
Pressable {
    id: choice

    required property real letters // 1 to 1.5

    implicitHeight: column.implicitHeight + 2 * Theme.px(12)
    Accessible.role: Accessible.RadioButton
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.card
        border.width: choice.chosen ? Theme.thick : Theme.thin
        border.color: choice.chosen ? Theme.ink : Theme.border
    }

    Column {
        id: column

        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.px(4)

        Item {
            width: parent.width
            height: Theme.px(56)

            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: parent.bottom
                text: qsTrId("ui.access.sample")
                strong: true
                font.pixelSize: Theme.px(24 * choice.letters)
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.px(4)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: choice.chosen
                name: "check"
            }

            Words {
                text: choice.label
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
