import QtQuick
import QtQuick.Layouts
import ".."

// What was scanned last, to be seen from where the goods are, and taken back when it was a mistake.
Rectangle {
    id: last

    required property string name
    required property string detail
    required property string picture
    required property string count
    property bool known: true
    property bool undoable: true
    property string owner: "scan"
    signal undone

    implicitHeight: Math.max(Theme.px(104), row.implicitHeight + 2 * Theme.px(12))
    radius: Theme.radiusL
    color: Theme.toneWell(known ? "here" : "amber")
    Accessible.role: Accessible.Notification
    Accessible.name: name + ", " + detail + ", " + count

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        spacing: Theme.gap

        Picture {
            Layout.preferredWidth: Theme.px(72)
            Layout.preferredHeight: Theme.px(80)
            visible: last.known
            radius: Theme.radiusS
            picture: last.picture
        }

        Icon {
            visible: !last.known
            name: "scan"
            size: Theme.text(40)
            color: Theme.amber
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.px(2)

            Words {
                Layout.fillWidth: true
                objectName: last.owner + ".name"
                text: last.name
                strong: true
                font.pixelSize: Theme.title
                maximumLineCount: 2
                wrapMode: Text.Wrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            Words {
                Layout.fillWidth: true
                text: last.detail
                color: last.known ? Theme.ink : Theme.amber
                Accessible.ignored: true
            }
        }

        Words {
            objectName: last.owner + ".count"
            text: "× " + last.count
            strong: true
            font.pixelSize: Theme.big
            color: last.known ? Theme.here : Theme.amber
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Pill {
            objectName: last.owner + ".undo"
            visible: last.undoable
            kind: "bright"
            icon: "back"
            bare: !Theme.landscape || !Theme.roomy
            label: qsTrId("ui.stockroom.undo")
            onTapped: last.undone()
        }
    }
}
