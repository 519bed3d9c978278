pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// A box goes to another shop.
Item {
    id: part

    required property StockModel stock
    readonly property SendingModel model: stock.sending
    readonly property bool listed: stock.transfers.going.count > 0 && model.nothing

    Workbench {
        anchors.fill: parent
        visible: !part.model.done
        sided: !part.stock.keys && (part.listed || part.model.unknown.count > 0)

        GridLayout {
            Layout.fillWidth: true
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.px(12)
            rowSpacing: Theme.px(12)

            Pill {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "stock.to"
                kind: "outline"
                icon: "box"
                strong: part.model.to !== ""
                label: part.model.to === "" ? qsTrId("ui.stockroom.to_where") : part.model.to
                onTapped: part.model.choosePlace()
            }

            SearchField {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "stock.code"
                icon: "scan"
                clearable: false
                active: part.model.field === "code"
                text: part.model.code
                placeholder: qsTrId("ui.stock.code")
                onTapped: part.model.chooseField("code")
            }
        }

        LastScan {
            Layout.fillWidth: true
            visible: part.model.lastShown && !part.stock.keys
            owner: "stock.last"
            name: part.model.lastName
            detail: part.model.lastDetail
            picture: part.model.lastPicture
            count: part.model.lastCount
            known: part.model.lastKnown
            onUndone: part.model.undo()
        }

        PackedList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: part.model
            first: qsTrId("ui.stockroom.nothing_send")
        }

        SearchField {
            Layout.fillWidth: true
            objectName: "stock.note"
            visible: !part.model.nothing
            icon: "slip"
            clearable: false
            active: part.model.field === "note"
            text: part.model.note
            placeholder: qsTrId("ui.stockroom.remark")
            onTapped: part.model.chooseField("note")
        }

        ActionButton {
            Layout.fillWidth: true
            objectName: "stock.send.now"
            label: part.model.sendLabel
            enabled: part.model.canSend
            onTapped: part.model.send()
        }

        side: [
            TransferList {
                visible: part.listed
                width: parent?.width ?? 0
                transfers: part.stock.transfers
                rows: part.stock.transfers.going
                owner: "stock.going"
                title: qsTrId("ui.stockroom.going")
            },
            UnknownCodes {
                width: parent?.width ?? 0
                model: part.model
            }
        ]
    }

    Finished {
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(560))
        visible: part.model.done
        owner: "stock.done"
        icon: "printer"
        title: part.model.doneTitle
        text: part.model.doneText
        next: qsTrId("ui.stockroom.next_box")
        onWent: part.model.next()
    }
}
