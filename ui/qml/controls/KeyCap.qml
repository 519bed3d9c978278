import QtQuick
import ".."

Pressable {
    id: key

    property string caption: ""
    property string icon: ""
    property int captionSize: Theme.title
    property bool solid: false

    ringRadius: Theme.radiusS
    implicitHeight: Math.max(Theme.target, Theme.text(40))

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusS
        color: key.solid ? Theme.ink : key.pressed ? Theme.well : Theme.card
        border.width: key.solid ? 0 : Theme.thin
        border.color: Theme.border
    }

    Words {
        anchors.centerIn: parent
        visible: key.icon === ""
        text: key.caption
        color: key.solid ? Theme.nightText : Theme.ink
        font.pixelSize: Math.min(key.captionSize, Math.floor(key.height * 0.62))
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Icon {
        anchors.centerIn: parent
        visible: key.icon !== ""
        name: key.icon
        color: key.solid ? Theme.nightText : Theme.ink
        size: Math.min(Theme.text(28), Math.floor(key.height * 0.62))
    }
}
