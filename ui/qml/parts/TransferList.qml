pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import "../controls"

// Boxes under way to one side.
Titled {
    id: panel

    required property TransfersModel transfers
    required property Rows rows
    required property string owner

    Repeater {
        model: panel.rows

        Choice {
            required property string key
            required property int index
            required property string number
            required property string summary
            required property string status
            required property string amount
            required tone

            objectName: panel.owner + "." + index
            width: parent?.width ?? 0
            first: status + " · " + amount
            second: number
            third: summary
            Accessible.role: Accessible.Button
            onTapped: panel.transfers.open(key)
        }
    }
}
