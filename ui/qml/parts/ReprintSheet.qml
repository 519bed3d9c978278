pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// The papers of an order once more.
Sheet {
    id: sheet

    required property ReprintModel reprint
    required property PrinterModel printer

    title: qsTrId("ui.print.which")
    subtitle: reprint.number
    onClosed: reprint.close()

    Remark {
        objectName: "reprint.printer"
        width: parent.width
        visible: sheet.printer.blocked
        tone: "amber"
        text: sheet.printer.words
    }

    Repeater {
        model: sheet.reprint.papers

        ActionButton {
            required property string key
            required label

            objectName: "reprint." + key
            width: parent?.width ?? 0
            kind: "outline"
            icon: "printer"
            onTapped: sheet.reprint.choose(key)
        }
    }

    Words {
        width: parent.width
        text: qsTrId("ui.print.marked")
        color: Theme.ink2
    }
}
