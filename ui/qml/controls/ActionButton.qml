import QtQuick
import ".."

// A full-width action. `kind`: primary (ink), outline, quiet, danger.
Pressable {
    id: button

    property string kind: "primary"
    property string icon: ""
    readonly property color textColor: kind === "primary" ? Theme.nightText : kind === "danger" ? Theme.reduction : Theme.ink

    implicitHeight: Math.max(Theme.action, row.implicitHeight + 2 * Theme.grid)
    implicitWidth: row.implicitWidth + 2 * Theme.wide

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.kind === "primary" ? Theme.ink : button.kind === "quiet" ? Theme.well : Theme.card
        border.width: button.kind === "outline" || button.kind === "danger" ? Theme.thin : 0
        border.color: button.kind === "danger" ? Theme.reduction : Theme.border
    }

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.grid

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: button.icon !== ""
            name: button.icon
            color: button.textColor
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            text: button.label
            color: button.textColor
            strong: true
            font.pixelSize: Theme.lead
            horizontalAlignment: Text.AlignHCenter
            width: Math.min(implicitWidth, button.width > 0 ? button.width - 2 * Theme.gap - (button.icon !== "" ? Theme.icon + Theme.grid : 0) : implicitWidth)
            Accessible.ignored: true
        }
    }
}
