import QtQuick
import ".."

// A round choice over a list. `opens`: a sheet, which the arrow says.
Pressable {
    id: chip

    property string count: ""
    property bool opens: false
    property int widest: Theme.px(600)
    readonly property color fore: chosen ? Theme.nightText : Theme.ink

    implicitWidth: Math.min(Math.max(Theme.action, row.implicitWidth + 2 * Theme.px(20)), widest)
    implicitHeight: Math.max(Theme.target, row.implicitHeight + Theme.gap)
    ringRadius: height / 2
    Accessible.checkable: true
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: chip.chosen ? Theme.ink : Theme.card
        border.width: chip.chosen ? 0 : Theme.thin
        border.color: Theme.border
    }

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.px(6)

        Words {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, chip.widest - 2 * Theme.px(20) - (chip.opens ? arrow.width + row.spacing : 0) - (chip.count === "" ? 0 : count.implicitWidth + row.spacing))
            text: chip.label
            strong: chip.chosen
            color: chip.fore
            elide: Text.ElideRight
            maximumLineCount: 1
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Words {
            id: count

            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: chip.count
            color: chip.chosen ? Theme.nightText2 : Theme.ink2
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Icon {
            id: arrow

            anchors.verticalCenter: parent.verticalCenter
            visible: chip.opens
            name: "down"
            size: Theme.px(20)
            color: chip.fore
        }
    }
}
