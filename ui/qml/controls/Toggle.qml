import QtQuick
import QtQuick.Layouts
import ".."

// On or off: what, what it does, and how it stands in a word.
Pressable {
    id: toggle

    property string first: ""
    property string second: ""

    label: second === "" ? first : first + ", " + second
    implicitHeight: Math.max(Theme.px(68), row.implicitHeight + 2 * Theme.px(10))
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.card
        border.width: toggle.chosen ? Theme.thick : Theme.thin
        border.color: toggle.chosen ? Theme.ink : Theme.border
    }

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        spacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Words {
                Layout.fillWidth: true
                text: toggle.first
                strong: true
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                visible: text !== ""
                text: toggle.second
                color: Theme.ink2
                Accessible.ignored: true
            }
        }

        Words {
            text: toggle.chosen ? qsTrId("ui.access.on") : qsTrId("ui.access.off")
            color: Theme.ink2
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Rectangle {
            implicitWidth: Theme.px(56)
            implicitHeight: Theme.px(32)
            radius: height / 2
            color: toggle.chosen ? Theme.ink : Theme.border

            Rectangle {
                x: toggle.chosen ? parent.width - width - Theme.px(4) : Theme.px(4)
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(24)
                height: width
                radius: width / 2
                color: Theme.card

                Behavior on x {
                    NumberAnimation {
                        duration: Theme.quick
                        easing.type: Easing.OutQuad
                    }
                }
            }
        }
    }
}
