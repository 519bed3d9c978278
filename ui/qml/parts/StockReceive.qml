pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// A box comes in.
Item {
    id: part

    required property StockModel stock
    readonly property ReceivingModel model: stock.receiving
    readonly property bool tall: height >= Theme.text(460) // room for the last scan above the list and a warning below it
    readonly property bool listed: stock.transfers.coming.count > 0 && model.nothing && !model.transfer

    Workbench {
        anchors.fill: parent
        visible: !part.model.done
        sided: !part.stock.keys && (part.listed || part.model.unknown.count > 0)

        GridLayout {
            Layout.fillWidth: true
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.px(12)
            rowSpacing: Theme.px(12)

            SearchField {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "stock.note"
                visible: !part.model.transfer
                icon: "slip"
                clearable: false
                active: part.model.field === "note"
                text: part.model.note
                placeholder: qsTrId("ui.stock.note")
                onTapped: part.model.chooseField("note")
            }

            Panel {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                visible: part.model.transfer
                radius: Theme.radius
                implicitHeight: Math.max(Theme.target, papers.implicitHeight + Theme.grid)

                RowLayout {
                    id: papers

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.leftMargin: Theme.gap
                    spacing: Theme.grid

                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 0

                        Words {
                            Layout.fillWidth: true
                            objectName: "stock.transfer"
                            text: part.model.transferTitle
                            strong: true
                        }

                        Words {
                            Layout.fillWidth: true
                            text: part.model.transferFrom
                            color: Theme.ink2
                        }
                    }

                    Pill {
                        objectName: "stock.transfer.forget"
                        icon: "close"
                        bare: true
                        label: qsTrId("ui.stockroom.forget_slip")
                        onTapped: part.model.forgetSlip()
                    }
                }
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
            visible: part.model.lastShown && !part.stock.keys && (part.tall || part.model.warning === "")
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
            first: qsTrId("ui.stock.nothing_receive")
            least: part.model.transfer ? 0 : 1
            second: part.model.transfer ? qsTrId("ui.stock.nothing_then") : qsTrId("ui.stockroom.receive_then")
        }

        Remark {
            Layout.fillWidth: true
            objectName: "stock.warning"
            visible: text !== "" && !part.stock.keys
            tone: "amber"
            text: part.model.warning
        }

        GridLayout {
            Layout.fillWidth: true
            columns: Theme.landscape || Theme.roomy ? 2 : 1
            columnSpacing: Theme.px(12)
            rowSpacing: Theme.px(12)

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "stock.empty"
                visible: part.model.canEmpty && !part.stock.keys
                kind: "outline"
                label: qsTrId("ui.stockroom.piece_by_piece")
                onTapped: part.model.empty()
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                objectName: "stock.book"
                label: part.model.bookLabel
                enabled: part.model.canBook
                onTapped: part.model.book()
            }
        }

        side: [
            TransferList {
                visible: part.listed
                width: parent?.width ?? 0
                transfers: part.stock.transfers
                rows: part.stock.transfers.coming
                owner: "stock.coming"
                title: qsTrId("ui.stockroom.coming")
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
        icon: "box"
        title: part.model.doneTitle
        text: part.model.doneText
        next: qsTrId("ui.stockroom.next_box")
        onWent: part.model.next()
    }
}
