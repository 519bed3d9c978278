pragma ComponentBehavior: Bound
import QtQuick
import ".."

// How many digits of a PIN there are, never which.
Row {
    id: dots

    required property int entered

    height: Theme.px(28)
    spacing: Theme.gap

    Repeater {
        model: Math.max(4, dots.entered)

        Rectangle {
            required property int index

            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(18)
            height: width
            radius: width / 2
            color: index < dots.entered ? Theme.ink : Theme.card
            border.width: Theme.thin
            border.color: Theme.border
        }
    }
}
