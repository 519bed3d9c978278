pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

Item {
    id: page

    required property App app
    readonly property CreditModel model: app.credit

    component Sums: Titled {
        id: sums

        required property Rows figures
        required property string owner

        Repeater {
            model: sums.figures

            SumRow {
                required property int index
                required property string label
                required property string amount

                width: parent?.width ?? 0
                objectName: sums.owner + "." + index
                first: label
                second: amount
                look: index === 0 ? "strong" : "row"
            }
        }
    }

    Workbench {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap

        Words {
            Layout.fillWidth: true
            objectName: "credit.heading"
            text: page.model.heading
            strong: true
            font.pixelSize: Theme.title
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.grid

            Repeater {
                model: page.model.scopes

                Pill {
                    required property string key
                    required label
                    required chosen

                    objectName: "credit.scope." + key
                    kind: "outline"
                    onTapped: page.model.look(key)
                }
            }

            Pill {
                objectName: "credit.whose"
                visible: page.model.manager
                kind: "outline"
                label: qsTrId("ui.credit.whose")
                onTapped: page.model.ask("colleague")
            }
        }

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Empty {
                anchors.fill: parent
                anchors.margins: Theme.gap
                visible: page.model.nothing
                icon: "slip"
                first: qsTrId("ui.credit.nothing")
                second: qsTrId("ui.credit.nothing_then")
            }

            List {
                anchors.fill: parent
                anchors.margins: Theme.gap
                objectName: "credit.list"
                visible: !page.model.nothing
                model: page.model.entries

                delegate: EntryLine {
                    width: ListView.view.width
                    objectName: "credit.entry." + index
                    onTapped: page.model.openEntry(key)
                }
            }
        }

        side: [
            Sums {
                width: parent.width
                visible: page.model.summed
                title: qsTrId("ui.credit.money")
                figures: page.model.commission
                owner: "credit.commission"
            },
            Sums {
                width: parent.width
                visible: page.model.summed
                title: qsTrId("ui.credit.target")
                figures: page.model.credit
                owner: "credit.target"
            },
            ActionButton {
                width: parent.width
                objectName: "credit.claim"
                visible: page.model.canClaim
                kind: "outline"
                label: qsTrId("ui.credit.claim")
                onTapped: page.model.ask("claim")
            },
            ActionButton {
                width: parent.width
                objectName: "credit.handOver"
                visible: label !== ""
                kind: "outline"
                label: page.model.handLabel
                onTapped: page.model.ask("receiver")
            }
        ]
    }

    CreditSheet {
        visible: credit.step !== "" && !page.app.approval.shown
        credit: page.model
    }
}
