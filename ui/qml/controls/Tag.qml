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
        text: tag.text
        color: Theme.tone(tag.tone)
        wrapMode: Text.NoWrap
    }
}
