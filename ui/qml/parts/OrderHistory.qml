pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What happened to an order, in the place of its lines.
List {
    id: list

    required property OrderHistoryModel history

    objectName: "order.history"
    model: list.history.rows
    topMargin: Theme.grid

    delegate: HistoryLine {
        width: ListView.view.width
        last: index === ListView.view.count - 1
    }
}
