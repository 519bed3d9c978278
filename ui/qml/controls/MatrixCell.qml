import QtQuick
import ".."

// When first, then from where. Sold out is filled and struck through, unknown is a question in an empty outline, a size
// that is not made is a dash.
Pressable {
    id: cell

    required property string key
    required property string sku
    required property string size
    required property string look
    required property string when
    required property string origin
    required property string tone
    required property string spoken
    required chosen
    readonly property int needed: words.implicitHeight + Theme.gap

    objectName: sku === "" ? "" : "style.cell." + sku
    enabled: look !== "missing"
    opacity: pressed ? 0.7 : 1
    label: spoken
    ringRadius: Theme.radiusS
    Accessible.role: Accessible.RadioButton
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        visible: cell.look !== "missing"
        radius: Theme.radiusS
        color: cell.look === "offered" ? Theme.card : cell.look === "sold_out" ? Theme.well : Theme.paper
        border.width: cell.chosen ? Theme.thick : cell.look === "sold_out" ? 0 : Theme.thin
        border.color: cell.chosen ? Theme.ink : Theme.border
    }

    Rectangle {
        anchors.centerIn: parent
        visible: cell.look === "sold_out"
        width: Math.hypot(parent.width, parent.height) - 2 * Theme.radiusS
        height: Theme.px(2)
        rotation: -Math.atan2(parent.height, parent.width) * 180 / Math.PI
        color: Theme.border
        opacity: 0.5
        antialiasing: true
    }

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.px(6)
        width: parent.width - 2 * x

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: cell.when
            strong: cell.look === "offered"
            color: cell.look === "offered" ? Theme.tone(cell.tone) : Theme.ink2
            lineHeight: 0.9
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: cell.origin
            color: Theme.ink2
            lineHeight: 0.9
            Accessible.ignored: true
        }
    }
}
