import QtQuick
import ".."

// A state in a word.
Rectangle {
    id: tag

    required property string text
    property string tone: "plain"

    implicitHeight: words.implicitHeight + Theme.grid
    implicitWidth: words.implicitWidth + Theme.wide
    radius: Theme.radiusS
    color: Theme.toneWell(tone)

    Words {
        id: words

        anchors.centerIn: parent
        width: tag.width > 0 ? Math.min(implicitWidth, tag.width - Theme.wide) : implicitWidth
        horizontalAlignment: Text.AlignHCenter
        text: tag.text
        color: Theme.tone(tag.tone)
    }
}
