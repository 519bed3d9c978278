import QtQuick
import ".."

// An empty state that says what to do.
Column {
    id: empty

    required property string icon
    required property string first
    property string second: ""
    property bool low: false // no room for the icon

    spacing: Theme.px(12)

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: !empty.low
        name: empty.icon
        size: Theme.text(44)
        color: Theme.border
    }

    Words {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: empty.first
        strong: true
        font.pixelSize: Theme.title
    }

    Words {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        visible: text !== ""
        text: empty.second
        color: Theme.ink2
    }
}
