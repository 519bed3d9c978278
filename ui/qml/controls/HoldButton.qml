import QtQuick
import ".."

// What opens only while a finger, or a key, stays on it long enough: nobody opens it by a stray tap.
Pressable {
    id: hold

    property string icon: "lock"
    property int delay: 600 // ms
    signal opened

    implicitHeight: Math.max(Theme.action, row.implicitHeight + 2 * Theme.grid)
    implicitWidth: row.implicitWidth + 2 * Theme.wide
    Accessible.onPressAction: hold.opened()

    Timer {
        interval: hold.delay
        running: hold.pressed
        onTriggered: hold.opened()
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.ink
        clip: true

        Rectangle {
            width: hold.pressed ? parent.width : 0
            height: parent.height
            radius: parent.radius
            color: Theme.nightWell

            Behavior on width {
                enabled: hold.pressed && !Theme.reduceMotion

                NumberAnimation {
                    duration: hold.delay
                }
            }
        }
    }

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.grid

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: hold.icon !== ""
            name: hold.icon
            color: Theme.nightText
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, hold.width > 0 ? hold.width - 2 * Theme.gap - Theme.icon - Theme.grid : implicitWidth)
            text: hold.label
            color: Theme.nightText
            strong: true
            font.pixelSize: Theme.lead
            Accessible.ignored: true
        }
    }
}
