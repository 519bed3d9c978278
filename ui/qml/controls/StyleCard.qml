import QtQuick
import ".."

// A style in the grid: picture, name, price, and how near it is.
Pressable {
    id: card

    required property string key
    required property string name
    required property string price
    required property string picture
    required property string hint
    required property string tone
    required property int index
    property int nameLines: 2
    property int pictureHeight: Theme.px(196)

    objectName: "browse.card." + index
    label: name + ", " + price + ", " + hint

    Panel {
        anchors.fill: parent
        radius: Theme.radius
    }

    Picture {
        id: image

        x: Theme.hair
        y: Theme.hair
        width: parent.width - 2 * x
        height: card.pictureHeight
        shape: "top"
        picture: card.picture
    }

    Column {
        anchors.top: image.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.px(14)
        spacing: Theme.px(4)

        Words {
            width: parent.width
            height: card.nameLines * lineHeight
            text: card.name
            maximumLineCount: card.nameLines
            elide: Text.ElideRight
            verticalAlignment: Text.AlignTop
            lineHeightMode: Text.FixedHeight
            lineHeight: Theme.px(27)
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            text: card.price
            strong: true
            font.pixelSize: Theme.title
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            text: card.hint
            color: Theme.tone(card.tone)
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            maximumLineCount: 1
            Accessible.ignored: true
        }
    }
}
