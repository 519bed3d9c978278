import QtQuick
import QtQuick.Layouts
import ".."

Item {
    id: line

    required property string key
    required property int index
    required property string name
    required property string detail
    required property string picture
    required property int quantity
    required property string headline
    required property string place
    required property string tone
    required property string amount
    signal quantityChosen(int quantity)
    signal wayAsked

    implicitHeight: grid.implicitHeight + 2 * Theme.px(12)

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.gap
        rowSpacing: Theme.px(12)

        Picture {
            Layout.row: 0
            Layout.column: 0
            Layout.preferredWidth: Theme.px(84)
            Layout.preferredHeight: Theme.px(84)
            picture: line.picture
            radius: Theme.radiusS
        }

        ColumnLayout {
            Layout.row: 0
            Layout.column: 1
            Layout.fillWidth: true
            spacing: Theme.px(2)

            Words {
                Layout.fillWidth: true
                text: line.name
                strong: true
            }

            Words {
                Layout.fillWidth: true
                text: line.detail
                color: Theme.ink2
            }
        }

        Choice {
            Layout.row: Theme.landscape ? 0 : 1
            Layout.column: Theme.landscape ? 2 : 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.preferredWidth: Theme.px(228)
            Layout.fillWidth: !Theme.landscape
            objectName: "basket.line." + line.index + ".way"
            first: line.headline
            second: line.place
            tone: line.tone
            Accessible.role: Accessible.Button
            onTapped: line.wayAsked()
        }

        Stepper {
            Layout.row: Theme.landscape ? 0 : 1
            Layout.column: Theme.landscape ? 3 : 2
            Layout.alignment: Qt.AlignRight
            objectName: "basket.line." + line.index
            name: "basket.line." + line.index
            quantity: line.quantity
            onChanged: quantity => line.quantityChosen(quantity)
        }

        Words {
            Layout.row: 0
            Layout.column: Theme.landscape ? 4 : 2
            Layout.preferredWidth: Theme.px(128)
            Layout.alignment: Qt.AlignRight
            objectName: "basket.line." + line.index + ".amount"
            horizontalAlignment: Text.AlignRight
            text: line.amount
            strong: true
            font.pixelSize: Theme.lead
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
