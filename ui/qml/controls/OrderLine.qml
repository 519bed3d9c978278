import QtQuick
import QtQuick.Layouts
import ".."

// A line of an order: what, its state first, then when and from where.
Item {
    id: line

    required property string key
    required property string name
    required property string detail
    required property string picture
    required property string headline
    required property string place
    required property string tone
    required property string amount
    property bool amounts: false
    property string owner: "line"

    implicitHeight: row.implicitHeight + 2 * Theme.gap

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        Picture {
            Layout.preferredWidth: Theme.px(84)
            Layout.preferredHeight: Theme.px(84)
            Layout.alignment: Qt.AlignTop
            picture: line.picture
            radius: Theme.radiusS
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(240)
            spacing: Theme.px(2)

            Words {
                Layout.fillWidth: true
                text: line.name
                strong: true
            }

            Words {
                Layout.fillWidth: true
                text: line.detail
                color: Theme.ink2
            }

            Words {
                Layout.fillWidth: true
                visible: line.amounts
                text: line.amount
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(260)
            spacing: Theme.px(2)

            Words {
                Layout.fillWidth: true
                objectName: line.owner + ".status." + line.key
                horizontalAlignment: Text.AlignRight
                text: line.headline
                strong: true
                color: Theme.tone(line.tone)
            }

            Words {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignRight
                text: line.place
                color: Theme.ink2
            }
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
