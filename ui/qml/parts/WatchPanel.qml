pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// What somebody has to see to, each with the way there.
Panel {
    id: panel

    required property WatchModel watch

    implicitHeight: column.implicitHeight + 2 * Theme.px(22)

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.px(22)
        anchors.rightMargin: Theme.px(22)
        spacing: Theme.px(12)

        Words {
            text: qsTrId("ui.watch.attention")
            strong: true
            font.pixelSize: Theme.lead
        }

        Words {
            Layout.fillWidth: true
            objectName: "sync.calm"
            visible: panel.watch.attention.count === 0
            text: qsTrId("ui.watch.nothing")
            color: Theme.ink2
        }

        Repeater {
            model: panel.watch.attention

            Loader {
                id: row

                required property string key
                required property string said
                required property string more
                required property string tone
                required property bool opens

                Layout.fillWidth: true
                sourceComponent: opens ? way : fact

                Component {
                    id: way

                    Choice {
                        objectName: "sync.see." + row.key
                        first: row.said
                        second: row.more
                        tone: row.tone
                        Accessible.role: Accessible.Button
                        onTapped: panel.watch.see(row.key)
                    }
                }

                Component {
                    id: fact

                    Column {
                        Words {
                            width: parent.width
                            text: row.said
                            strong: true
                            color: Theme.tone(row.tone)
                        }

                        Words {
                            width: parent.width
                            text: row.more
                            color: Theme.ink2
                        }
                    }
                }
            }
        }
    }
}
