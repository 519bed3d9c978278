import QtQuick
import QtQuick.Layouts
import ".."

// ● what …… how it stands
Item {
    id: fact

    property string first: ""
    property string second: ""
    property string tone: "here"

    implicitHeight: Math.max(Theme.px(49), row.implicitHeight + Theme.gap)

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(14)

        StatusDot {
            tone: fact.tone
        }

        Words {
            Layout.fillWidth: true
            text: fact.first
        }

        Words {
            Layout.maximumWidth: fact.width / 2
            horizontalAlignment: Text.AlignRight
            text: fact.second
            color: Theme.ink2
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
