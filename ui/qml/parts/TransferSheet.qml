pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// One box between two shops: what was packed, what arrived, and where the rest is.
Sheet {
    id: sheet

    required property TransfersModel transfers

    span: Theme.px(680)
    title: transfers.title
    subtitle: transfers.subtitle
    onClosed: transfers.close()

    Repeater {
        model: sheet.transfers.lines

        PieceRow {
            width: parent?.width ?? 0
            owner: "transfer.line"
            fixed: true
            required note
            required tone
        }
    }

    ActionButton {
        objectName: "transfer.receive"
        width: parent.width
        visible: sheet.transfers.canReceive
        icon: "box"
        label: qsTrId("ui.stockroom.box_here")
        onTapped: sheet.transfers.receive()
    }

    Words {
        width: parent.width
        visible: sheet.transfers.canSettle
        text: sheet.transfers.settleThen
        color: Theme.ink2
    }

    Flow {
        width: parent.width
        visible: sheet.transfers.canSettle
        spacing: Theme.grid

        Repeater {
            model: sheet.transfers.reasons

            Chip {
                required property string key
                required label
                required chosen

                objectName: "transfer.reason." + key
                onTapped: sheet.transfers.choose(key)
            }
        }
    }

    ActionButton {
        objectName: "transfer.at_sender"
        width: parent.width
        visible: sheet.transfers.canSettle
        enabled: sheet.transfers.reasoned
        kind: "outline"
        label: qsTrId("ui.stockroom.at_sender")
        onTapped: sheet.transfers.settle("at_sender")
    }

    ActionButton {
        objectName: "transfer.at_receiver"
        width: parent.width
        visible: sheet.transfers.canSettle
        enabled: sheet.transfers.reasoned
        kind: "outline"
        label: qsTrId("ui.stockroom.at_receiver")
        onTapped: sheet.transfers.settle("at_receiver")
    }

    ActionButton {
        objectName: "transfer.lost"
        width: parent.width
        visible: sheet.transfers.canSettle
        enabled: sheet.transfers.canLose
        kind: "danger"
        label: qsTrId("ui.stockroom.lost")
        onTapped: sheet.transfers.settle("lost")
    }
}
