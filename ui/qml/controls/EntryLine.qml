import QtQuick
import QtQuick.Layouts
import ".."

// An entry of credit: what it counts for and how it stands, why in a sentence, and how much.
Pressable {
    id: entry

    required property string key
    required property int index
    required property string sentence
    required property string amount
    required property string number
    required property string standing
    required property string tone
    required property string where
    required property string note
    required property string note_tone

    label: number + ", " + amount + ", " + sentence + ", " + standing + (note === "" ? "" : ", " + note)
    implicitHeight: Math.max(Theme.px(84), content.implicitHeight + 2 * Theme.px(12))

    RowLayout {
        id: content

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.px(4)

            Flow {
                Layout.fillWidth: true
                spacing: Theme.grid

                Tag {
                    text: entry.number
                    tone: "plain"
                }

                Tag {
                    text: entry.standing
                    tone: entry.tone
                }

                Tag {
                    visible: entry.note !== ""
                    text: entry.note
                    tone: entry.note_tone
                }
            }

            Words {
                Layout.fillWidth: true
                objectName: "credit.sentence." + entry.index
                text: entry.sentence
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                text: entry.where
                color: Theme.ink2
                Accessible.ignored: true
            }
        }

        Words {
            objectName: "credit.amount." + entry.index
            text: entry.amount
            strong: true
            font.pixelSize: Theme.lead
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
