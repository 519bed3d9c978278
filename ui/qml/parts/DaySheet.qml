pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// An amount for the drawer: the float, or cash in and out. Lying, the pad stands beside what is asked.
Sheet {
    id: sheet

    required property DayModel model
    readonly property bool cash: model.asking === "cash"

    visible: model.asking === "open" || cash
    title: model.title
    subtitle: model.subtitle
    span: Theme.landscape ? Theme.px(920) : Theme.px(600)
    onClosed: model.close()

    GridLayout {
        width: parent?.width ?? 0
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.px(12)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            spacing: Theme.px(12)

            RowLayout {
                Layout.fillWidth: true
                visible: sheet.cash
                spacing: Theme.px(12)

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "day.in"
                    kind: sheet.model.way === "in" ? "primary" : "outline"
                    label: qsTrId("ui.day.in")
                    onTapped: sheet.model.chooseWay("in")
                }

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "day.out"
                    kind: sheet.model.way === "out" ? "primary" : "outline"
                    label: qsTrId("ui.day.out")
                    onTapped: sheet.model.chooseWay("out")
                }
            }

            Words {
                Layout.fillWidth: true
                objectName: "day.amount"
                text: sheet.model.amount
                strong: true
                font.pixelSize: Theme.huge
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
            }

            Words {
                Layout.fillWidth: true
                visible: sheet.cash
                text: qsTrId("ui.day.why")
                color: Theme.ink2
            }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.grid

                Repeater {
                    model: sheet.cash ? sheet.model.reasons : sheet.model.floats

                    Chip {
                        required property string key
                        required label
                        required chosen

                        objectName: (sheet.cash ? "day.reason." : "day.float.") + key
                        onTapped: sheet.cash ? sheet.model.chooseReason(key) : sheet.model.suggest(key)
                    }
                }
            }

            Item {
                Layout.fillHeight: true
                visible: Theme.landscape
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "day.do"
                visible: Theme.landscape
                label: sheet.model.doneLabel
                enabled: sheet.model.canDo
                onTapped: sheet.model.confirm()
            }
        }

        DigitPad {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            calculator: true
            corner: sheet.model.decimals ? "." : ""
            onTyped: key => sheet.model.type(key)
            onErased: sheet.model.backspace()
        }

        ActionButton {
            Layout.fillWidth: true
            objectName: "day.do"
            visible: !Theme.landscape
            label: sheet.model.doneLabel
            enabled: sheet.model.canDo
            onTapped: sheet.model.confirm()
        }
    }
}
