import QtQuick
import QtQuick.Layouts
import ".."

// What, which way it comes, how many, how much. Too narrow for one row, the way and the number stand below.
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
    required property string note
    required property string sold_by
    property string owner: "basket.line"
    readonly property bool narrow: width < Theme.text(720)
    signal quantityChosen(int quantity)
    signal wayAsked

    implicitHeight: grid.implicitHeight + 2 * Theme.px(12)

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.px(14)
        rowSpacing: Theme.px(12)

        Picture {
            Layout.row: 0
            Layout.column: 0
            Layout.preferredWidth: Theme.px(84)
            Layout.preferredHeight: Theme.px(84)
            Layout.alignment: Qt.AlignTop
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

            Words {
                Layout.fillWidth: true
                objectName: line.owner + "." + line.index + ".note"
                visible: text !== ""
                text: line.note
                color: Theme.amber
            }

            Words {
                Layout.fillWidth: true
                objectName: line.owner + "." + line.index + ".soldBy"
                visible: text !== ""
                text: line.sold_by
                color: Theme.ink2
            }
        }

        Choice {
            Layout.row: line.narrow ? 1 : 0
            Layout.column: line.narrow ? 0 : 2
            Layout.columnSpan: line.narrow ? 2 : 1
            Layout.preferredWidth: Theme.px(214)
            Layout.fillWidth: line.narrow
            objectName: line.owner + "." + line.index + ".way"
            first: line.headline
            second: line.place
            tone: line.tone
            opens: true
            Accessible.role: Accessible.Button
            onTapped: line.wayAsked()
        }

        Stepper {
            Layout.row: line.narrow ? 1 : 0
            Layout.column: line.narrow ? 2 : 3
            Layout.alignment: Qt.AlignRight
            objectName: line.owner + "." + line.index
            name: line.owner + "." + line.index
            quantity: line.quantity
            onChanged: quantity => line.quantityChosen(quantity)
        }

        Words {
            Layout.row: 0
            Layout.column: line.narrow ? 2 : 4
            Layout.preferredWidth: Math.max(implicitWidth, Theme.text(96))
            Layout.alignment: line.narrow ? Qt.AlignRight | Qt.AlignTop : Qt.AlignRight
            objectName: line.owner + "." + line.index + ".amount"
            horizontalAlignment: Text.AlignRight
            text: line.amount
            strong: true
            font.pixelSize: Theme.lead
            wrapMode: Text.NoWrap
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
