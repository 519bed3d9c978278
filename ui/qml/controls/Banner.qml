import QtQuick
import QtQuick.Layouts
import ".."

// Since when, and what still works. A line, never a dialog.
Rectangle {
    id: banner

    required property string since
    required property string works

    implicitHeight: row.implicitHeight + 2 * Theme.grid
    color: Theme.amberWell
    Accessible.role: Accessible.AlertMessage
    Accessible.name: since + " " + works

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        spacing: Theme.gap

        StatusDot {
            tone: "amber"
        }

        Words {
            objectName: "banner.since"
            text: banner.since
            color: Theme.amber
            strong: true
            wrapMode: Text.NoWrap
        }

        Words {
            Layout.fillWidth: true
            objectName: "banner.works"
            text: banner.works
            color: Theme.amber
        }
    }
}
