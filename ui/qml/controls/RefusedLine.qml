import QtQuick
import QtQuick.Layouts
import ".."

// An article that cannot be had: why, what was promised, and a way to look for another.
Item {
    id: line

    required property string key
    required property int index
    required property string name
    required property string detail
    required property string picture
    required property string why
    required property string told
    required property string amount
    property string waysLabel: ""
    readonly property bool narrow: width < Theme.text(620)
    signal asked

    implicitHeight: grid.implicitHeight + 2 * Theme.px(12)

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columns: line.narrow ? 2 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.grid

        Picture {
            Layout.preferredWidth: Theme.px(84)
            Layout.preferredHeight: Theme.px(84)
            Layout.alignment: Qt.AlignTop
            picture: line.picture
            radius: Theme.radiusS
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.px(2)

            Words {
                Layout.fillWidth: true
                text: line.name
                strong: true
                font.pixelSize: Theme.lead
            }

            Words {
                Layout.fillWidth: true
                text: line.detail + "  " + line.amount
                color: Theme.ink2
            }

            Words {
                Layout.fillWidth: true
                objectName: "refused.why." + line.index
                text: line.why
                color: Theme.reduction
            }

            Words {
                Layout.fillWidth: true
                text: line.told
                color: Theme.ink2
            }
        }

        Pill {
            Layout.columnSpan: line.narrow ? 2 : 1
            objectName: "refused.ways." + line.index
            kind: "outline"
            label: line.waysLabel
            onTapped: line.asked()
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
