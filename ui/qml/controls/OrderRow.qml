import QtQuick
import QtQuick.Layouts
import ".."

Pressable {
    id: row

    required property string key
    required property int index
    required property string number
    required property string summary
    required property string status
    required property string tone
    required property string amount
    required property string note
    required property string note_tone

    objectName: "orders.order." + number
    label: number + ", " + status + ", " + amount + (note === "" ? "" : ", " + note)
    implicitHeight: Math.max(Theme.px(84), content.implicitHeight + 2 * Theme.px(12))

    RowLayout {
        id: content

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.px(2)

            Words {
                Layout.fillWidth: true
                text: row.number
                strong: true
                font.pixelSize: Theme.lead
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                text: row.summary
                color: Theme.ink2
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                visible: text !== ""
                text: row.note
                color: Theme.tone(row.note_tone)
                Accessible.ignored: true
            }
        }

        Tag {
            text: row.status
            tone: row.tone
        }

        Words {
            Layout.preferredWidth: Theme.px(128)
            horizontalAlignment: Text.AlignRight
            text: row.amount
            strong: true
            font.pixelSize: Theme.lead
            Accessible.ignored: true
        }

        Icon {
            name: "forward"
            color: Theme.border
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
