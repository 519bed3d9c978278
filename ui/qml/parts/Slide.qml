pragma ComponentBehavior: Bound
import QtQuick
import ".."
import "../controls"

// A look or a style, as large as there is room: one picture, or a large one and the others beside it.
Item {
    id: slide

    required property list<string> pictures
    readonly property int count: pictures.length
    readonly property int gap: Theme.px(4)
    readonly property int side: count > 1 ? Math.round(width * (count === 2 ? 0.5 : 0.36)) : 0
    readonly property int share: count > 1 ? Math.floor((height - (count - 2) * gap) / (count - 1)) : 0

    Picture {
        width: slide.width - (slide.count > 1 ? slide.side + slide.gap : 0)
        height: slide.height
        radius: 0
        picture: slide.pictures[0] ?? ""
    }

    Repeater {
        model: Math.max(0, slide.count - 1)

        Picture {
            required property int index

            x: slide.width - slide.side
            y: index * (slide.share + slide.gap)
            width: slide.side
            height: slide.share
            radius: 0
            picture: slide.pictures[index + 1]
        }
    }
}
