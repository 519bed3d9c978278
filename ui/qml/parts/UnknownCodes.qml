pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// Scanned codes that are no article of ours: kept with the booking, so that head office can look into them.
Titled {
    id: panel

    required property ScanningModel model

    objectName: "stock.unknown"
    visible: model.unknown.count > 0
    title: qsTrId("ui.stockroom.unknown_title")

    Words {
        width: parent?.width ?? 0
        text: qsTrId("ui.stockroom.unknown_then")
        color: Theme.ink2
    }

    Repeater {
        model: panel.model.unknown

        FactRow {
            required property string key
            required property string times

            width: parent?.width ?? 0
            tone: "amber"
            first: key
            second: times
        }
    }
}
