pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// One person: how they stand, what can be done, and before anything is switched off, what that means.
Sheet {
    id: sheet

    required property PeopleModel people
    readonly property bool asking: people.asking !== ""

    title: people.personName
    subtitle: people.personRole
    onClosed: asking ? people.ask("") : people.close()

    Column {
        width: parent.width
        visible: !sheet.asking

        Repeater {
            model: sheet.people.facts

            FactRow {
                required property string label
                required property string amount

                width: parent.width
                tone: "quiet"
                first: label
                second: amount
            }
        }
    }

    Grid {
        id: actions

        readonly property real half: (width - spacing) / 2

        width: parent.width
        visible: !sheet.asking
        columns: 2
        spacing: Theme.px(12)

        ActionButton {
            objectName: "people.newBadge"
            width: actions.half
            kind: sheet.people.hasBadge ? "outline" : "primary"
            label: qsTrId("ui.people.new_badge")
            onTapped: sheet.people.newBadge()
        }

        ActionButton {
            objectName: "people.newPin"
            width: actions.half
            kind: "outline"
            label: qsTrId("ui.people.new_pin")
            onTapped: sheet.people.newPin()
        }

        ActionButton {
            objectName: "people.lost"
            width: actions.half
            kind: "danger"
            enabled: sheet.people.hasBadge
            label: qsTrId("ui.people.lost")
            onTapped: sheet.people.ask("lost")
        }

        ActionButton {
            objectName: "people.leaves"
            width: actions.half
            kind: "danger"
            label: qsTrId("ui.people.leaves")
            onTapped: sheet.people.ask("leaves")
        }
    }

    Words {
        objectName: "people.question"
        width: parent.width
        visible: sheet.asking
        text: sheet.people.question
    }

    ActionButton {
        objectName: "people.confirm"
        width: parent.width
        visible: sheet.asking
        kind: "danger"
        label: sheet.people.confirmLabel
        onTapped: sheet.people.confirm()
    }

    ActionButton {
        objectName: "people.keep"
        width: parent.width
        visible: sheet.asking
        kind: "quiet"
        label: qsTrId("ui.people.keep")
        onTapped: sheet.people.ask("")
    }
}
