pragma ComponentBehavior: Bound
import QtQuick
import ".."

// Colourways as dots. Never alone: the words beside them say how many there are.
Row {
    id: dots

    required property list<string> swatches

    spacing: Theme.px(4)

    Repeater {
        model: dots.swatches

        Rectangle {
            required property string modelData

            width: Theme.gap
            height: Theme.gap
            radius: width / 2
            color: modelData
            border.width: Theme.hair
            border.color: Theme.border
            Accessible.ignored: true
        }
    }
}
