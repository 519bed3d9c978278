pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// What comes in one size: a row a colourway, instead of a matrix of one column.
Column {
    id: list

    required property StyleModel model

    spacing: Theme.grid

    Repeater {
        model: list.model.cells

        Pressable {
            id: row

            required property string sku
            required property string colour
            required property string swatch
            required property string look
            required property string when
            required property string origin
            required property string tone
            required property string spoken
            required chosen

            objectName: "style.cell." + sku
            width: list.width
            implicitHeight: Math.max(Theme.action, line.implicitHeight + Theme.gap)
            label: spoken
            Accessible.role: Accessible.RadioButton
            Accessible.checked: chosen
            onTapped: list.model.choose(sku)

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: row.look === "offered" ? Theme.card : row.look === "sold_out" ? Theme.well : Theme.paper
                border.width: row.chosen ? Theme.thick : row.look === "sold_out" ? 0 : Theme.thin
                border.color: row.chosen ? Theme.ink : Theme.border
            }

            RowLayout {
                id: line

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.leftMargin: Theme.px(12)
                anchors.rightMargin: Theme.gap
                spacing: Theme.px(12)

                Rectangle {
                    implicitWidth: Theme.px(28)
                    implicitHeight: Theme.px(28)
                    radius: width / 2
                    color: row.swatch === "" ? Theme.well : row.swatch
                    border.width: Theme.thin
                    border.color: Theme.border
                }

                Words {
                    Layout.fillWidth: true
                    Layout.preferredWidth: Theme.px(160)
                    text: row.colour
                    strong: row.chosen
                    font.strikeout: row.look === "sold_out"
                    Accessible.ignored: true
                }

                Words {
                    Layout.fillWidth: true
                    Layout.preferredWidth: Theme.px(160)
                    text: row.when
                    strong: row.look === "offered"
                    color: row.look === "offered" ? Theme.tone(row.tone) : Theme.ink2
                    Accessible.ignored: true
                }

                Words {
                    Layout.fillWidth: true
                    Layout.preferredWidth: Theme.px(160)
                    horizontalAlignment: Text.AlignRight
                    text: row.origin
                    color: Theme.ink2
                    Accessible.ignored: true
                }
            }
        }
    }
}
