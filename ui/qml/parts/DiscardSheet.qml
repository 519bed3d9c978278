pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import "../controls"

// Why nobody needs a slip any more.
Sheet {
    id: sheet

    required property PrintJobsModel jobs

    title: qsTrId("ui.print.why_discard")
    subtitle: jobs.asked
    onClosed: jobs.keep()

    Repeater {
        model: sheet.jobs.reasons

        ActionButton {
            required property string key
            required label

            objectName: "print.reason." + key
            width: parent?.width ?? 0
            kind: "outline"
            onTapped: sheet.jobs.discard(key)
        }
    }
}
