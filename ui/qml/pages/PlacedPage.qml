pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property PlacedModel model: app.placed

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
                        objectName: "placed.number"
                        text: page.model.number
                        strong: true
                        font.pixelSize: Theme.big
                    }

                    Tag {
                        Layout.maximumWidth: Theme.px(380)
                        objectName: "placed.tally"
                        text: page.model.tally
                        tone: page.model.follow === "" ? "here" : "amber"
                    }
                }

                List {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    model: page.model.lines

                    delegate: OrderLine {
                        width: ListView.view.width
                        owner: "placed"
                    }
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "placed.follow"
                    visible: text !== ""
                    text: page.model.follow
                    color: Theme.ink2
                }
            }
        }

        ColumnLayout {
            Layout.preferredWidth: Theme.landscape ? Theme.px(420) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            spacing: Theme.gap

            Panel {
                Layout.fillWidth: true
                implicitHeight: pay.implicitHeight + 2 * Theme.px(22)

                ColumnLayout {
                    id: pay

                    anchors.fill: parent
                    anchors.margins: Theme.px(22)
                    spacing: Theme.grid

                    RowLayout {
                        Layout.fillWidth: true

                        Words {
                            text: qsTrId("ui.placed.to_pay")
                            strong: true
                            font.pixelSize: Theme.lead
                        }

                        Words {
                            Layout.fillWidth: true
                            objectName: "placed.total"
                            horizontalAlignment: Text.AlignRight
                            text: page.model.total
                            strong: true
                            font.pixelSize: Theme.big
                        }
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "placed.payBefore"
                        text: page.model.payBefore
                        color: Theme.ink2
                    }
                }
            }

            Panel {
                Layout.fillWidth: true
                visible: page.model.codes.count > 0
                implicitHeight: codes.implicitHeight + 2 * Theme.px(22)

                Column {
                    id: codes

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.margins: Theme.px(22)
                    spacing: Theme.px(12)

                    Repeater {
                        model: page.model.codes

                        Column {
                            id: code

                            required property int index
                            required property string digits
                            required property string label

                            width: parent.width

                            Words {
                                width: parent.width
                                horizontalAlignment: Text.AlignHCenter
                                text: code.label
                                color: Theme.ink2
                            }

                            Words {
                                width: parent.width
                                objectName: "placed.code." + code.index
                                horizontalAlignment: Text.AlignHCenter
                                text: code.digits
                                strong: true
                                font.pixelSize: page.model.codes.count > 2 ? Theme.big : Theme.huge
                                font.letterSpacing: Theme.px(2)
                            }
                        }
                    }
                }
            }

            Item {
                Layout.fillHeight: true
                visible: Theme.landscape
            }

            RowLayout {
                Layout.alignment: Qt.AlignHCenter
                spacing: Theme.grid

                Icon {
                    name: "printer"
                    color: Theme.ink2
                }

                Words {
                    text: qsTrId("ui.placed.printing")
                    color: Theme.ink2
                }
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "placed.done"
                label: page.model.guide ? qsTrId("ui.placed.to_order") : qsTrId("ui.placed.done")
                onTapped: page.model.done()
            }
        }
    }
}
