import QtQuick
import QtQuick.Layouts
import ".."

// A piece of a look: what it is, in which colour, for how much, and how near it is.
Pressable {
    id: piece

    required property string key
    required property string name
    required property string colour
    required property string price
    required property string picture
    required property string hint
    required property string tone
    required property int index
    required property string spoken

    label: spoken
    implicitHeight: Math.max(Theme.px(112), words.implicitHeight + 2 * Theme.px(12))

    Panel {
        anchors.fill: parent
        radius: Theme.radius
    }

    Picture {
        id: image

        x: Theme.px(8)
        y: Theme.px(8)
        width: Theme.px(96)
        height: parent.height - 2 * y
        radius: Theme.radiusS
        shape: "all"
        picture: piece.picture
    }

    RowLayout {
        anchors.left: image.right
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        spacing: Theme.gap

        ColumnLayout {
            id: words

            Layout.fillWidth: true
            spacing: Theme.px(2)

            Words {
                Layout.fillWidth: true
                text: piece.name
                strong: true
                font.pixelSize: Theme.lead
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                visible: text !== ""
                text: piece.colour
                color: Theme.ink2
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                text: piece.hint
                color: Theme.tone(piece.tone)
                Accessible.ignored: true
            }
        }

        Words {
            text: piece.price
            strong: true
            font.pixelSize: Theme.lead
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Icon {
            name: "forward"
            color: Theme.ink2
        }
    }
}
