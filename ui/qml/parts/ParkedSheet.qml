pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// A basket is put aside, or taken up again: one step at a time.
Sheet {
    id: sheet

    required property ParkedModel parked
    readonly property string step: parked.step

    title: step === "kept" ? qsTrId("ui.parked.kept") : step === "code" ? qsTrId("ui.parked.code_title") : step === "ask" ? qsTrId("ui.parked.ask") : qsTrId("ui.parked.changed")
    subtitle: step === "kept" ? parked.until : step === "code" ? qsTrId("ui.parked.code_then") : step === "ask" ? qsTrId("ui.parked.ask_then") : qsTrId("ui.parked.changed_then")
    onClosed: parked.close()

    Words {
        objectName: "parked.code"
        width: parent.width
        visible: sheet.step === "kept" || sheet.step === "code"
        text: sheet.step === "kept" ? sheet.parked.code : sheet.parked.digits
        strong: true
        font.pixelSize: sheet.step === "kept" ? Theme.giant : Theme.huge
        font.letterSpacing: Theme.px(6)
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.NoWrap
    }

    Words {
        objectName: "parked.error"
        width: parent.width
        visible: text !== ""
        text: sheet.parked.error
        color: Theme.reduction
        horizontalAlignment: Text.AlignHCenter
    }

    DigitPad {
        width: parent.width
        visible: sheet.step === "code"
        onTyped: key => sheet.parked.type(key)
        onErased: sheet.parked.erase()
    }

    Repeater {
        model: sheet.parked.changes

        Column {
            id: change

            required property string key
            required property string name
            required property string said

            objectName: "parked.change." + key
            width: parent?.width ?? 0
            visible: sheet.step === "changed"

            Words {
                width: change.width
                text: change.name
                strong: true
            }

            Words {
                width: change.width
                text: change.said
                color: Theme.ink2
            }
        }
    }

    ActionButton {
        objectName: "parked.take"
        width: parent.width
        visible: sheet.step === "code"
        enabled: sheet.parked.canTake
        label: qsTrId("ui.parked.take")
        onTapped: sheet.parked.take()
    }

    ActionButton {
        objectName: "parked.merge"
        width: parent.width
        visible: sheet.step === "ask"
        label: qsTrId("ui.parked.merge")
        onTapped: sheet.parked.merge()
    }

    ActionButton {
        objectName: "parked.swap"
        width: parent.width
        visible: sheet.step === "ask"
        kind: "outline"
        label: qsTrId("ui.parked.swap")
        onTapped: sheet.parked.swap()
    }

    ActionButton {
        objectName: "parked.done"
        width: parent.width
        visible: sheet.step === "kept"
        label: qsTrId("ui.parked.done")
        onTapped: sheet.parked.done()
    }

    ActionButton {
        objectName: "parked.lookOn"
        width: parent.width
        visible: sheet.step === "kept"
        kind: "outline"
        label: qsTrId("ui.parked.look_on")
        onTapped: sheet.parked.close()
    }

    ActionButton {
        objectName: "parked.ok"
        width: parent.width
        visible: sheet.step === "changed"
        label: qsTrId("ui.parked.ok")
        onTapped: sheet.parked.close()
    }
}
