import QtQuick
import ".."

// A round button of the bars. `kind`: quiet, outline, solid (ink), bright; on the dark bar night and dim.
// `bare` shows the icon alone; the label is still said.
Pressable {
    id: pill

    property string kind: "quiet"
    property string icon: ""
    property bool bare: false
    property int inset: Theme.px(20)
    property bool strong: kind === "solid" || kind === "bright" || chosen
    readonly property color back: chosen ? (kind === "night" ? Theme.nightWell : Theme.ink) : kind === "solid" ? Theme.ink : kind === "outline" || kind === "bright" ? Theme.card : kind === "night" ? Theme.night : kind === "dim" ? Theme.nightWell : Theme.well
    readonly property color fore: kind === "night" || kind === "dim" || kind === "solid" || chosen ? Theme.nightText : Theme.ink

    ringRadius: height / 2
    implicitHeight: Math.max(Theme.target, row.implicitHeight + Theme.grid)
    implicitWidth: bare ? Theme.target : Math.max(Theme.action, row.implicitWidth + 2 * inset)

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: pill.back
        border.width: pill.kind === "outline" && !pill.chosen ? Theme.thin : 0
        border.color: Theme.border
    }

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.grid

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: pill.icon !== ""
            name: pill.icon
            color: pill.fore
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: pill.bare ? "" : pill.label
            color: pill.fore
            strong: pill.strong
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
