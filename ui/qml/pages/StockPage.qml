pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

// The stockroom: what comes in, what lies here, what goes out, what moved.
Item {
    id: page

    required property App app
    readonly property StockModel model: app.stock
    readonly property list<string> modes: ["receive", "count", "send", "movements"]

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: keyboard.visible ? keyboard.top : parent.bottom
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        spacing: Theme.px(12)

        Row {
            id: tabs

            Layout.fillWidth: true
            spacing: Theme.grid

            Repeater {
                model: page.modes

                Pill {
                    required property string modelData

                    width: Math.floor((tabs.width - 3 * tabs.spacing) / 4)
                    objectName: "stock." + modelData
                    kind: "outline"
                    chosen: page.model.mode === modelData
                    label: modelData === "receive" ? qsTrId("ui.stock.receive") : modelData === "count" ? qsTrId("ui.stock.count") : modelData === "send" ? qsTrId("ui.stockroom.send") : qsTrId("ui.stockroom.movements")
                    onTapped: page.model.chooseMode(modelData)
                }
            }
        }

        Loader {
            Layout.fillWidth: true
            Layout.fillHeight: true
            sourceComponent: page.model.mode === "receive" ? receive : page.model.mode === "count" ? count : page.model.mode === "send" ? send : movements
        }
    }

    Component {
        id: receive

        StockReceive {
            stock: page.model
        }
    }

    Component {
        id: count

        StockCount {
            stock: page.model
        }
    }

    Component {
        id: send

        StockSend {
            stock: page.model
        }
    }

    Component {
        id: movements

        StockMovements {
            stock: page.model
        }
    }

    Keyboard {
        id: keyboard

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: page.model.keys
        onTyped: key => page.app.typed(key)
        onErased: page.app.erase()
        onDone: page.app.submit()
        onHidden: page.model.hideKeys()
    }

    TransferSheet {
        visible: page.model.transfers.shown
        transfers: page.model.transfers
    }

    ZonesSheet {
        visible: page.model.zones.shown
        zones: page.model.zones
    }

    StockCardSheet {
        visible: page.model.movements.cardShown
        movements: page.model.movements
    }

    Sheet {
        visible: page.model.sending.choosing
        title: qsTrId("ui.stockroom.to_where")
        onClosed: page.model.sending.closePlaces()

        Repeater {
            model: page.model.sending.places

            ActionButton {
                required property string key
                required label
                required chosen

                objectName: "stock.place." + key
                width: parent.width
                kind: chosen ? "primary" : "outline"
                onTapped: page.model.sending.place(key)
            }
        }
    }

    Sheet {
        visible: page.model.givingUp
        title: qsTrId("ui.stockroom.give_up_sure")
        subtitle: qsTrId("ui.stockroom.give_up_then")
        onClosed: page.model.keepCounting()

        ActionButton {
            objectName: "count.give_up.no"
            width: parent.width
            kind: "outline"
            label: qsTrId("ui.stockroom.give_up_no")
            onTapped: page.model.keepCounting()
        }

        ActionButton {
            objectName: "count.give_up.yes"
            width: parent.width
            kind: "danger"
            label: qsTrId("ui.stockroom.give_up_yes")
            onTapped: page.model.giveUp()
        }
    }
}
