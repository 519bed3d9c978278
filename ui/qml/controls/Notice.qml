import QtQuick
import QtQuick.Layouts
import ".."

// One sentence over the page; a tap sends it away.
Pressable {
    id: notice

    required property string text
    required property string tone
    property string helpLabel: "" // the way on when something did not work
    signal helped

    implicitHeight: Math.max(Theme.action, row.implicitHeight + 2 * Theme.gap)
    label: text
    Accessible.role: Accessible.AlertMessage

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: notice.tone === "problem" ? Theme.reductionWell : Theme.night
        border.width: notice.tone === "problem" ? Theme.thin : 0
        border.color: Theme.reduction
    }

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.px(20)
        anchors.rightMargin: Theme.px(20)
        spacing: Theme.gap

        Icon {
            name: notice.tone === "problem" ? "hand" : "check"
            color: notice.tone === "problem" ? Theme.reduction : Theme.nightText
        }

        Words {
            Layout.fillWidth: true
            objectName: "notice"
            text: notice.text
            strong: true
            color: notice.tone === "problem" ? Theme.ink : Theme.nightText
            Accessible.ignored: true
        }

        Pill {
            objectName: "notice.help"
            visible: notice.helpLabel !== ""
            kind: "solid"
            icon: "bell"
            label: notice.helpLabel
            onTapped: notice.helped()
        }

        Icon {
            name: "close"
            color: notice.tone === "problem" ? Theme.ink : Theme.nightText
        }
    }
}
