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
    readonly property PaymentModel model: app.payment
    readonly property bool cash: model.way === "cash"
    readonly property bool writes: model.writes
    readonly property bool dense: Theme.landscape && !Theme.roomy // the largest letters need every row
    readonly property bool begun: model.tenders.count > 0
    readonly property bool crowded: begun && (writes ? Theme.landscape || !Theme.roomy : !Theme.landscape) // only what is given and still due
    readonly property bool told: !Theme.roomy && app.printer.told // the bar tells about the printer, in rows of its own
    readonly property bool tight: told || (writes ? Theme.landscape || !Theme.roomy : !Theme.landscape) // no room for what happens after

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

        PaymentOwed {
            Layout.fillWidth: true
            Layout.fillHeight: stretched
            model: page.model
            stretched: Theme.landscape || page.writes
            dense: page.dense
            crowded: page.crowded
            after: !page.tight && !(page.begun && page.writes)
        }

        ColumnLayout {
            Layout.preferredWidth: Theme.landscape ? Theme.px(490) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape || !page.writes
            spacing: Theme.px(12)

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.grid

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
                    kind: page.model.way === "external" ? "primary" : "outline"
                    label: qsTrId("ui.payment.external")
                    onTapped: page.model.chooseWay("external")
                }

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "payment.wallet"
                    kind: page.model.way === "wallet" ? "primary" : "outline"
                    label: qsTrId("ui.payment.wallet")
                    onTapped: page.model.chooseWay("wallet")
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
                        font.pixelSize: page.dense ? Theme.title : page.model.missing === "" ? Theme.huge : Theme.big
                    }
                }
            }

            Words {
                Layout.fillWidth: true
                visible: page.writes && !page.dense
                text: page.model.how
                color: Theme.ink2
            }

            GridLayout {
                Layout.fillWidth: true
                visible: !page.cash
                columns: 2
                columnSpacing: Theme.px(12)
                rowSpacing: Theme.px(12)

                Words {
                    visible: !page.dense
                    text: qsTrId("ui.payment.amount")
                    Accessible.ignored: true
                }

                SearchField {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "payment.amount"
                    icon: ""
                    clearable: false
                    active: page.model.field === "amount"
                    text: page.model.received
                    placeholder: qsTrId("ui.payment.amount")
                    onTapped: page.model.chooseField("amount")
                }

                Words {
                    visible: !page.dense
                    text: qsTrId("ui.payment.reference")
                    Accessible.ignored: true
                }

                SearchField {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "payment.reference"
                    icon: ""
                    clearable: false
                    active: page.model.field === "reference"
                    text: page.model.reference
                    placeholder: qsTrId("ui.payment.reference")
                    onTapped: page.model.chooseField("reference")
                }
            }

            Words {
                Layout.fillWidth: true
                objectName: "payment.tooMuch"
                visible: text !== ""
                text: page.model.tooMuch
                color: Theme.reduction
            }

            RowLayout {
                Layout.fillWidth: true
                visible: !page.writes && page.model.tooMuch === "" && page.model.suggestions.count > 0
                spacing: Theme.px(12)

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
                visible: !page.writes
                calculator: true
                corner: page.model.decimals ? "." : ""
                Layout.fillHeight: true
                gap: page.dense ? Theme.grid : Theme.px(12)
                Layout.minimumHeight: 4 * Theme.target + 3 * gap
                Layout.maximumHeight: 4 * Theme.px(96) + 3 * Theme.px(12)
                onTyped: key => page.app.typed(key)
                onErased: page.app.erase()
            }

            Item {
                Layout.fillHeight: true
                visible: Theme.landscape && page.writes
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
        visible: page.writes
        height: visible ? implicitHeight : 0
        hideable: false
        onTyped: key => page.app.typed(key)
        onErased: page.app.erase()
        onDone: page.app.submit()
    }
}
