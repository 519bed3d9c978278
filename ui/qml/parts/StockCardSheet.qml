pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// One article: what there is, and what moved it last.
Sheet {
    id: sheet

    required property MovementsModel movements

    span: Theme.px(720)
    title: movements.cardTitle
    subtitle: movements.cardDetail
    onClosed: movements.closeCard()

    Row {
        width: parent.width
        spacing: Theme.px(12)

        Repeater {
            model: sheet.movements.cardFigures

            Rectangle {
                id: figure

                required property string key
                required property string label
                required property string amount

                width: Math.floor((parent.width - 2 * Theme.px(12)) / 3)
                implicitHeight: told.implicitHeight + 2 * Theme.px(12)
                radius: Theme.radius
                color: Theme.toneWell(figure.key)

                Column {
                    id: told

                    anchors.centerIn: parent
                    width: parent.width - Theme.gap

                    Words {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        objectName: "card." + figure.key
                        text: figure.amount
                        strong: true
                        font.pixelSize: Theme.big
                        color: Theme.tone(figure.key)
                    }

                    Words {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: figure.label
                    }
                }
            }
        }
    }

    Words {
        width: parent.width
        text: sheet.movements.cardRows.count > 0 ? qsTrId("ui.stockroom.moved_last") : qsTrId("ui.stockroom.moved_never")
        strong: true
        font.pixelSize: Theme.lead
    }

    Repeater {
        model: sheet.movements.cardRows

        FactRow {
            required property string key
            required property string summary
            required property string status
            required property string amount
            required tone

            width: parent?.width ?? 0
            first: status + " " + amount
            second: summary
        }
    }
}
