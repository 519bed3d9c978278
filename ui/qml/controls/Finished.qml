import QtQuick
import ".."

// Something is done: what, what came of it, and the way on.
Column {
    id: finished

    required property string title
    required property string text
    property string icon: "check"
    property string next: ""
    property string owner: "done"
    signal went

    spacing: Theme.gap

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: finished.icon
        size: Theme.text(48)
        color: Theme.here
    }

    Words {
        width: parent.width
        objectName: finished.owner + ".title"
        horizontalAlignment: Text.AlignHCenter
        text: finished.title
        strong: true
        font.pixelSize: Theme.big
    }

    Words {
        width: parent.width
        objectName: finished.owner + ".text"
        horizontalAlignment: Text.AlignHCenter
        visible: text !== ""
        text: finished.text
        font.pixelSize: Theme.lead
    }

    ActionButton {
        width: parent.width
        objectName: finished.owner + ".next"
        label: finished.next
        onTapped: finished.went()
    }
}
