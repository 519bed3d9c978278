pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

Item {
    id: page

    required property App app
    readonly property PeopleModel model: app.people

    Panel {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        visible: page.model.step === "" && !page.model.refused

        ColumnLayout {
            anchors.fill: parent
            anchors.margins: Theme.px(22)
            spacing: Theme.grid

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.gap

                Words {
                    Layout.fillWidth: true
                    objectName: "people.heading"
                    text: page.model.heading
                    strong: true
                    font.pixelSize: Theme.title
                }

                ActionButton {
                    objectName: "people.add"
                    icon: "plus"
                    label: qsTrId("ui.people.add")
                    onTapped: page.model.add()
                }
            }

            List {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "people.list"
                model: page.model.people

                delegate: PersonRow {
                    width: ListView.view.width
                    onTapped: page.model.open(key)
                }
            }
        }
    }

    Empty {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.text(560))
        visible: page.model.refused
        icon: "lock"
        first: qsTrId("ui.people.only_managers")
        second: page.model.whoCan
    }

    Loader {
        anchors.fill: parent
        active: page.model.step !== ""

        sourceComponent: PersonSteps {
            app: page.app
        }
    }

    PersonSheet {
        visible: page.model.opened
        people: page.model
    }
}
