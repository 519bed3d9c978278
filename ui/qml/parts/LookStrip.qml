pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// A few looks beside each other, as many as fit, and the way to all of them. Takes no room when there are none.
Column {
    id: strip

    required property Rows looks
    property string title: qsTrId("ui.look.title")
    property string named: "looks"
    property int lines: 1
    readonly property int across: Math.max(1, Math.floor((width + Theme.px(20)) / (Theme.px(230) + Theme.text(100))))
    signal opened(string look)
    signal all

    visible: looks.count > 0
    spacing: Theme.grid

    RowLayout {
        width: parent.width
        spacing: Theme.gap

        Words {
            Layout.fillWidth: true
            text: strip.title
            strong: true
            font.pixelSize: Theme.title
        }

        Pressable {
            objectName: strip.named + ".all"
            implicitWidth: more.implicitWidth + Theme.wide
            label: qsTrId("ui.look.all")
            onTapped: strip.all()

            Row {
                id: more

                anchors.centerIn: parent
                spacing: Theme.px(4)

                Words {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTrId("ui.look.all")
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "forward"
                }
            }
        }
    }

    Grid {
        id: cards


        columns: strip.across
        spacing: Theme.px(20)

        Repeater {
            model: strip.looks

            LookCard {
                required property int index

                objectName: strip.named + ".look." + index
                visible: index < strip.across * strip.lines
                width: Math.floor((strip.width - (strip.across - 1) * Theme.px(20)) / strip.across)
                wide: true
                onTapped: strip.opened(key)
            }
        }
    }
}
