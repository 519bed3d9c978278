pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// Something is taken off the order below: of what, how much, why.
Sheet {
    id: sheet

    required property ReduceModel reduction
    readonly property bool writes: reduction.step === "reason"

    title: qsTrId("ui.reduce.title")
    subtitle: reduction.number
    span: Theme.landscape ? Theme.px(1040) : Theme.px(760)
    onClosed: reduction.close()

    GridLayout {
        width: parent.width
        visible: !sheet.writes
        columns: Theme.landscape ? 2 : 1
        columnSpacing: 2 * Theme.wide
        rowSpacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: 5
            spacing: Theme.px(12)

            Words {
                visible: sheet.reduction.targets.count > 1
                text: qsTrId("ui.reduce.what")
                strong: true
            }

            Flow {
                Layout.fillWidth: true
                visible: sheet.reduction.targets.count > 1
                spacing: Theme.grid

                Repeater {
                    model: sheet.reduction.targets

                    Chip {
                        required property string key
                        required label
                        required chosen

                        objectName: "reduce.target." + key
                        widest: parent?.width ?? 0
                        onTapped: sheet.reduction.chooseTarget(key)
                    }
                }
            }

            Words {
                text: qsTrId("ui.reduce.how")
                strong: true
            }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.grid

                Repeater {
                    model: sheet.reduction.ways

                    Chip {
                        required property string key
                        required label
                        required chosen

                        objectName: "reduce.way." + key
                        onTapped: sheet.reduction.chooseWay(key)
                    }
                }
            }

            Words {
                visible: sheet.reduction.reasons.count > 0
                text: qsTrId("ui.reduce.why")
                strong: true
            }

            Flow {
                Layout.fillWidth: true
                visible: sheet.reduction.reasons.count > 0
                spacing: Theme.grid

                Repeater {
                    model: sheet.reduction.reasons

                    Chip {
                        required property string key
                        required label
                        required chosen

                        objectName: "reduce.reason." + key
                        widest: parent?.width ?? 0
                        onTapped: sheet.reduction.chooseReason(key)
                    }
                }
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: 4
            spacing: Theme.px(12)

            GridLayout {
                Layout.fillWidth: true
                columns: 2
                rowSpacing: Theme.px(2)

                Words {
                    text: sheet.reduction.figureLabel
                    color: Theme.ink2
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "reduce.figure"
                    horizontalAlignment: Text.AlignRight
                    text: sheet.reduction.figure
                    strong: true
                    font.pixelSize: Theme.title
                }

                Words {
                    text: qsTrId("ui.reduce.then")
                    color: Theme.ink2
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "reduce.then"
                    horizontalAlignment: Text.AlignRight
                    text: sheet.reduction.then
                    strong: true
                    font.pixelSize: Theme.big
                }
            }

            Words {
                Layout.fillWidth: true
                objectName: "reduce.note"
                visible: text !== ""
                text: sheet.reduction.problem === "" ? sheet.reduction.limitNote : sheet.reduction.problem
                color: sheet.reduction.problem === "" ? Theme.amber : Theme.reduction
            }

            RowLayout {
                Layout.fillWidth: true
                visible: sheet.reduction.quick.count > 0
                spacing: Theme.grid

                Repeater {
                    model: sheet.reduction.quick

                    Chip {
                        required property int index
                        required property string key
                        required label
                        required chosen

                        objectName: "reduce.quick." + index
                        Layout.fillWidth: true
                        onTapped: sheet.reduction.chooseQuick(key)
                    }
                }
            }

            DigitPad {
                Layout.fillWidth: true
                Layout.preferredHeight: 4 * Theme.target + 3 * gap
                calculator: true
                gap: Theme.grid
                corner: sheet.reduction.decimals ? "." : ""
                onTyped: key => sheet.reduction.type(key)
                onErased: sheet.reduction.erase()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "reduce.take"
                enabled: sheet.reduction.canTake
                label: sheet.reduction.takeLabel
                onTapped: sheet.reduction.take()
            }
        }
    }

    SearchField {
        width: parent.width
        objectName: "reduce.typed"
        visible: sheet.writes
        icon: ""
        clearable: false
        active: true
        text: sheet.reduction.typedReason
        placeholder: qsTrId("ui.reduce.reason_hint")
    }

    Keyboard {
        width: parent.width
        visible: sheet.writes
        hideable: false
        inset: 0
        color: Theme.card
        doneLabel: qsTrId("ui.reduce.reason_done")
        onTyped: key => sheet.reduction.type(key)
        onErased: sheet.reduction.erase()
        onDone: sheet.reduction.reasonDone()
    }
}
