import QtQuick
import QtQuick.Layouts
import ".."

Item {
    id: row

    required property string key
    required property int index
    required property string name
    required property string detail
    required property int quantity
    signal quantityChosen(int quantity)

    implicitHeight: content.implicitHeight + 2 * Theme.grid

    RowLayout {
        id: content

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Words {
                Layout.fillWidth: true
                text: row.name
                strong: true
            }

            Words {
                Layout.fillWidth: true
                text: row.detail
                color: Theme.ink2
            }
        }

        Stepper {
            objectName: "stock.piece." + row.index
            name: "stock.piece." + row.index
            quantity: row.quantity
            onChanged: quantity => row.quantityChosen(quantity)
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
