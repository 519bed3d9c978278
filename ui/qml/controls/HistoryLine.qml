import QtQuick
import ".."

// A moment of a history: when, a dot on the line of time, what happened and by whom.
Item {
    id: moment

    required property int index
    required property string day
    required property string time
    required property string what
    required property string more
    required property string who
    required property string tone
    property bool last: false

    implicitHeight: words.implicitHeight + Theme.gap
    Accessible.role: Accessible.ListItem
    Accessible.name: (day === "" ? time : day + " " + time) + ", " + what + (more === "" ? "" : ", " + more) + ", " + who

    Column {
        id: when

        width: Theme.text(112)

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignRight
            visible: text !== ""
            text: moment.day
            strong: true
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignRight
            text: moment.time
            color: Theme.ink2
            Accessible.ignored: true
        }
    }

    Rectangle {
        anchors.horizontalCenter: dot.horizontalCenter
        y: dot.y + dot.height / 2
        width: Theme.px(2)
        height: moment.height
        visible: !moment.last
        color: Theme.line
    }

    Rectangle {
        id: dot

        x: when.width + Theme.gap
        y: Theme.px(6)
        width: Theme.px(14)
        height: Theme.px(14)
        radius: width / 2
        color: moment.tone === "plain" ? Theme.border : Theme.tone(moment.tone)
    }

    Column {
        id: words

        anchors.left: dot.right
        anchors.right: parent.right
        anchors.leftMargin: Theme.gap
        spacing: Theme.px(2)

        Words {
            width: parent.width
            objectName: "history.what." + moment.index
            text: moment.what
            strong: true
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            visible: text !== ""
            text: moment.more
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            objectName: "history.who." + moment.index
            text: moment.who
            color: Theme.ink2
            Accessible.ignored: true
        }
    }
}
