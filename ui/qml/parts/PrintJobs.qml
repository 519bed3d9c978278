pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// How the printer is, and the slips that are not on paper.
Panel {
    id: part

    required property PrintJobsModel jobs
    required property PrinterModel printer

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.px(22)
        spacing: Theme.px(12)

        Words {
            Layout.fillWidth: true
            text: qsTrId("ui.print.title")
            strong: true
            font.pixelSize: Theme.lead
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(14)

            StatusDot {
                tone: part.printer.tone
            }

            Words {
                Layout.fillWidth: true
                objectName: "print.printer"
                text: part.printer.words
            }
        }

        Rule {
            Layout.fillWidth: true
        }

        Words {
            Layout.fillWidth: true
            objectName: "print.none"
            visible: part.jobs.none
            text: qsTrId("ui.print.none")
            color: Theme.ink2
        }

        List {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "print.jobs"
            visible: !part.jobs.none
            model: part.jobs.jobs
            spacing: Theme.gap

            delegate: PrintJob {
                required property int index
                required key

                owner: "print.job." + index
                width: ListView.view.width
                onAgain: part.jobs.again(key)
                onDiscarded: part.jobs.askDiscard(key)
            }
        }

        Item {
            Layout.fillHeight: true
            visible: part.jobs.none
        }
    }
}
