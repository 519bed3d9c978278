pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property StockModel model: app.stock
    readonly property bool receiving: model.mode === "receive"

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: keyboard.top
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        spacing: Theme.px(12)

        GridLayout {
            Layout.fillWidth: true
            columns: Theme.landscape ? 4 : 2
            columnSpacing: Theme.px(12)
            rowSpacing: Theme.px(12)

            Pill {
                Layout.fillWidth: !Theme.landscape
                Layout.preferredWidth: Theme.landscape ? -1 : 1
                objectName: "stock.receive"
                kind: "outline"
                chosen: page.receiving
                label: qsTrId("ui.stock.receive")
                onTapped: page.model.chooseMode("receive")
            }

            Pill {
                Layout.fillWidth: !Theme.landscape
                Layout.preferredWidth: Theme.landscape ? -1 : 1
                objectName: "stock.count"
                kind: "outline"
                chosen: !page.receiving
                label: qsTrId("ui.stock.count")
                onTapped: page.model.chooseMode("count")
            }

            SearchField {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "stock.note"
                visible: page.receiving
                icon: ""
                clearable: false
                active: page.model.field === "note"
                text: page.model.note
                placeholder: qsTrId("ui.stock.note")
                onTapped: page.model.chooseField("note")
            }

            SearchField {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.columnSpan: page.receiving ? 1 : 2
                objectName: "stock.code"
                icon: ""
                clearable: false
                active: page.model.field === "code"
                text: page.model.code
                placeholder: qsTrId("ui.stock.code")
                onTapped: page.model.chooseField("code")
            }
        }

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true

            List {
                objectName: "stock.pieces"
                anchors.fill: parent
                anchors.leftMargin: Theme.px(22)
                anchors.rightMargin: Theme.px(22)
                anchors.topMargin: Theme.grid
                anchors.bottomMargin: Theme.grid
                model: page.model.pieces

                delegate: PieceRow {
                    width: ListView.view.width
                    onQuantityChosen: quantity => page.model.setQuantity(key, quantity)
                }
            }

            Empty {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.wide, Theme.text(560))
                low: Theme.landscape && !Theme.roomy
                visible: page.model.nothing
                icon: "box"
                first: page.receiving ? qsTrId("ui.stock.nothing_receive") : qsTrId("ui.stock.nothing_count")
                second: qsTrId("ui.stock.nothing_then")
            }
        }

        ActionButton {
            Layout.fillWidth: true
            objectName: "stock.book"
            label: page.model.bookLabel
            enabled: page.model.canBook
            onTapped: page.model.book()
        }
    }

    Keyboard {
        id: keyboard

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        hideable: false
        onTyped: key => page.app.typed(key)
        onErased: page.app.erase()
        onDone: page.app.submit()
    }
}
