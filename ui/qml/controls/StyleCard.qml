import QtQuick
import ".."

// A style in the grid: picture, name, price, how near it is, its colours, and how it is sold if that is unusual.
Pressable {
    id: card

    required property string key
    required property string name
    required property string price
    required property string picture
    required property string hint
    required property string tone
    required property list<string> swatches
    required property string colours
    required property string tag
    required property string spoken
    required property int index
    property int nameLines: 2
    property int pictureHeight: Theme.px(240)
    readonly property int line: Theme.text(27)

    objectName: "browse.card." + index
    label: spoken
    implicitHeight: pictureHeight + words.height + 2 * Theme.px(12) + Theme.px(2)

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

    Rectangle {
        x: Theme.px(12)
        y: Theme.px(12)
        visible: card.tag !== ""
        width: Math.min(tag.implicitWidth + Theme.wide, card.width - 2 * x)
        height: tag.implicitHeight + Theme.grid
        radius: height / 2
        color: Theme.ink

        Words {
            id: tag

            anchors.centerIn: parent
            width: Math.min(implicitWidth, card.width - 2 * Theme.px(24))
            text: card.tag
            strong: true
            color: Theme.nightText
            Accessible.ignored: true
        }
    }

    Column {
        id: words

        anchors.top: image.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.topMargin: Theme.px(12)
        anchors.leftMargin: Theme.px(14)
        anchors.rightMargin: Theme.px(14)
        spacing: Theme.px(2)

        Words {
            width: parent.width
            height: card.nameLines * card.line
            text: card.name
            maximumLineCount: card.nameLines
            elide: Text.ElideRight
            verticalAlignment: Text.AlignTop
            lineHeightMode: Text.FixedHeight
            lineHeight: card.line
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            height: Theme.text(36)
            text: card.price
            strong: true
            font.pixelSize: Theme.title
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            maximumLineCount: 1
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }

        // Where it is comes a moment later: its place is kept.
        Grid {
            width: parent.width
            height: card.nameLines * card.line
            columns: card.nameLines > 1 || card.hint === "" ? 1 : 2
            columnSpacing: Theme.px(10)

            Words {
                height: card.line
                width: Math.min(implicitWidth, words.width)
                visible: text !== ""
                text: card.hint
                color: Theme.tone(card.tone)
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                maximumLineCount: 1
                verticalAlignment: Text.AlignVCenter
                Accessible.ignored: true
            }

            Row {
                height: card.line
                visible: card.colours !== ""
                spacing: Theme.px(6)

                Swatches {
                    anchors.verticalCenter: parent.verticalCenter
                    swatches: card.swatches
                }

                Words {
                    anchors.verticalCenter: parent.verticalCenter
                    text: card.colours
                    color: Theme.ink2
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
