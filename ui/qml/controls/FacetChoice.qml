import QtQuick
import QtQuick.Layouts
import ".."

// A value one can choose: a dot if it is a colour, its word, how many styles it leaves, and a tick when it is chosen.
Pressable {
    id: choice

    required property string key
    required property string name
    required property string count
    required property string swatch
    required property bool possible
    required chosen
    property bool single: false

    enabled: possible
    label: count === "" ? name : name + ", " + count
    implicitHeight: Math.max(Theme.action, words.implicitHeight + Theme.gap)
    ringRadius: Theme.radiusS
    Accessible.role: single ? Accessible.RadioButton : Accessible.CheckBox
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusS
        color: Theme.card
        border.width: choice.chosen ? Theme.thick : Theme.thin
        border.color: choice.chosen ? Theme.ink : Theme.border
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.px(14)
        anchors.rightMargin: Theme.px(14)
        spacing: Theme.px(10)

        Rectangle {
            Layout.preferredWidth: Theme.px(26)
            Layout.preferredHeight: Theme.px(26)
            visible: choice.swatch !== ""
            radius: width / 2
            color: choice.swatch === "" ? Theme.card : choice.swatch
            border.width: Theme.thin
            border.color: Theme.border
        }

        Words {
            id: words

            Layout.fillWidth: true
            text: choice.name
            strong: choice.chosen
            Accessible.ignored: true
        }

        Words {
            visible: text !== ""
            text: choice.count
            color: Theme.ink2
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Icon {
            Layout.preferredWidth: Theme.icon
            opacity: choice.chosen ? 1 : 0
            name: "check"
        }
    }
}
