pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// What moved on a day.
Item {
    id: part

    required property StockModel stock
    readonly property MovementsModel model: stock.movements

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.px(12)

        GridLayout {
            Layout.fillWidth: true
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.px(12)
            rowSpacing: Theme.px(12)

            RowLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                spacing: Theme.grid

                Pill {
                    objectName: "moved.earlier"
                    kind: "outline"
                    icon: "back"
                    bare: true
                    label: qsTrId("ui.stockroom.day_before")
                    onTapped: part.model.earlier()
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "moved.day"
                    horizontalAlignment: Text.AlignHCenter
                    text: part.model.dayLabel
                    strong: true
                    font.pixelSize: Theme.lead
                }

                Pill {
                    objectName: "moved.later"
                    kind: "outline"
                    icon: "forward"
                    bare: true
                    enabled: part.model.canGoOn
                    label: qsTrId("ui.stockroom.day_after")
                    onTapped: part.model.later()
                }
            }

            SearchField {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                objectName: "moved.search"
                active: part.model.keys
                text: part.model.query
                placeholder: qsTrId("ui.stockroom.search")
                onTapped: part.model.search()
                onCleared: part.model.clearQuery()
            }
        }

        Flow {
            Layout.fillWidth: true
            visible: part.model.kinds.count > 0 && !part.stock.keys
            spacing: Theme.grid

            Repeater {
                model: part.model.kinds

                Chip {
                    required property string key
                    required label
                    required count
                    required chosen

                    objectName: "moved.kind." + key
                    onTapped: part.model.choose(key)
                }
            }
        }

        Panel {
            id: panel

            Layout.fillWidth: true
            Layout.fillHeight: true

            List {
                objectName: "moved.list"
                anchors.fill: parent
                anchors.leftMargin: Theme.px(22)
                anchors.rightMargin: Theme.px(22)
                anchors.topMargin: Theme.grid
                anchors.bottomMargin: Theme.grid
                model: part.model.rows

                delegate: OrderRow {
                    objectName: "moved.row." + index
                    width: ListView.view.width
                    onTapped: part.model.open(key)
                }
            }

            Empty {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.wide, Theme.text(560))
                low: panel.height < Theme.text(240)
                visible: part.model.nothing
                icon: "box"
                first: qsTrId("ui.stockroom.nothing_moved")
                second: panel.height < Theme.text(120) ? "" : qsTrId("ui.stockroom.nothing_moved_then")
            }
        }
    }
}
