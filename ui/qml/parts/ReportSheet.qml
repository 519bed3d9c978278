pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// A closing as it is on its paper.
Sheet {
    id: sheet

    required property DayModel model

    visible: model.asking === "report"
    title: model.title
    subtitle: model.subtitle
    onClosed: model.close()

    ActionButton {
        objectName: "day.reprint"
        width: parent?.width ?? 0
        visible: sheet.model.manager
        enabled: !sheet.model.busy
        icon: "printer"
        label: qsTrId("ui.day.reprint")
        onTapped: sheet.model.reprint()
    }

    Words {
        objectName: "day.reprintWho"
        width: parent?.width ?? 0
        visible: !sheet.model.manager
        text: qsTrId("ui.day.reprint_who")
        color: Theme.ink2
    }

    Column {
        width: parent?.width ?? 0

        Repeater {
            model: sheet.model.facts

            SumRow {
                required property string key
                required first
                required second
                required look

                width: parent?.width ?? 0
            }
        }
    }
}
