pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// What is done for one person, step by step: the name, a badge, a PIN twice. The new guide types it themselves.
Item {
    id: steps

    required property App app
    readonly property PeopleModel model: app.people
    readonly property bool naming: model.step === "name"
    readonly property bool secret: model.step === "pin" || model.step === "again"

    Flickable {
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: keyboard.visible ? keyboard.top : parent.bottom
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        contentWidth: width
        contentHeight: Math.max(height, grid.implicitHeight + 2 * Theme.gap)
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        GridLayout {
            id: grid

            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.lowReach && !steps.naming ? parent.height - height - Theme.gap : Math.round((parent.height - height) / 2)
            width: Math.min(parent.width, Theme.landscape ? Theme.text(1080) : Theme.text(640))
            columns: Theme.landscape ? 2 : 1
            columnSpacing: 2 * Theme.wide
            rowSpacing: Theme.wide

            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.px(520)
                Layout.alignment: Qt.AlignVCenter
                spacing: Theme.px(12)

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.gap

                    Words {
                        Layout.fillWidth: true
                        objectName: "people.title"
                        text: steps.model.title
                        color: Theme.ink2
                    }

                    Words {
                        objectName: "people.progress"
                        visible: text !== ""
                        text: steps.model.progress
                        color: Theme.ink2
                        wrapMode: Text.NoWrap
                    }
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "people.prompt"
                    text: steps.model.prompt
                    strong: true
                    font.pixelSize: Theme.big
                }

                Words {
                    Layout.fillWidth: true
                    text: steps.model.note
                }

                HiddenDigits {
                    Layout.alignment: Qt.AlignHCenter
                    Layout.topMargin: Theme.gap
                    Layout.bottomMargin: Theme.gap
                    visible: steps.secret
                    least: 4
                    count: steps.model.entered
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "people.error"
                    visible: text !== ""
                    text: steps.model.error
                    strong: true
                    color: Theme.reduction
                }

                ActionButton {
                    Layout.fillWidth: true
                    objectName: "people.next"
                    visible: steps.secret
                    label: qsTrId("ui.people.next")
                    enabled: steps.model.canGoOn
                    onTapped: steps.model.goOn()
                }

                ActionButton {
                    Layout.fillWidth: true
                    objectName: "people.print"
                    visible: steps.model.step === "badge"
                    kind: "outline"
                    icon: "printer"
                    label: qsTrId("ui.people.print")
                    onTapped: steps.model.printBadge()
                }

                ActionButton {
                    Layout.fillWidth: true
                    objectName: "people.back"
                    visible: !steps.naming
                    kind: "quiet"
                    label: qsTrId("ui.people.back")
                    onTapped: steps.model.goBack()
                }
            }

            DigitPad {
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.px(440)
                Layout.preferredHeight: Math.max(implicitHeight, 4 * Theme.px(84) + 3 * Theme.px(12))
                visible: steps.secret
                onTyped: key => steps.app.typed(key)
                onErased: steps.app.erase()
            }

            Panel {
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.px(440)
                Layout.preferredHeight: Theme.landscape ? Theme.px(380) : Theme.px(300)
                visible: steps.model.step === "badge"

                Icon {
                    anchors.centerIn: parent
                    name: "scan"
                    size: Theme.px(120)
                    color: Theme.border
                }
            }

            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.px(520)
                Layout.alignment: Qt.AlignVCenter
                visible: steps.naming
                spacing: Theme.px(12)

                SearchField {
                    Layout.fillWidth: true
                    objectName: "people.name"
                    icon: ""
                    clearable: false
                    active: true
                    text: steps.model.name
                    placeholder: qsTrId("ui.people.name")
                }

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.px(12)

                    Choice {
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.preferredWidth: 1
                        objectName: "people.role.guide"
                        chosen: steps.model.role === "guide"
                        first: qsTrId("ui.people.guide")
                        second: qsTrId("ui.people.guide_then")
                        onTapped: steps.model.chooseRole("guide")
                    }

                    Choice {
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.preferredWidth: 1
                        objectName: "people.role.manager"
                        chosen: steps.model.role === "manager"
                        first: qsTrId("ui.people.manager")
                        second: qsTrId("ui.people.manager_then")
                        onTapped: steps.model.chooseRole("manager")
                    }
                }

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.px(12)

                    ActionButton {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        objectName: "people.cancel"
                        kind: "quiet"
                        label: qsTrId("ui.people.back")
                        onTapped: steps.model.goBack()
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        objectName: "people.named"
                        label: qsTrId("ui.people.next")
                        enabled: steps.model.canGoOn
                        onTapped: steps.model.goOn()
                    }
                }
            }
        }
    }

    Keyboard {
        id: keyboard

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: steps.naming
        hideable: false
        doneLabel: qsTrId("ui.people.next")
        onTyped: key => steps.app.typed(key)
        onErased: steps.app.erase()
        onDone: steps.app.submit()
    }
}
