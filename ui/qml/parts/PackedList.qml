pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// The pieces of a box, the newest on top.
Panel {
    id: panel

    required property PackingModel model
    property string first: ""
    property int least: 1
    property string second: qsTrId("ui.stock.nothing_then")

    List {
        objectName: "stock.pieces"
        anchors.fill: parent
        anchors.leftMargin: Theme.px(22)
        anchors.rightMargin: Theme.px(22)
        anchors.topMargin: Theme.grid
        anchors.bottomMargin: Theme.grid
        model: panel.model.pieces

        delegate: PieceRow {
            required note
            required tone

            width: ListView.view.width
            least: panel.least
            onQuantityChosen: quantity => panel.model.setQuantity(key, quantity)
        }
    }

    Empty {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.text(560))
        low: panel.height < Theme.text(240)
        visible: panel.model.nothing
        icon: "scan"
        first: panel.first
        second: panel.height < Theme.text(120) ? "" : panel.second
    }
}
