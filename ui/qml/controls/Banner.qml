import QtQuick
import QtQuick.Layouts
import ".."

// Since when, and what still works. A line, never a dialog.
Rectangle {
    id: banner

    required property string since
    required property string works
    property string figures: ""
    property string owner: "banner" // begins the names of what is in it

    implicitHeight: row.implicitHeight + 2 * Theme.grid
    color: Theme.amberWell
    Accessible.role: Accessible.AlertMessage
    Accessible.name: since + " " + works + " " + figures

    GridLayout {
        id: row

        readonly property bool stacked: !Theme.landscape || !Theme.roomy

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        columns: stacked ? 2 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.px(2)

        StatusDot {
            tone: "amber"
        }

        Words {
            objectName: banner.owner + ".since"
            text: banner.since
            color: Theme.amber
            Layout.fillWidth: row.stacked
            strong: true
        }

        Words {
            Layout.fillWidth: true
            Layout.columnSpan: row.stacked ? 2 : 1
            objectName: banner.owner + ".works"
            visible: text !== ""
            text: banner.figures === "" ? banner.works : banner.works + " " + banner.figures
            color: Theme.amber
        }
    }
}
