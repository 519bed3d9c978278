pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

Item {
    id: page

    required property App app
    readonly property OrderModel model: app.order

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.gap

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                spacing: Theme.px(12)

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.gap

                    Words {
                        Layout.fillWidth: true
                        objectName: "order.number"
                        text: page.model.number
                        strong: true
                        font.pixelSize: Theme.big
                    }

                    Tag {
                        Layout.maximumWidth: Theme.px(380)
                        objectName: "order.status"
                        text: page.model.status
                        tone: page.model.tone
                    }
                }

                Words {
                    Layout.fillWidth: true
                    text: page.model.placedAt
                    color: Theme.ink2
                }

                RepairPanel {
                    Layout.fillWidth: true
                    visible: page.model.attention !== "" || repair.choices.count > 0
                    words: page.model.attention
                    repair: page.model.repair
                }

                Row {
                    Layout.fillWidth: true
                    spacing: Theme.grid

                    Pill {
                        objectName: "order.showLines"
                        kind: "outline"
                        chosen: !page.model.history.open
                        label: qsTrId("ui.history.lines")
                        onTapped: page.model.history.hide()
                    }

                    Pill {
                        objectName: "order.showHistory"
                        kind: "outline"
                        chosen: page.model.history.open
                        label: qsTrId("ui.history.title")
                        onTapped: page.model.history.show()
                    }
                }

                OrderHistory {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: page.model.history.open
                    history: page.model.history
                }

                List {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: !page.model.history.open
                    model: page.model.lines

                    delegate: OrderLine {
                        width: ListView.view.width
                        amounts: true
                        owner: "order"
                    }
                }
            }
        }

        ColumnLayout {
            Layout.preferredWidth: Theme.landscape ? Theme.px(420) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            spacing: Theme.px(12)

            // What is known, and what is done now and then; what is done next stays in its place below.
            Scroller {
                Layout.fillWidth: true
                Layout.fillHeight: Theme.landscape
                Layout.preferredHeight: Theme.landscape ? -1 : Math.min(side.implicitHeight, Math.round(page.height * 0.42))
                pullable: false
                contentHeight: side.implicitHeight

                ColumnLayout {
                    id: side

                    width: parent.width
                    spacing: Theme.px(12)

                    Panel {
                        Layout.fillWidth: true
                        visible: page.model.justPaid !== ""
                        implicitHeight: back.implicitHeight + 2 * Theme.gap
                        color: Theme.hereWell

                        RowLayout {
                            id: back

                            anchors.left: parent.left
                            anchors.right: parent.right
                            anchors.verticalCenter: parent.verticalCenter
                            anchors.leftMargin: Theme.px(22)
                            anchors.rightMargin: Theme.px(22)

                            Words {
                                text: page.model.justPaid
                                strong: true
                                font.pixelSize: Theme.lead
                                color: Theme.here
                            }

                            Words {
                                Layout.fillWidth: true
                                objectName: "order.change"
                                horizontalAlignment: Text.AlignRight
                                text: page.model.change
                                strong: true
                                font.pixelSize: Theme.huge
                                color: Theme.here
                            }
                        }
                    }

                    Panel {
                        Layout.fillWidth: true
                        implicitHeight: sums.implicitHeight + 2 * Theme.px(22)

                        ColumnLayout {
                            id: sums

                            anchors.fill: parent
                            anchors.margins: Theme.px(22)
                            spacing: Theme.grid

                            RowLayout {
                                Layout.fillWidth: true
                                visible: page.model.justPaid === ""

                                Words {
                                    text: page.model.dueLabel
                                    strong: true
                                    font.pixelSize: Theme.lead
                                }

                                Words {
                                    Layout.fillWidth: true
                                    objectName: "order.due"
                                    horizontalAlignment: Text.AlignRight
                                    text: page.model.due
                                    strong: true
                                    font.pixelSize: Theme.big
                                }
                            }

                            Words {
                                Layout.fillWidth: true
                                objectName: "order.reduced"
                                visible: text !== ""
                                text: page.model.reduced
                                color: Theme.reduction
                            }

                            Words {
                                Layout.fillWidth: true
                                objectName: "order.payNote"
                                visible: text !== "" && page.model.justPaid === ""
                                text: page.model.payNote
                                color: Theme.ink2
                            }

                            Words {
                                Layout.fillWidth: true
                                objectName: "order.receipts"
                                visible: text !== ""
                                text: page.model.receipts
                                color: Theme.ink2
                            }

                            Words {
                                Layout.fillWidth: true
                                objectName: "order.givenBack"
                                visible: text !== ""
                                text: page.model.givenBack
                                strong: true
                            }

                            Words {
                                Layout.fillWidth: true
                                objectName: "order.noAddress"
                                visible: text !== ""
                                text: page.model.ownPhone.missing
                                strong: true
                                color: Theme.amber
                            }

                            Words {
                                Layout.fillWidth: true
                                objectName: "order.printing"
                                visible: text !== ""
                                text: page.model.printing
                                color: page.model.unprinted ? Theme.reduction : Theme.ink2
                            }

                            Repeater {
                                model: page.model.codes

                                Words {
                                    required property int index
                                    required property string digits
                                    required property string label

                                    Layout.fillWidth: true
                                    objectName: "order.code." + index
                                    text: label + "  " + digits
                                    color: Theme.ink2
                                }
                            }
                        }
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        objectName: "order.return"
                        visible: page.model.canReturn
                        kind: "outline"
                        label: qsTrId("ui.returning.open")
                        onTapped: page.model.takeBack()
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        objectName: "order.ownPhone"
                        visible: page.model.ownPhone.source !== ""
                        kind: "outline"
                        label: page.model.ownPhone.label
                        onTapped: page.model.ownPhone.ask()
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        objectName: "order.print"
                        visible: page.model.canPrint
                        kind: "quiet"
                        icon: "printer"
                        label: qsTrId("ui.print.again")
                        onTapped: page.app.reprint.ask(page.model.number)
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        objectName: "order.credit"
                        kind: "quiet"
                        label: qsTrId("ui.credit.open")
                        onTapped: page.model.openCredit()
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        objectName: "order.takeOff"
                        visible: page.model.canTakeOff
                        kind: "outline"
                        label: qsTrId("ui.reduce.button")
                        onTapped: page.model.askTakeOff()
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        objectName: "order.cancel"
                        visible: page.model.canCancel
                        kind: "danger"
                        label: qsTrId("ui.cancel.button")
                        onTapped: page.model.askCancel()
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        objectName: "order.giveUp"
                        visible: page.model.repair.canGiveUp
                        kind: "danger"
                        label: qsTrId("ui.repair.button")
                        onTapped: page.model.repair.giveUp()
                    }
                }
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "order.makeReady"
                visible: page.model.canMakeReady
                kind: "outline"
                label: qsTrId("ui.order.make_ready")
                onTapped: page.model.makeReady()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "order.handOver"
                visible: page.model.canHandOver
                label: qsTrId("ui.order.hand_over")
                onTapped: page.model.handOver()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "order.pay"
                visible: page.model.canPay
                label: page.model.payLabel
                onTapped: page.model.pay()
            }
        }
    }

    CodeSheet {
        visible: page.model.ownPhone.open
        owner: "ownPhone"
        title: page.model.ownPhone.title
        source: page.model.ownPhone.source
        how: qsTrId("ui.own_phone.how")
        onClosed: page.model.ownPhone.close()
    }

    ReduceSheet {
        visible: reduction.step !== "" && !page.app.approval.shown
        reduction: page.model.takeOff
    }

    RepairSheet {
        visible: repair.step !== "" && !page.app.approval.shown
        repair: page.model.repair
    }

    Sheet {
        visible: page.model.asking
        title: qsTrId("ui.cancel.why")
        subtitle: page.model.number
        onClosed: page.model.keep()

        Repeater {
            model: page.model.reasons

            ActionButton {
                required property string key
                required label

                objectName: "order.reason." + key
                width: parent.width
                kind: "outline"
                onTapped: page.model.cancel(key)
            }
        }
    }
}
