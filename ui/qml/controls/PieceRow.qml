import QtQuick
import QtQuick.Layouts
import ".."

// An article and how many. `note`: what the paper or the figure says of it; `action`: what can be said beside the number.
Item {
    id: row

    required property string key
    required property int index
    required property string name
    required property string detail
    required property int quantity
    property string note: ""
    property string tone: "quiet"
    property string action: ""
    property int least: 1
    property bool fixed: false // the number is only told
    property string owner: "stock.piece"
    signal quantityChosen(int quantity)
    signal acted

    implicitHeight: content.implicitHeight + 2 * Theme.grid

    GridLayout {
        id: content

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columns: Theme.roomy && (Theme.landscape || row.action === "") ? 3 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.px(4)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.columnSpan: content.columns === 2 && row.note !== "" ? 2 : 1
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
                wrapMode: Text.WrapAnywhere
            }
        }

        Words {
            Layout.fillWidth: content.columns === 2
            Layout.maximumWidth: content.columns === 3 ? Theme.px(Theme.landscape ? 230 : 150) : -1
            objectName: row.owner + "." + row.index + ".note"
            visible: text !== ""
            text: row.note
            color: Theme.tone(row.tone)
            strong: row.tone !== "quiet"
            horizontalAlignment: content.columns === 3 ? Text.AlignRight : Text.AlignLeft
        }

        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Theme.grid

            Pill {
                objectName: row.owner + "." + row.index + ".action"
                visible: row.action !== ""
                kind: "outline"
                label: row.action
                onTapped: row.acted()
            }

            Stepper {
                objectName: row.owner + "." + row.index
                visible: !row.fixed
                name: row.owner + "." + row.index
                quantity: row.quantity
                least: row.least
                onChanged: quantity => row.quantityChosen(quantity)
            }

            Words {
                objectName: row.owner + "." + row.index + ".quantity"
                visible: row.fixed
                text: row.quantity
                strong: true
                font.pixelSize: Theme.title
                wrapMode: Text.NoWrap
            }
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
