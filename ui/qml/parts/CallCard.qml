pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// One shopper to ring: the number large, what to tell, and what came of it.
Item {
    id: card

    required property CallsModel model

    Scroller {
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        pullable: false
        contentHeight: answers.y + answers.height

        Column {
            id: column

            width: parent.width
            spacing: Theme.grid

            GridLayout {
                width: parent.width
                columns: parent.width < Theme.text(640) ? 1 : 2
                columnSpacing: Theme.gap
                rowSpacing: Theme.grid

                Words {
                    Layout.fillWidth: true
                    objectName: "calls.phone"
                    text: card.model.phone
                    strong: true
                    font.pixelSize: card.model.ringable ? Theme.huge : Theme.title
                }

                Pill {
                    objectName: "calls.order"
                    kind: "outline"
                    label: card.model.number
                    onTapped: card.model.openOrder()
                }
            }

            Words {
                width: parent.width
                objectName: "calls.since"
                text: card.model.since
                color: Theme.ink2
            }

            Remark {
                width: parent.width
                objectName: "calls.money"
                visible: text !== ""
                tone: "amber"
                text: card.model.money
            }

            Repeater {
                model: card.model.lines

                RefusedLine {
                    width: column.width
                    waysLabel: qsTrId("ui.calls.ways")
                    onAsked: card.model.look(key)
                }
            }
        }

        // At the lower edge where there is room for all, else below what it answers.
        Column {
            id: answers

            y: Math.max(column.implicitHeight + Theme.gap, card.height - implicitHeight)
            width: parent.width
            spacing: Theme.grid

            Words {
                width: parent.width
                text: qsTrId("ui.calls.reached")
                strong: true
            }

            Grid {
                id: good

                readonly property int each: Math.floor((width - (columns - 1) * spacing) / columns)

                width: parent.width
                columns: width < Theme.text(560) ? 1 : 2
                spacing: Theme.grid

                Repeater {
                    model: card.model.outcomes

                    ActionButton {
                        required property string key
                        required label

                        objectName: "calls.outcome." + key
                        width: good.each
                        kind: "outline"
                        onTapped: card.model.reached(key)
                    }
                }
            }

            Words {
                width: parent.width
                topPadding: Theme.grid
                text: qsTrId("ui.calls.not_reached")
                strong: true
            }

            Grid {
                width: parent.width
                columns: good.columns
                spacing: Theme.grid

                ActionButton {
                    objectName: "calls.again"
                    width: good.each
                    kind: "quiet"
                    label: qsTrId("ui.calls.again")
                    onTapped: card.model.askWhen()
                }

                ActionButton {
                    objectName: "calls.wrongNumber"
                    width: good.each
                    kind: "quiet"
                    label: qsTrId("ui.calls.wrong")
                    onTapped: card.model.wrongNumber()
                }
            }
        }
    }
}
