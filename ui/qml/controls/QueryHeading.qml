pragma ComponentBehavior: Bound
import QtQuick
import ".."

// What the list is: a name and how many, or what was typed, marked, and how many match it.
Flow {
    id: heading

    required property string label
    required property list<string> parts

    spacing: Theme.grid
    Accessible.role: Accessible.Heading
    Accessible.name: label

    Repeater {
        model: heading.parts

        Rectangle {
            id: part

            required property string modelData
            required property int index
            readonly property bool typed: index === 1

            visible: modelData !== ""
            width: Math.min(words.implicitWidth + (typed ? Theme.wide : 0), heading.width)
            height: words.implicitHeight + Theme.px(6)
            radius: Theme.radiusS
            color: typed ? Theme.amberWell : Theme.paper

            Words {
                id: words

                anchors.verticalCenter: parent.verticalCenter
                x: part.typed ? Theme.px(12) : 0
                width: parent.width - 2 * x
                text: part.modelData
                strong: true
                font.pixelSize: Theme.title
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                maximumLineCount: 1
                Accessible.ignored: true
            }
        }
    }
}
