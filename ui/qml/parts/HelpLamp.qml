import QtQuick
import Kiosk
import ".."
import "../controls"

// The tablet as a lamp: one calm colour with a word that the shop's people read from afar, and what the shopper may do.
FocusScope {
    id: lamp

    required property HelpModel help
    readonly property bool traps: true

    z: 20
    onVisibleChanged: {
        if (visible)
            forceActiveFocus(Qt.PopupFocusReason)
    }
    Keys.onEscapePressed: lamp.help.hide()

    Rectangle {
        anchors.fill: parent
        color: Theme.lamp
        Accessible.role: Accessible.AlertMessage
        Accessible.name: qsTrId("ui.help.coming")

        MouseArea {
            anchors.fill: parent
        }
    }

    Item {
        width: parent.width
        height: card.y

        Rectangle {
            id: halo

            anchors.centerIn: parent
            width: Math.round(Math.min(parent.width, parent.height) * 0.8)
            height: width
            radius: width / 2
            color: Theme.lampGlow

            SequentialAnimation on opacity {
                running: lamp.visible && !Theme.reduceMotion
                loops: Animation.Infinite

                NumberAnimation {
                    from: 1
                    to: 0.3
                    duration: Theme.breath
                    easing.type: Easing.InOutSine
                }

                NumberAnimation {
                    from: 0.3
                    to: 1
                    duration: Theme.breath
                    easing.type: Easing.InOutSine
                }
            }
        }

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: word.top
            name: "bell"
            size: Theme.px(96)
            color: Theme.nightText
        }

        Words {
            id: word

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.wide
            text: lamp.help.word
            strong: true
            font.pixelSize: Theme.px(120)
            minimumPixelSize: Theme.huge
            fontSizeMode: Text.HorizontalFit
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.NoWrap
            color: Theme.nightText
        }
    }

    Panel {
        id: card

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.wide
        width: Math.min(parent.width - 2 * Theme.wide, Theme.px(Theme.roomy ? 640 : 800))
        height: column.implicitHeight + 2 * Theme.wide

        Column {
            id: column

            anchors.verticalCenter: parent.verticalCenter
            x: Theme.wide
            width: parent.width - 2 * Theme.wide
            spacing: Theme.px(12)

            Words {
                width: parent.width
                objectName: "help.coming"
                text: qsTrId("ui.help.coming")
                strong: true
                font.pixelSize: Theme.title
            }

            Words {
                width: parent.width
                objectName: "help.since"
                text: lamp.help.since
                color: Theme.ink2
            }

            Words {
                width: parent.width
                text: qsTrId("ui.help.then")
                color: Theme.ink2
            }

            ActionButton {
                objectName: "help.hide"
                width: parent.width
                label: qsTrId("ui.help.hide")
                onTapped: lamp.help.hide()
            }

            ActionButton {
                objectName: "help.cancel"
                width: parent.width
                kind: "quiet"
                label: qsTrId("ui.help.cancel")
                onTapped: lamp.help.cancel()
            }
        }
    }
}
