import QtQuick
import QtQuick.Layouts
import ".."

// Somebody in a list: name and what they are, how they stand, and whether their badge works.
Pressable {
    id: row

    required property string key
    required property int index
    required property string name
    required property string role
    required property string badge
    required property string tone
    required property string seen

    objectName: "people.person." + index
    label: name + ", " + role + ", " + badge + ", " + seen
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
                text: row.name
                strong: true
                font.pixelSize: Theme.lead
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                text: row.role + " · " + row.seen
                color: Theme.ink2
                Accessible.ignored: true
            }
        }

        Tag {
            text: row.badge
            tone: row.tone
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
