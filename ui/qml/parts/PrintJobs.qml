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

    implicitHeight: column.implicitHeight + 2 * Theme.px(22)

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.px(22)
        anchors.rightMargin: Theme.px(22)
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

        Repeater {
            model: part.jobs.jobs

            PrintJob {
                required property int index
                required key

                Layout.fillWidth: true
                Layout.preferredHeight: implicitHeight
                owner: "print.job." + index
                onAgain: part.jobs.again(key)
                onDiscarded: part.jobs.askDiscard(key)
            }
        }
    }
}
