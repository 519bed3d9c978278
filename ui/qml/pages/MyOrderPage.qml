pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property MyOrderModel model: app.myOrder

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
                        objectName: "myOrder.number"
                        text: page.model.number
                        strong: true
                        font.pixelSize: Theme.big
                    }

                    Tag {
                        Layout.maximumWidth: Theme.px(380)
                        objectName: "myOrder.status"
                        text: page.model.status
                        tone: page.model.tone
                    }
                }

                Words {
                    Layout.fillWidth: true
                    text: page.model.placedAt
                    color: Theme.ink2
                }

                List {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    model: page.model.lines

                    delegate: OrderLine {
                        width: ListView.view.width
                        owner: "myOrder"
                    }
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "myOrder.follow"
                    visible: text !== ""
                    text: page.model.follow
                    color: Theme.ink2
                }
            }
        }

        ColumnLayout {
            Layout.preferredWidth: Theme.landscape ? Theme.px(372) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            spacing: Theme.gap

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

                        Words {
                            text: qsTrId("ui.basket.total")
                            strong: true
                            font.pixelSize: Theme.lead
                        }

                        Words {
                            Layout.fillWidth: true
                            horizontalAlignment: Text.AlignRight
                            text: page.model.total
                            strong: true
                            font.pixelSize: Theme.big
                        }
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "myOrder.payNote"
                        text: page.model.payNote
                        color: Theme.ink2
                    }
                }
            }

            Item {
                Layout.fillHeight: true
                visible: Theme.landscape
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "myOrder.cancel"
                visible: page.model.canCancel
                kind: "danger"
                label: qsTrId("ui.cancel.button")
                onTapped: page.model.askCancel()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "myOrder.done"
                label: qsTrId("ui.order.done")
                onTapped: page.model.done()
            }
        }
    }

    Sheet {
        visible: page.model.asking
        title: qsTrId("ui.cancel.sure")
        subtitle: qsTrId("ui.cancel.sure_then")
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
