import QtQuick
import QtQuick.Layouts
import ".."

// what …… how much. `look`: row, strong, heading, or part (of the row above).
Item {
    id: sum

    property string first: ""
    property string second: ""
    property string look: "row"
    readonly property bool heading: look === "heading"

    implicitHeight: row.implicitHeight + (heading ? Theme.wide : Theme.px(10))

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(5)
        anchors.leftMargin: sum.look === "part" ? Theme.gap : 0
        spacing: Theme.gap

        Words {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignBottom
            text: sum.first
            strong: sum.look === "strong" || sum.heading
            color: sum.look === "part" ? Theme.ink2 : Theme.ink
        }

        Words {
            Layout.alignment: Qt.AlignBottom
            horizontalAlignment: Text.AlignRight
            visible: text !== ""
            text: sum.second
            strong: sum.look === "strong"
            color: sum.look === "part" ? Theme.ink2 : Theme.ink
            wrapMode: Text.NoWrap
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
        visible: sum.heading
    }
}
