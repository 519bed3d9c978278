import QtQuick
import ".."

// What can be tapped: at least as large as a finger, answers at once.
Item {
    id: pressable

    property string label: ""
    property bool chosen: false
    readonly property bool pressed: area.pressed && enabled
    signal tapped

    implicitHeight: Theme.target
    implicitWidth: Theme.target
    opacity: enabled ? (pressed ? 0.7 : 1) : 0.45
    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.onPressAction: pressable.tapped()

    MouseArea {
        id: area

        anchors.fill: parent
        onClicked: pressable.tapped()
    }
}
