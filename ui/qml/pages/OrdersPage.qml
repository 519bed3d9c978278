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
    readonly property OrdersModel model: app.orders

    GridLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: keyboard.visible ? keyboard.top : parent.bottom
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.gap

        OrderStandings {
            Layout.preferredWidth: Theme.landscape ? implicitWidth : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            visible: Theme.landscape || !page.model.searching
            model: page.model
        }

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                spacing: Theme.grid

                SearchField {
                    Layout.fillWidth: true
                    objectName: "orders.search"
                    text: page.model.query
                    placeholder: qsTrId("ui.orders.search")
                    active: page.model.searching
                    onTapped: page.model.startSearch()
                    onCleared: page.model.clear()
                }

                Words {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.grid
                    objectName: "orders.heading"
                    text: page.model.heading
                    strong: true
                    font.pixelSize: Theme.title
                }

                Item {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: page.model.nothing

                    Empty {
                        anchors.centerIn: parent
                        width: Math.min(parent.width, Theme.text(480))
                        low: page.model.searching || !Theme.roomy
                        icon: "check"
                        first: page.model.nothingTitle
                        second: page.model.nothingThen
                    }
                }

                List {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: !page.model.nothing
                    objectName: "orders.list"
                    model: page.model.orders

                    delegate: OrderRow {
                        width: ListView.view.width
                        onTapped: page.model.open(key)
                    }
                }
            }
        }
    }

    Keyboard {
        id: keyboard

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: page.model.searching
        onTyped: key => page.app.typed(key)
        onErased: page.app.erase()
        onDone: page.app.submit()
        onHidden: page.model.stopSearch()
    }
}
