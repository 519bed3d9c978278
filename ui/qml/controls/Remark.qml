import QtQuick
import ".."

// A sentence on the page itself, about what was just done: good (a tick) or amber (a question).
Rectangle {
    id: remark

    required property string text
    property string tone: "here"

    implicitHeight: Math.max(Theme.target, words.implicitHeight + Theme.gap)
    radius: Theme.radius
    color: Theme.toneWell(tone)

    Icon {
        id: icon

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: remark.tone === "here" ? "check" : "hand"
        color: Theme.tone(remark.tone)
    }

    Words {
        id: words

        anchors.left: icon.right
        anchors.right: parent.right
        anchors.leftMargin: Theme.px(12)
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        text: remark.text
        strong: true
        color: Theme.tone(remark.tone)
        Accessible.role: Accessible.AlertMessage
    }
}
