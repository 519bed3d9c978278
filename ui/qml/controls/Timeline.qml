pragma ComponentBehavior: Bound
import QtQuick
import ".."

// The way a line goes: stages behind it are filled, the one it is at is bold, those to come are rings.
Item {
    id: timeline

    required property list<string> stages
    required property int reached
    property string tone: "here"
    readonly property int each: stages.length > 0 ? Math.floor(width / stages.length) : 0

    implicitHeight: row.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: reached > 0 && reached <= stages.length ? stages[reached - 1] : ""

    Row {
        id: row

        Repeater {
            model: timeline.stages

            Item {
                id: stage

                required property int index
                required property string modelData
                readonly property bool behind: index < timeline.reached
                readonly property bool at: index === timeline.reached - 1

                width: timeline.each
                implicitHeight: words.y + words.implicitHeight

                Rectangle {
                    anchors.verticalCenter: dot.verticalCenter
                    x: stage.width / 2
                    visible: stage.index < timeline.stages.length - 1
                    width: stage.width
                    height: Theme.px(2)
                    color: stage.index < timeline.reached - 1 ? Theme.tone(timeline.tone) : Theme.border
                }

                Rectangle {
                    id: dot

                    anchors.horizontalCenter: parent.horizontalCenter
                    y: Theme.px(2)
                    width: Theme.px(16)
                    height: Theme.px(16)
                    radius: width / 2
                    color: stage.behind ? Theme.tone(timeline.tone) : Theme.card
                    border.width: Theme.px(2)
                    border.color: stage.behind ? Theme.tone(timeline.tone) : Theme.border
                }

                Words {
                    id: words

                    y: dot.y + dot.height + Theme.px(2)
                    width: parent.width - Theme.px(4)
                    horizontalAlignment: Text.AlignHCenter
                    text: stage.modelData
                    strong: stage.at
                    color: stage.at ? Theme.tone(timeline.tone) : Theme.ink2
                    Accessible.ignored: true
                }
            }
        }
    }
}
