import QtQuick
import ".."

// A colourway: its swatch and its name. The chosen one has a ring, a tick and bold letters.
Pressable {
    id: colour

    required property string key
    required property string name
    required property string swatch
    required chosen
    readonly property int needed: Math.max(Theme.target, words.implicitHeight + Theme.grid)

    objectName: "style.colour." + key
    label: name
    ringRadius: Theme.radiusS
    Accessible.role: Accessible.RadioButton
    Accessible.checked: chosen

    Rectangle {
        id: ring

        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(38)
        height: Theme.px(38)
        radius: width / 2
        color: "transparent"
        border.width: Theme.px(2)
        border.color: colour.chosen ? Theme.ink : "transparent"

        Rectangle {
            anchors.centerIn: parent
            width: Theme.px(28)
            height: Theme.px(28)
            radius: width / 2
            color: colour.swatch === "" ? Theme.well : colour.swatch
            border.width: Theme.thin
            border.color: Theme.border
        }
    }

    Words {
        id: words

        anchors.left: ring.right
        anchors.right: parent.right
        anchors.leftMargin: Theme.grid
        anchors.verticalCenter: parent.verticalCenter
        text: colour.name
        strong: colour.chosen
        color: colour.chosen ? Theme.ink : Theme.ink2
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }
}
