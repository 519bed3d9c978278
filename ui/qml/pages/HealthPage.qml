pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property HealthModel model: app.health

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.gap

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                spacing: Theme.grid

                Words {
                    Layout.fillWidth: true
                    text: qsTrId("ui.health.title")
                    color: Theme.ink2
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "health.summary"
                    text: page.model.summary
                    strong: true
                    font.pixelSize: Theme.big
                }

                List {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    objectName: "health.checks"
                    model: page.model.checks

                    delegate: CheckLine {
                        width: ListView.view.width
                    }
                }
            }
        }

        ColumnLayout {
            Layout.preferredWidth: Theme.landscape ? Theme.px(360) : -1
            Layout.maximumWidth: Theme.landscape ? Theme.px(360) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            spacing: Theme.px(12)

            Item {
                Layout.fillHeight: true
                visible: Theme.landscape
            }

            Words {
                Layout.fillWidth: true
                text: qsTrId("ui.health.pack_then")
                color: Theme.ink2
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "health.pack"
                kind: "outline"
                enabled: !page.model.busy
                label: qsTrId("ui.health.pack")
                onTapped: page.model.pack()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "health.look"
                enabled: !page.model.busy
                label: qsTrId("ui.health.look")
                onTapped: page.model.look()
            }
        }
    }
}
