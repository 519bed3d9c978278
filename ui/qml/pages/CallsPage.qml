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
    readonly property CallsModel model: app.calls

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.gap
        visible: !page.model.nothing

        Panel {
            Layout.preferredWidth: Theme.landscape ? Theme.px(400) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            Layout.preferredHeight: Theme.landscape ? -1 : Theme.px(380)

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                spacing: Theme.px(12)

                Words {
                    Layout.fillWidth: true
                    objectName: "calls.heading"
                    text: page.model.heading
                    strong: true
                    font.pixelSize: Theme.title
                }

                List {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    objectName: "calls.list"
                    model: page.model.calls
                    spacing: Theme.px(12)

                    delegate: Choice {
                        required property string key
                        required property int index
                        required property string phone
                        required property string summary
                        required property string tried
                        required tone
                        required chosen

                        objectName: "calls.call." + index
                        width: ListView.view.width
                        first: phone
                        second: summary
                        third: tried
                        onTapped: page.model.pick(key)
                    }
                }
            }
        }

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true

            CallCard {
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                model: page.model
            }
        }
    }

    Empty {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.text(480))
        visible: page.model.nothing
        icon: "check"
        first: qsTrId("ui.calls.nothing")
        second: qsTrId("ui.calls.nothing_then")
    }

    Sheet {
        visible: page.model.timing
        title: qsTrId("ui.calls.when")
        subtitle: page.model.phone
        onClosed: page.model.closeTimes()

        Repeater {
            model: page.model.times

            ActionButton {
                required property string key
                required label

                objectName: "calls.time." + key
                width: parent.width
                kind: "outline"
                onTapped: page.model.tryAgain(key)
            }
        }
    }
}
