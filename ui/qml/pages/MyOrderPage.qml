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
    readonly property MyOrderModel model: app.myOrder

    Beside {
        id: columns

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: bar.top
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.px(12)

        Panel {
            width: parent.width
            height: Math.max(lines.implicitHeight + 2 * Theme.px(20), columns.two ? columns.height : 0)

            ColumnLayout {
                id: lines

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.px(20)
                spacing: Theme.px(6)

                Words {
                    Layout.fillWidth: true
                    text: page.model.placedAt
                    color: Theme.ink2
                }

                Numbered {
                    Layout.fillWidth: true
                    number: page.model.number
                    standing: page.model.status
                    tone: page.model.tone
                    owner: "myOrder"
                    standingName: "status"
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "myOrder.headline"
                    text: page.model.headline
                    strong: true
                }

                Repeater {
                    model: page.model.lines

                    OrderLine {
                        required property int index

                        Layout.fillWidth: true
                        owner: "myOrder"
                        timeline: true
                        asks: true
                        onChosenAgain: page.model.chooseAgain(index)
                    }
                }

                Words {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.grid
                    objectName: "myOrder.follow"
                    visible: text !== ""
                    text: page.model.follow
                    color: Theme.ink2
                }
            }
        }

        side: [
            Panel {
                width: parent.width
                height: sums.implicitHeight + 2 * Theme.px(18)

                ColumnLayout {
                    id: sums

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.margins: Theme.px(20)
                    spacing: Theme.px(4)

                    RowLayout {
                        Layout.fillWidth: true
                        spacing: Theme.gap

                        Words {
                            Layout.fillWidth: true
                            text: page.model.due ? qsTrId("ui.placed.to_pay") : qsTrId("ui.basket.total")
                            strong: true
                            font.pixelSize: Theme.lead
                        }

                        Words {
                            objectName: "myOrder.total"
                            text: page.model.total
                            strong: true
                            font.pixelSize: Theme.big
                            wrapMode: Text.NoWrap
                        }
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "myOrder.payNote"
                        text: page.model.payNote
                        color: Theme.ink2
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "myOrder.reduced"
                        visible: text !== ""
                        text: page.model.reduced
                        color: Theme.reduction
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "myOrder.refused"
                        visible: text !== ""
                        text: page.model.refused
                        color: Theme.ink2
                    }
                }
            },
            Panel {
                width: parent.width
                visible: page.model.steps.count > 0
                height: next.implicitHeight + 2 * Theme.px(18)

                ColumnLayout {
                    id: next

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.margins: Theme.px(20)
                    spacing: Theme.px(10)

                    Words {
                        Layout.fillWidth: true
                        text: qsTrId("ui.steps.title")
                        color: Theme.ink2
                    }

                    Steps {
                        Layout.fillWidth: true
                        owner: "myOrder"
                        model: page.model.steps
                    }
                }
            }
        ]
    }

    RowLayout {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.bottomMargin: Theme.gap
        spacing: Theme.wide

        ActionButton {
            Layout.preferredWidth: Theme.text(260)
            Layout.fillWidth: !Theme.landscape
            objectName: "myOrder.cancel"
            visible: page.model.canCancel
            kind: "danger"
            label: qsTrId("ui.cancel.button")
            onTapped: page.model.askCancel()
        }

        Item {
            Layout.fillWidth: true
            visible: Theme.landscape
        }

        ActionButton {
            Layout.preferredWidth: Theme.landscape ? columns.sideWidth : Theme.text(260)
            Layout.fillWidth: !Theme.landscape
            objectName: "myOrder.done"
            label: qsTrId("ui.order.done")
            onTapped: page.model.done()
        }
    }

    Sheet {
        visible: page.model.asking
        title: qsTrId("ui.cancel.sure")
        subtitle: page.model.sureThen
        onClosed: page.model.keep()

        ActionButton {
            objectName: "myOrder.cancel.yes"
            width: parent.width
            kind: "danger"
            label: qsTrId("ui.cancel.yes")
            onTapped: page.model.cancel()
        }

        ActionButton {
            objectName: "myOrder.cancel.no"
            width: parent.width
            kind: "outline"
            label: qsTrId("ui.cancel.no")
            onTapped: page.model.keep()
        }
    }
}
