pragma ComponentBehavior: Bound
import QtQuick
import ".."

// What can be tapped: at least as large as a finger, answers at once; by Tab, Enter and Space as well as by a finger.
Item {
    id: pressable

    property string label: "" // a screen reader says it
    property bool chosen: false
    property bool reachable: true // by Tab
    readonly property bool pressed: (area.pressed || held) && enabled
    readonly property bool ringed: activeFocus && Theme.byKeyboard
    property bool held: false
    property int ringRadius: Theme.radius
    signal tapped

    // A finger that is down was meant for what stood here before.
    function letGo(): void {
        enabled = false
        enabled = true
    }

    implicitHeight: Theme.target
    implicitWidth: Theme.target
    opacity: enabled ? (pressed ? 0.7 : 1) : 0.45
    activeFocusOnTab: reachable && enabled && opacity > 0
    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.focusable: activeFocusOnTab
    Accessible.focused: activeFocus
    Accessible.onPressAction: pressable.tapped()

    // A key that was not meant for this control goes on to the page.
    Keys.onPressed: event => {
        if (pressable.ringed && !event.isAutoRepeat && (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space)) {
            pressable.held = true
            event.accepted = true
            pressable.tapped()
        }
    }
    Keys.onReleased: pressable.held = false
    onActiveFocusChanged: held = false

    MouseArea {
        id: area

        anchors.fill: parent
        onClicked: pressable.tapped()
    }

    // Made when it is needed: two outlines for whatever can be tapped cost a page a third of its first frame.
    Loader {
        anchors.fill: parent
        z: 1
        active: pressable.ringed
        sourceComponent: ring
    }

    // Dark and light, so that it is seen on either.
    Component {
        id: ring

        Rectangle {
            radius: pressable.ringRadius
            color: "transparent"
            border.width: Theme.thick
            border.color: Theme.focus

            Rectangle {
                anchors.fill: parent
                anchors.margins: Theme.thick
                radius: parent.radius - Theme.thick
                color: "transparent"
                border.width: Theme.px(2)
                border.color: Theme.card
            }
        }
    }
}
