pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property PaymentModel model: app.payment
    readonly property bool cash: model.way === "cash"
    readonly property bool dense: Theme.landscape && !Theme.roomy // the largest letters need every row
    readonly property bool crowded: !Theme.roomy && app.printer.told // the bar tells about the printer, in rows of its own
    readonly property bool tight: cash ? !Theme.landscape : Theme.landscape || crowded // no room for what happens after

    GridLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: keyboard.top
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.gap

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: Theme.landscape || !page.cash
            implicitHeight: owed.implicitHeight + 2 * Theme.px(22)

            ColumnLayout {
                id: owed

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.px(22)
                spacing: Theme.px(12)

                Words {
                    Layout.fillWidth: true
                    objectName: "payment.number"
                    text: page.model.number
                    strong: true
                    font.pixelSize: Theme.big
                }

                Words {
                    Layout.fillWidth: true
                    text: page.model.placedAt
                    color: Theme.ink2
                }

                Repeater {
                    model: page.model.amounts

                    ColumnLayout {
                        id: item

                        required property string label
                        required property string amount

                        Layout.fillWidth: true
                        spacing: Theme.px(12)

                        RowLayout {
                            Words {
                                text: item.label
                            }

                            Words {
                                Layout.fillWidth: true
                                horizontalAlignment: Text.AlignRight
                                text: item.amount
                                strong: true
                            }
                        }

                        Rule {
                            Layout.fillWidth: true
                        }
                    }
                }

                RowLayout {
                    Layout.topMargin: Theme.grid

                    Words {
                        text: qsTrId("ui.payment.due")
                        strong: true
                        font.pixelSize: Theme.lead
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "payment.due"
                        horizontalAlignment: Text.AlignRight
                        text: page.model.due
                        strong: true
                        font.pixelSize: Theme.huge
                    }
                }

                Rectangle {
                    Layout.fillWidth: true
                    visible: !page.tight
                    implicitHeight: after.implicitHeight + 2 * Theme.px(20)
                    radius: Theme.radius
                    color: Theme.paper
                    border.width: Theme.hair
                    border.color: Theme.line

                    Column {
                        id: after

                        anchors.verticalCenter: parent.verticalCenter
                        x: Theme.px(22)
                        width: parent.width - 2 * x

                        Words {
                            width: parent.width
                            text: qsTrId("ui.payment.after")
                            strong: true
                        }

                        Words {
                            width: parent.width
                            objectName: "payment.after"
                            text: page.model.after
                            color: Theme.ink2
                        }
                    }
                }
            }
        }

        ColumnLayout {
            Layout.preferredWidth: Theme.landscape ? Theme.px(470) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape || page.cash
            spacing: Theme.px(12)

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.px(12)

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "payment.cash"
                    kind: page.cash ? "primary" : "outline"
                    label: qsTrId("ui.payment.cash")
                    onTapped: page.model.chooseWay("cash")
                }

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "payment.external"
                    kind: page.cash ? "outline" : "primary"
                    label: qsTrId("ui.payment.external")
                    onTapped: page.model.chooseWay("external")
                }
            }

            Panel {
                Layout.fillWidth: true
                visible: page.cash
                implicitHeight: counted.implicitHeight + 2 * (page.dense ? Theme.grid : Theme.gap)

                GridLayout {
                    id: counted

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.leftMargin: Theme.px(22)
                    anchors.rightMargin: Theme.px(22)
                    columns: 2
                    rowSpacing: Theme.px(4)

                    Words {
                        text: qsTrId("ui.payment.received")
                        color: Theme.ink2
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "payment.received"
                        horizontalAlignment: Text.AlignRight
                        text: page.model.received
                        strong: true
                        font.pixelSize: page.dense ? Theme.title : Theme.big
                    }

                    Words {
                        text: page.model.missing === "" ? qsTrId("ui.payment.change") : qsTrId("ui.payment.missing")
                        color: Theme.ink2
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "payment.change"
                        horizontalAlignment: Text.AlignRight
                        text: page.model.missing === "" ? page.model.change : page.model.missing
                        color: page.model.missing === "" ? Theme.here : Theme.ink2
                        strong: page.model.missing === ""
                        font.pixelSize: page.dense ? Theme.title : Theme.big
                    }
                }
            }

            GridLayout {
                Layout.fillWidth: true
                visible: page.cash
                columns: 4
                columnSpacing: Theme.px(12)

                Repeater {
                    model: page.model.suggestions

                    Pressable {
                        id: suggestion

                        required property int index
                        required property string key
                        required label

                        objectName: "payment.suggestion." + index
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        onTapped: page.model.suggest(key)

                        Rectangle {
                            anchors.fill: parent
                            radius: Theme.radiusS
                            color: Theme.well
                        }

                        Words {
                            anchors.centerIn: parent
                            text: suggestion.label
                            wrapMode: Text.NoWrap
                            Accessible.ignored: true
                        }
                    }
                }
            }

            DigitPad {
                Layout.fillWidth: true
                visible: page.cash
                calculator: true
                corner: page.model.decimals ? "." : ""
                Layout.fillHeight: true
                gap: page.dense ? Theme.grid : Theme.px(12)
                Layout.minimumHeight: 4 * Theme.target + 3 * gap
                Layout.maximumHeight: 4 * Theme.px(96) + 3 * Theme.px(12)
                onTyped: key => page.app.typed(key)
                onErased: page.app.erase()
            }

            Words {
                Layout.fillWidth: true
                visible: !page.cash
                text: qsTrId("ui.payment.external_how")
                color: Theme.ink2
            }

            SearchField {
                Layout.fillWidth: true
                objectName: "payment.reference"
                visible: !page.cash
                icon: ""
                clearable: false
                active: true
                text: page.model.reference
                placeholder: qsTrId("ui.payment.reference")
            }

            Item {
                Layout.fillHeight: true
                visible: Theme.landscape && !page.cash
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "payment.take"
                label: page.model.takeLabel
                enabled: page.model.canTake
                onTapped: page.model.take()
            }
        }
    }

    Keyboard {
        id: keyboard

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: !page.cash
        height: visible ? implicitHeight : 0
        hideable: false
        onTyped: key => page.app.typed(key)
        onErased: page.app.erase()
        onDone: page.app.submit()
    }
}
