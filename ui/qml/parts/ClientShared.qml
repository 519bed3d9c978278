import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// What member and guide may both look at, and the control that has to be held for the rest.
Item {
    id: shared

    required property ClienteleModel model

    Beside {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: bar.top
        anchors.bottomMargin: Theme.px(12)

        Panel {
            width: parent.width
            height: who.implicitHeight + 2 * Theme.gap

            Column {
                id: who

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.gap
                spacing: Theme.px(4)

                Words {
                    width: parent.width
                    objectName: "clientele.name"
                    text: shared.model.name
                    strong: true
                    font.pixelSize: Theme.big
                }

                Words {
                    width: parent.width
                    objectName: "clientele.standing"
                    text: shared.model.standing
                }

                Words {
                    width: parent.width
                    text: shared.model.code
                    color: Theme.ink2
                    wrapMode: Text.WrapAnywhere
                }
            }
        }

        ToldList {
            width: parent.width
            title: qsTrId("ui.clientele.wishes")
            empty: qsTrId("ui.clientele.no_wishes")
            owner: "clientele.wish"
            model: shared.model.wishes
            onAsked: (key, target) => shared.model.openStyle(key, target)
        }

        ToldList {
            width: parent.width
            title: qsTrId("ui.clientele.waiting")
            empty: qsTrId("ui.clientele.no_waiting")
            owner: "clientele.order"
            model: shared.model.waiting
            onAsked: key => shared.model.openOrder(key)
        }

        side: [
            ToldList {
                width: parent.width
                title: qsTrId("ui.clientele.coupons")
                empty: qsTrId("ui.clientele.no_coupons")
                owner: "clientele.coupon"
                model: shared.model.coupons
            }
        ]
    }

    GridLayout {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        columns: Theme.landscape ? 3 : 2
        columnSpacing: Theme.px(12)
        rowSpacing: Theme.px(12)

        ActionButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            objectName: "clientele.another"
            kind: "outline"
            label: qsTrId("ui.clientele.another")
            onTapped: shared.model.another()
        }

        ActionButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            objectName: "clientele.contacts"
            kind: "outline"
            label: qsTrId("ui.clientele.contacts")
            onTapped: shared.model.openContacts()
        }

        HoldButton {
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.landscape ? 1 : -1
            Layout.columnSpan: Theme.landscape ? 1 : 2
            objectName: "clientele.hold"
            label: qsTrId("ui.clientele.hold")
            onOpened: shared.model.openPrivate()
        }
    }
}
