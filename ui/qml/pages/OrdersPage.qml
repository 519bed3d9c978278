pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property OrdersModel model: app.orders

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
                    objectName: "orders.heading"
                    text: page.model.heading
                    strong: true
                    font.pixelSize: Theme.title
                }

                List {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    objectName: "orders.list"
                    model: page.model.orders

                    delegate: OrderRow {
                        width: ListView.view.width
                        onTapped: page.model.open(key)
                    }
                }
            }

            Empty {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.wide, Theme.px(420))
                visible: page.model.nothing
                icon: "check"
                first: qsTrId("ui.orders.nothing")
                second: qsTrId("ui.orders.nothing_then")
            }
        }

        Panel {
            Layout.preferredWidth: Theme.landscape ? Theme.px(420) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            Layout.preferredHeight: Theme.landscape ? -1 : Theme.px(340)

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                spacing: Theme.grid

                Words {
                    Layout.fillWidth: true
                    objectName: "orders.callHeading"
                    text: page.model.callHeading
                    strong: true
                    font.pixelSize: Theme.title
                }

                Words {
                    Layout.fillWidth: true
                    visible: page.model.calls.count === 0
                    text: qsTrId("ui.call.nothing")
                    color: Theme.ink2
                }

                List {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    model: page.model.calls
                    spacing: Theme.px(12)

                    delegate: Choice {
                        required property string key
                        required property int index
                        required property string title
                        required property string summary

                        objectName: "orders.call." + index
                        width: ListView.view.width
                        first: title
                        second: summary
                        tone: "problem"
                        Accessible.role: Accessible.Button
                        onTapped: page.model.openCall(key)
                    }
                }
            }
        }
    }

    Sheet {
        visible: page.model.calling
        title: qsTrId("ui.call.title")
        subtitle: page.model.callingFor
        onClosed: page.model.closeCall()

        Repeater {
            model: page.model.outcomes

            ActionButton {
                required property string key
                required label

                objectName: "orders.outcome." + key
                width: parent.width
                kind: "outline"
                onTapped: page.model.called(key)
            }
        }
    }
}
