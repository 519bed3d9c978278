import QtQuick
import QtQuick.Layouts
import ".."

// What was looked at: how it is in a word, what was found, and what to do about it.
Item {
    id: check

    required property int index
    required property string name
    required property string found
    required property string todo
    required property string verdict
    required property string tone

    implicitHeight: row.implicitHeight + 2 * Theme.px(12)
    Accessible.role: Accessible.ListItem
    Accessible.name: name + ", " + verdict + ", " + found + (todo === "" ? "" : ", " + todo)

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        Tag {
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: Math.max(Theme.text(104), implicitWidth)
            text: check.verdict
            tone: check.tone
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.px(2)

            Words {
                Layout.fillWidth: true
                text: check.name
                strong: true
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                objectName: "health.found." + check.index
                text: check.found
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                visible: text !== ""
                text: check.todo
                color: Theme.ink2
                Accessible.ignored: true
            }
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
