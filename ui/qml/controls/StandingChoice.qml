import QtQuick
import QtQuick.Layouts
import ".."

// A list of work to choose, with how much there is; `pages`: it has a page of its own.
Pressable {
    id: standing

    required property string key
    required property string name
    required property string count
    required property string tone
    required property bool pages
    required property string spoken

    label: spoken
    implicitHeight: Math.max(Theme.target, row.implicitHeight + Theme.gap)
    ringRadius: Theme.radiusS
    Accessible.role: pages ? Accessible.Button : Accessible.RadioButton
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusS
        color: standing.chosen ? Theme.ink : Theme.card
        border.width: standing.chosen ? 0 : Theme.thin
        border.color: Theme.border
    }

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.px(14)
        spacing: Theme.grid

        Words {
            Layout.fillWidth: true
            text: standing.name
            strong: standing.chosen
            color: standing.chosen ? Theme.nightText : Theme.ink
            Accessible.ignored: true
        }

        Words {
            visible: text !== ""
            text: standing.count
            strong: standing.tone !== "plain"
            color: standing.chosen ? Theme.nightText2 : standing.tone === "plain" ? Theme.ink2 : Theme.tone(standing.tone)
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Icon {
            visible: standing.pages
            name: "forward"
            size: Theme.px(20)
            color: Theme.border
        }
    }
}
