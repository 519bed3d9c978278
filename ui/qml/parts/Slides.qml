pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// The show: one picture fades into the next by opacity alone. A tap opens what is to be seen.
Pressable {
    id: show

    required property AttractModel attract
    property string name: ""

    label: qsTrId("ui.attract.look")
    opacity: 1
    ringRadius: 0

    Rectangle {
        anchors.fill: parent
        color: Theme.well
    }

    Repeater {
        model: show.attract.slides

        Item {
            id: layer

            required property int index
            required property string name
            required property string detail
            required property list<string> pictures
            readonly property bool current: index === show.attract.slide
            property bool wanted: current // once shown, kept: it comes round again

            anchors.fill: parent
            opacity: current ? 1 : 0
            onCurrentChanged: {
                if (current)
                    wanted = true
            }

            Behavior on opacity {
                NumberAnimation {
                    duration: Theme.reduceMotion ? 0 : Theme.fade
                    easing.type: Easing.OutQuad
                }
            }

            Slide {
                anchors.fill: parent
                pictures: layer.wanted ? layer.pictures : []
            }

            Panel {
                anchors.left: parent.left
                anchors.bottom: parent.bottom
                anchors.margins: Theme.wide
                width: Math.min(parent.width - 2 * Theme.wide, caption.implicitWidth + 2 * Theme.px(20))
                height: caption.implicitHeight + 2 * Theme.px(12)
                radius: Theme.radius
                border.width: 0

                Column {
                    id: caption

                    anchors.verticalCenter: parent.verticalCenter
                    x: Theme.px(20)
                    width: parent.width - 2 * x

                    Words {
                        width: Math.min(implicitWidth, layer.width - 2 * Theme.wide - 2 * Theme.px(20))
                        text: layer.name
                        strong: true
                        font.pixelSize: Theme.lead
                    }

                    Words {
                        visible: text !== ""
                        text: layer.detail
                        color: Theme.ink2
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }

    // Before there is a range: the brand alone.
    Empty {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.wide
        visible: show.attract.empty
        icon: "bag"
        first: show.name
        second: qsTrId("ui.attract.nothing")
    }
}
