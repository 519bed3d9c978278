pragma ComponentBehavior: Bound
import QtQuick
import ".."

// How many digits of a PIN there are, never which.
Row {
    id: dots

    required property int count
    property int least: 4

    spacing: Theme.gap

    Repeater {
        model: Math.max(dots.least, dots.count)

        Rectangle {
            required property int index

            width: Theme.px(18)
            height: width
            radius: width / 2
            color: index < dots.count ? Theme.ink : Theme.card
            border.width: Theme.thin
            border.color: Theme.border
        }
    }
}
