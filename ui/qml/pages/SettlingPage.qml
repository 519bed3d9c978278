pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// How the difference is paid: what it is at the left or above, the parts of it and the way beside.
Item {
    id: page

    required property App app
    readonly property SettlingModel model: app.settling
    readonly property bool pad: !model.referenced
    readonly property bool dense: Theme.landscape && !Theme.roomy
    readonly property bool tight: dense && !pad // the largest letters over the keys: what is known is left out

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
            Layout.fillHeight: true

            Scroller {
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                pullable: false
                contentHeight: owed.implicitHeight

                ColumnLayout {
                    id: owed

                    width: parent.width
                    spacing: Theme.grid

                    Words {
                        Layout.fillWidth: true
                        objectName: "settling.number"
                        visible: !page.tight
                        text: page.model.number
                        color: Theme.ink2
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "settling.difference"
                        text: page.model.difference
                        strong: true
                        font.pixelSize: page.dense ? Theme.big : Theme.huge
                    }

                    Repeater {
                        model: page.model.sums

                        RowLayout {
                            id: sum

                            required property string label
                            required property string amount

                            Layout.fillWidth: true
                            visible: !page.tight
                            spacing: Theme.gap

                            Words {
                                Layout.fillWidth: true
                                text: sum.label
                                color: Theme.ink2
                            }

                            Words {
                                text: sum.amount
                                wrapMode: Text.NoWrap
                            }
                        }
                    }

                    Rule {
                        Layout.fillWidth: true
                        visible: page.model.left !== ""
                    }

                    Repeater {
                        model: page.model.parts

                        RowLayout {
                            id: part

                            required property int index
                            required property string label
                            required property string amount

                            Layout.fillWidth: true
                            spacing: Theme.gap

                            Words {
                                Layout.fillWidth: true
                                objectName: "settling.part." + part.index
                                text: part.label
                            }

                            Words {
                                text: part.amount
                                wrapMode: Text.NoWrap
                            }

                            Pill {
                                objectName: "settling.remove." + part.index
                                bare: true
                                icon: "bin"
                                label: qsTrId("ui.returning.remove_part")
                                onTapped: page.model.removePart(part.index)
                            }
                        }
                    }

                    RowLayout {
                        Layout.fillWidth: true
                        visible: page.model.left !== ""
                        spacing: Theme.gap

                        Words {
                            Layout.fillWidth: true
                            text: qsTrId("ui.returning.left")
                            strong: true
                        }

                        Words {
                            objectName: "settling.left"
                            text: page.model.left
                            strong: true
                            wrapMode: Text.NoWrap
                        }
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "settling.how"
                        visible: page.model.paying && !page.tight
                        text: page.model.how
                        color: Theme.ink2
                    }

                    Words {
                        Layout.fillWidth: true
                        Layout.topMargin: Theme.grid
                        visible: page.model.asksPhone
                        text: qsTrId("ui.returning.phone")
                    }

                    SearchField {
                        Layout.fillWidth: true
                        objectName: "settling.phone"
                        visible: page.model.asksPhone
                        icon: ""
                        clearable: false
                        active: page.model.field === "phone"
                        text: page.model.phone
                        placeholder: qsTrId("ui.phone.placeholder")
                        onTapped: page.model.chooseField("phone")
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "settling.missing"
                        visible: text !== ""
                        text: page.model.missing
                        color: Theme.amber
                    }
                }
            }
        }

        ColumnLayout {
            Layout.preferredWidth: Theme.landscape ? Math.round(Theme.px(470) * (Theme.roomy ? 1 : 1.2)) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            spacing: Theme.px(12)

            RowLayout {
                Layout.fillWidth: true
                visible: page.model.paying
                spacing: Theme.grid

                Repeater {
                    model: page.model.ways

                    ActionButton {
                        required property string key
                        required label
                        required chosen

                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        objectName: "settling.way." + key
                        kind: chosen ? "primary" : "outline"
                        onTapped: page.model.chooseWay(key)
                    }
                }
            }

            SearchField {
                Layout.fillWidth: true
                objectName: "settling.reference"
                visible: !page.pad
                icon: ""
                clearable: false
                active: page.model.field === "reference"
                text: page.model.reference
                placeholder: qsTrId("ui.payment.reference")
                onTapped: page.model.chooseField("reference")
            }

            Pressable {
                Layout.fillWidth: true
                objectName: "settling.amountField"
                visible: page.model.paying
                implicitHeight: Math.max(Theme.target, figures.implicitHeight + Theme.gap)
                label: page.model.amountLabel + " " + page.model.amount
                onTapped: page.model.chooseField("amount")

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radius
                    color: Theme.card
                    border.width: page.model.field === "amount" ? Theme.thick : Theme.thin
                    border.color: page.model.field === "amount" ? Theme.ink : Theme.border
                }

                GridLayout {
                    id: figures

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.leftMargin: Theme.px(20)
                    anchors.rightMargin: Theme.px(20)
                    columns: 2
                    rowSpacing: 0

                    Words {
                        text: page.model.amountLabel
                        color: Theme.ink2
                        Accessible.ignored: true
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "settling.amount"
                        horizontalAlignment: Text.AlignRight
                        text: page.model.amount
                        strong: true
                        font.pixelSize: Theme.title
                        Accessible.ignored: true
                    }

                    Words {
                        visible: page.model.change !== ""
                        text: qsTrId("ui.payment.change")
                        color: Theme.ink2
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "settling.change"
                        visible: page.model.change !== ""
                        horizontalAlignment: Text.AlignRight
                        text: page.model.change
                        color: Theme.here
                        strong: true
                        font.pixelSize: Theme.title
                    }
                }
            }

            DigitPad {
                Layout.fillWidth: true
                Layout.fillHeight: Theme.landscape
                Layout.minimumHeight: 4 * Theme.target + 3 * gap
                Layout.maximumHeight: 4 * Theme.px(104) + 3 * Theme.px(12)
                visible: page.pad
                calculator: true
                corner: page.model.decimals ? "." : ""
                gap: page.dense ? Theme.grid : Theme.px(12)
                onTyped: key => page.app.typed(key)
                onErased: page.app.erase()
            }

            Item {
                Layout.fillHeight: true
                visible: Theme.landscape && !page.pad
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "settling.settle"
                label: page.model.label
                enabled: page.model.can
                onTapped: page.model.settle()
            }
        }
    }

    Keyboard {
        id: keyboard

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: !page.pad
        height: visible ? implicitHeight : 0
        hideable: false
        onTyped: key => page.app.typed(key)
        onErased: page.app.erase()
        onDone: page.app.submit()
    }
}
