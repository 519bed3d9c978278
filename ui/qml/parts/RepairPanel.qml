pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// What a person has to decide about the order, and what one tap does about it.
Rectangle {
    id: panel

    required property string words
    required property RepairModel repair

    implicitHeight: column.implicitHeight + 2 * Theme.px(12)
    radius: Theme.radiusS
    color: Theme.reductionWell

    ColumnLayout {
        id: column

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gap
        width: parent.width - 2 * x
        spacing: Theme.px(12)

        Words {
            Layout.fillWidth: true
            objectName: "order.attention"
            visible: text !== ""
            text: panel.words
            strong: true
        }

        Flow {
            id: flow

            Layout.fillWidth: true
            visible: panel.repair.choices.count > 0
            spacing: Theme.grid

            Repeater {
                model: panel.repair.choices

                Chip {
                    required property string key
                    required label

                    objectName: "repair." + key
                    widest: flow.width
                    onTapped: panel.repair.choose(key)
                }
            }
        }
    }
}
