pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import "../controls"

// Another source for a line, or why it stays as it is.
Sheet {
    id: sheet

    required property RepairModel repair
    readonly property bool chooses: repair.step === "ways"

    title: repair.title
    subtitle: repair.subtitle
    onClosed: repair.close()

    Words {
        width: parent.width
        objectName: "repair.nowhere"
        visible: sheet.repair.nowhere
        text: qsTrId("ui.repair.nowhere")
    }

    Repeater {
        model: sheet.chooses ? sheet.repair.ways : sheet.repair.reasons

        ActionButton {
            required property string key
            required label

            objectName: (sheet.chooses ? "repair.way." : "repair.reason.") + key
            width: parent?.width ?? 0
            kind: "outline"
            onTapped: sheet.chooses ? sheet.repair.chooseWay(key) : sheet.repair.settle(key)
        }
    }
}
