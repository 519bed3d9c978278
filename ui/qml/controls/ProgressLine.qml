import QtQuick
import ".."

Rectangle {
    id: line

    required property real value // 0 … 1
    property string tone: "here"

    implicitHeight: Theme.px(10)
    radius: height / 2
    color: Theme.well
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTrId("ui.progress")

    Rectangle {
        width: line.value > 0 ? Math.max(parent.height, parent.width * line.value) : 0
        height: parent.height
        radius: parent.radius
        color: Theme.tone(line.tone)

        Behavior on width {
            NumberAnimation {
                duration: Theme.quick
                easing.type: Easing.OutQuad
            }
        }
    }
}
