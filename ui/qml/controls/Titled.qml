import QtQuick
import ".."

// A panel with a heading, as high as what it holds.
Panel {
    id: titled

    default property alias content: column.data
    property string title: ""

    implicitHeight: column.implicitHeight + 2 * Theme.gap

    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.gap
        spacing: Theme.grid

        Words {
            width: parent.width
            text: titled.title
            strong: true
            font.pixelSize: Theme.lead
        }
    }
}
