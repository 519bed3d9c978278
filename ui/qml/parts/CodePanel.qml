pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// Pick-up codes, large, each with the place where it counts.
Panel {
    id: panel

    required property Rows codes
    property string owner: "code"
    readonly property int across: codes.count > 1 && Theme.roomy ? 2 : 1

    implicitHeight: column.implicitHeight + 2 * Theme.px(18)

    Grid {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.px(20)
        columns: panel.across
        columnSpacing: Theme.gap
        rowSpacing: Theme.px(10)

        Repeater {
            model: panel.codes

            Column {
                id: code

                required property int index
                required property string digits
                required property string label

                width: Math.floor((column.width - (panel.across - 1) * column.columnSpacing) / panel.across)

                Words {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: code.label
                    color: Theme.ink2
                }

                Words {
                    width: parent.width
                    objectName: panel.owner + "." + code.index
                    horizontalAlignment: Text.AlignHCenter
                    text: code.digits
                    strong: true
                    font.pixelSize: panel.codes.count > 1 ? Theme.big : Theme.huge
                    font.letterSpacing: Theme.px(2)
                }
            }
        }
    }
}
