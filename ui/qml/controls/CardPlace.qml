import QtQuick
import ".."

// Where a card will be: what is still to come has its place already.
Panel {
    id: place

    property int pictureHeight: Theme.px(240)

    radius: Theme.radius
    Accessible.ignored: true

    Rectangle {
        x: Theme.hair
        y: Theme.hair
        width: parent.width - 2 * x
        height: place.pictureHeight
        radius: Theme.radius
        color: Theme.well
    }

    Column {
        x: Theme.px(14)
        y: place.pictureHeight + Theme.gap
        width: parent.width - 2 * x
        spacing: Theme.px(12)

        Repeater {
            model: [0.8, 0.4, 0.6]

            Rectangle {
                required property real modelData

                width: parent ? parent.width * modelData : 0
                height: Theme.px(18)
                radius: Theme.px(6)
                color: Theme.well
            }
        }
    }
}
