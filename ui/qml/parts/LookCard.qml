import QtQuick
import ".."
import "../controls"

// A look in a list: its picture, its name, how many pieces for how much. `wide`: the words stand beside the picture.
Pressable {
    id: card

    required property string key
    required property string name
    required property string total
    required property var tiles
    property bool wide: false
    property int pictureHeight: wide ? Theme.px(156) : Theme.px(320)
    readonly property int pad: Theme.px(10)

    label: name + ", " + total
    implicitHeight: wide ? Math.max(pictureHeight, words.implicitHeight) + 2 * pad : pictureHeight + words.implicitHeight + 3 * pad + Theme.px(6)

    Panel {
        anchors.fill: parent
        radius: Theme.radius
    }

    LookPicture {
        id: collage

        x: card.pad
        y: card.wide ? (card.height - height) / 2 : card.pad
        width: card.wide ? card.pictureHeight : card.width - 2 * x
        height: card.pictureHeight
        tiles: card.tiles
    }

    Column {
        id: words

        x: card.wide ? collage.x + collage.width + Theme.px(14) : Theme.gap
        y: card.wide ? (card.height - height) / 2 : collage.y + collage.height + card.pad
        width: card.width - x - Theme.px(12)
        spacing: Theme.px(4)

        Words {
            width: parent.width
            text: card.name
            strong: true
            font.pixelSize: Theme.lead
            maximumLineCount: 4
            elide: Text.ElideRight
            lineHeightMode: Text.FixedHeight
            lineHeight: Theme.text(30)
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            height: card.wide ? implicitHeight : Theme.text(28)
            text: card.total
            color: Theme.ink2
            Accessible.ignored: true
        }
    }
}
