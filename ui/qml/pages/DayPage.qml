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
    readonly property DayModel model: app.day

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.gap

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            Layout.preferredHeight: 3

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                spacing: Theme.grid

                Words {
                    Layout.fillWidth: true
                    objectName: "day.date"
                    text: page.model.businessDate
                    strong: true
                    font.pixelSize: Theme.big
                }

                Tag {
                    Layout.maximumWidth: parent.width
                    objectName: "day.status"
                    visible: text !== ""
                    text: page.model.status
                    tone: page.model.tone
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "day.note"
                    visible: text !== ""
                    text: page.model.note
                    color: Theme.amber
                }

                List {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    objectName: "day.figures"
                    visible: !page.model.empty
                    model: page.model.figures

                    delegate: SumRow {
                        required property string key
                        required first
                        required second
                        required look

                        width: ListView.view.width
                    }
                }

                Item {
                    Layout.fillHeight: true
                    visible: page.model.empty
                }
            }

            Empty {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.wide, Theme.text(480))
                low: !Theme.roomy
                visible: page.model.empty
                icon: "slip"
                first: page.model.nothing
                second: qsTrId("ui.day.nothing_then")
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            Layout.preferredHeight: 2
            spacing: Theme.px(12)

            Panel {
                Layout.fillWidth: true
                Layout.fillHeight: true

                ColumnLayout {
                    anchors.fill: parent
                    anchors.margins: Theme.px(22)
                    spacing: Theme.px(12)

                    Words {
                        text: qsTrId("ui.day.reports")
                        strong: true
                        font.pixelSize: Theme.lead
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "day.noReports"
                        visible: page.model.noReports
                        text: qsTrId("ui.day.no_reports")
                        color: Theme.ink2
                    }

                    List {
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        objectName: "day.reports"
                        model: page.model.reports
                        spacing: Theme.grid

                        delegate: Choice {
                            required property string key
                            required property int index
                            required property string title
                            required property string summary
                            required property string outcome

                            objectName: "day.report." + index
                            width: ListView.view.width
                            first: title
                            second: summary
                            third: outcome
                            Accessible.role: Accessible.Button
                            onTapped: page.model.openReport(key)
                        }
                    }
                }
            }

            Words {
                Layout.fillWidth: true
                objectName: "day.who"
                visible: !page.model.manager
                text: qsTrId("ui.day.who")
                color: Theme.ink2
            }

            GridLayout {
                Layout.fillWidth: true
                columns: Theme.roomy ? 2 : 1
                columnSpacing: Theme.px(12)
                rowSpacing: Theme.px(12)

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "day.cash"
                    visible: page.model.manager
                    kind: "outline"
                    label: qsTrId("ui.day.cash")
                    onTapped: page.model.askCash()
                }

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "day.x"
                    visible: !page.model.empty
                    kind: "outline"
                    label: qsTrId("ui.day.x")
                    onTapped: page.model.printX()
                }
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "day.open"
                visible: page.model.canOpen
                kind: page.model.empty ? "primary" : "outline"
                label: qsTrId("ui.day.open")
                onTapped: page.model.askOpen()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "day.count"
                visible: page.model.canClose
                label: qsTrId("ui.day.count")
                onTapped: page.model.count()
            }
        }
    }

    DaySheet {
        model: page.model
    }

    ReportSheet {
        model: page.model
    }
}
