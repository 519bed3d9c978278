pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// Shelves are counted: how, then piece by piece, then beside the figures.
Item {
    id: part

    required property StockModel stock
    readonly property CountingModel model: stock.counting

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(640))
        visible: part.model.step === "start"
        spacing: Theme.gap

        Empty {
            width: parent.width
            low: Theme.landscape && !Theme.roomy
            icon: "scan"
            first: qsTrId("ui.stock.nothing_count")
            second: qsTrId("ui.stockroom.count_how")
        }

        Choice {
            width: parent.width
            objectName: "count.few"
            first: qsTrId("ui.stockroom.few")
            second: qsTrId("ui.stockroom.few_then")
            Accessible.role: Accessible.Button
            onTapped: part.model.beginFew()
        }

        Choice {
            width: parent.width
            objectName: "count.zones"
            first: qsTrId("ui.stockroom.zones")
            second: qsTrId("ui.stockroom.zones_then")
            Accessible.role: Accessible.Button
            onTapped: part.stock.zones.open()
        }
    }

    Workbench {
        anchors.fill: parent
        visible: part.model.step === "scan"
        sided: !part.stock.keys && (part.model.zoned || part.model.unknown.count > 0)

        GridLayout {
            Layout.fillWidth: true
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.px(12)
            rowSpacing: Theme.px(12)

            Words {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "count.heading"
                text: part.model.heading
                strong: true
                font.pixelSize: Theme.title
            }

            SearchField {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "stock.code"
                visible: part.model.zoneOpen
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
            undoable: part.model.lastKnown
            onUndone: part.model.undo()
        }

        Panel {
            id: panel

            Layout.fillWidth: true
            Layout.fillHeight: true

            List {
                objectName: "stock.pieces"
                anchors.fill: parent
                anchors.leftMargin: Theme.px(22)
                anchors.rightMargin: Theme.px(22)
                anchors.topMargin: Theme.grid
                anchors.bottomMargin: Theme.grid
                model: part.model.pieces

                delegate: PieceRow {
                    width: ListView.view.width
                    fixed: part.model.zoneDone
                    least: 0
                    onQuantityChosen: quantity => part.model.setQuantity(key, quantity)
                }
            }

            Empty {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.wide, Theme.text(560))
                low: panel.height < Theme.text(240)
                visible: part.model.nothing
                icon: "scan"
                first: part.model.zoneDone ? qsTrId("ui.stockroom.zone_was_empty") : part.model.zoned ? qsTrId("ui.stockroom.zone_nothing") : qsTrId("ui.stock.nothing_count")
                second: part.model.zoneDone || panel.height < Theme.text(120) ? "" : qsTrId("ui.stock.nothing_then")
            }
        }

        RowLayout {
            Layout.fillWidth: true
            visible: !part.stock.keys
            spacing: Theme.px(12)

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "count.give_up"
                visible: !part.model.zoned
                kind: "outline"
                label: qsTrId("ui.stockroom.give_up")
                onTapped: part.stock.askGiveUp()
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "count.reopen"
                visible: part.model.zoneDone
                kind: "outline"
                label: qsTrId("ui.stockroom.reopen")
                onTapped: part.model.reopenZone()
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                objectName: "count.close"
                visible: part.model.zoned && part.model.zoneOpen
                label: qsTrId("ui.stockroom.close_zone")
                onTapped: part.model.closeZone()
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                objectName: "count.compare"
                visible: part.model.allIn
                label: qsTrId("ui.stockroom.compare")
                onTapped: part.model.compare()
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                objectName: "stock.book"
                visible: !part.model.zoned
                label: part.model.bookLabel
                enabled: part.model.canBook
                onTapped: part.model.book()
            }
        }

        side: [
            Titled {
                width: parent?.width ?? 0
                visible: part.model.zoned
                title: qsTrId("ui.stockroom.zones_title")

                Repeater {
                    model: part.model.zones

                    Choice {
                        required property string key
                        required property int index
                        required first
                        required second
                        required tone
                        required chosen

                        objectName: "count.zone." + index
                        width: parent?.width ?? 0
                        onTapped: part.model.chooseZone(key)
                    }
                }

                ActionButton {
                    width: parent?.width ?? 0
                    objectName: "count.give_up_all"
                    kind: "quiet"
                    label: qsTrId("ui.stockroom.give_up")
                    onTapped: part.stock.askGiveUp()
                }
            },
            UnknownCodes {
                width: parent?.width ?? 0
                model: part.model
            }
        ]
    }

    ColumnLayout {
        anchors.fill: parent
        visible: part.model.step === "compare"
        spacing: Theme.px(12)

        Words {
            Layout.fillWidth: true
            objectName: "count.compared"
            text: part.model.compared
            strong: true
            font.pixelSize: Theme.title
        }

        Remark {
            Layout.fillWidth: true
            objectName: "count.then"
            tone: part.model.canBook ? "here" : "amber"
            text: part.model.comparedThen
        }

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true

            List {
                objectName: "count.differences"
                anchors.fill: parent
                anchors.leftMargin: Theme.px(22)
                anchors.rightMargin: Theme.px(22)
                anchors.topMargin: Theme.grid
                anchors.bottomMargin: Theme.grid
                model: part.model.differences

                delegate: PieceRow {
                    required note
                    required tone
                    required action

                    owner: "count.difference"
                    least: 0
                    width: ListView.view.width
                    onQuantityChosen: quantity => part.model.recount(key, quantity)
                    onActed: part.model.confirm(key)
                }
            }

            Empty {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.wide, Theme.text(560))
                visible: part.model.differences.count === 0
                icon: "check"
                first: qsTrId("ui.stockroom.no_difference")
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(12)

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "count.back"
                kind: "outline"
                label: qsTrId("ui.stockroom.to_zones")
                onTapped: part.model.backToZones()
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                objectName: "count.book"
                label: part.model.bookLabel
                enabled: part.model.canBook
                onTapped: part.model.book()
            }
        }
    }

    Finished {
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(560))
        visible: part.model.step === "done"
        owner: "stock.done"
        title: part.model.doneTitle
        text: part.model.doneText
        next: qsTrId("ui.stockroom.next_count")
        onWent: part.model.next()
    }
}
