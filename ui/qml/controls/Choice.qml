import QtQuick
import QtQuick.Layouts
import ".."

// One of several: a bold line, a quiet line, and a tick when chosen.
Pressable {
    id: choice

    property string first: ""
    property string second: ""
    property string third: ""
    property string tone: "plain"
    property bool opens: false // others to choose from

    label: (second === "" ? first : first + ", " + second) + (third === "" ? "" : ", " + third)
    implicitHeight: Math.max(Theme.px(68), row.implicitHeight + 2 * Theme.px(10))
    Accessible.role: Accessible.RadioButton
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.card
        border.width: choice.chosen ? Theme.thick : Theme.thin
        border.color: choice.chosen ? Theme.ink : Theme.border
    }

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        spacing: Theme.grid

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Words {
                Layout.fillWidth: true
                text: choice.first
                strong: true
                color: Theme.tone(choice.tone)
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                visible: text !== ""
                text: choice.second
                color: Theme.ink2
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                visible: text !== ""
                text: choice.third
                color: Theme.ink2
                Accessible.ignored: true
            }
        }

        Icon {
            visible: choice.chosen || choice.opens
            name: choice.opens ? "down" : "check"
        }
    }
}
