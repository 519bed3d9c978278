import QtQuick
import ".."

// A code for a phone's camera: sharp, with its quiet zone, on white whatever is around it.
Rectangle {
    id: code

    required property string source
    property string description: ""

    implicitWidth: Theme.px(196)
    implicitHeight: width
    radius: Theme.radiusS
    color: Theme.card
    border.color: Theme.line

    Image {
        anchors.centerIn: parent
        sourceSize: Qt.size(code.width - 2 * Theme.thin, code.width - 2 * Theme.thin)
        source: code.source
        smooth: false
    }

    Accessible.role: Accessible.Graphic
    Accessible.name: code.description
    Accessible.ignored: code.description === ""
}
