pragma ComponentBehavior: Bound
import QtQuick
import ".."
import "../controls"

// A look's picture: its pieces beside each other.
Item {
    id: collage

    // Maps of picture, x, y, w, h: where each stands, in parts of this item.
    required property var tiles
    property int gap: Theme.px(4)
    property int radius: Theme.radiusS
    property string description: ""

    Accessible.role: Accessible.Graphic
    Accessible.name: description
    Accessible.ignored: description === ""

    Repeater {
        model: collage.tiles

        Picture {
            required property var modelData

            x: Math.round(modelData.x * (collage.width + collage.gap))
            y: Math.round(modelData.y * (collage.height + collage.gap))
            width: Math.round(modelData.w * (collage.width + collage.gap)) - collage.gap
            height: Math.round(modelData.h * (collage.height + collage.gap)) - collage.gap
            radius: collage.radius
            shape: "all"
            picture: modelData.picture
        }
    }
}
