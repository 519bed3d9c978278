pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import "../controls"

// One entry and what can be done about it, or a question with its answers.
Sheet {
    id: sheet

    required property CreditModel credit

    title: credit.question
    onClosed: credit.close()

    Words {
        width: parent.width
        objectName: "credit.about"
        visible: text !== ""
        text: sheet.credit.about
    }

    ActionButton {
        width: parent.width
        objectName: "credit.decide"
        visible: sheet.credit.canDecide
        label: qsTrId("ui.credit.decide")
        onTapped: sheet.credit.ask("whom")
    }

    ActionButton {
        width: parent.width
        objectName: "credit.disagree"
        visible: sheet.credit.canDisagree
        kind: "outline"
        label: qsTrId("ui.credit.disagree")
        onTapped: sheet.credit.ask("disagree")
    }

    ActionButton {
        width: parent.width
        objectName: "credit.toOrder"
        visible: sheet.credit.step === "entry"
        kind: "quiet"
        label: qsTrId("ui.credit.to_order")
        onTapped: sheet.credit.openOrder()
    }

    Repeater {
        model: sheet.credit.choices

        ActionButton {
            required property string key
            required label

            objectName: "credit.choice." + key
            width: parent?.width ?? 0
            kind: "outline"
            onTapped: sheet.credit.choose(key)
        }
    }
}
