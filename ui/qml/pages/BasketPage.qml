pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property BasketModel model: app.basket

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

            Words {
                id: heading

                x: Theme.px(22)
                y: Theme.px(20)
                text: qsTrId("ui.basket.title")
                strong: true
                font.pixelSize: Theme.big
            }

            List {
                objectName: "basket.lines"
                anchors.fill: parent
                anchors.leftMargin: Theme.px(22)
                anchors.rightMargin: Theme.px(22)
                anchors.topMargin: heading.y + heading.height + Theme.grid
                anchors.bottomMargin: Theme.gap
                model: page.model.lines

                delegate: BasketLine {
                    width: ListView.view.width
                    onQuantityChosen: quantity => page.model.setQuantity(index, quantity)
                    onWayAsked: page.model.openWays(index)
                }
            }

            Empty {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.wide, Theme.px(420))
                objectName: "basket.nothing"
                visible: page.model.nothing
                icon: "bag"
                first: qsTrId("ui.basket.nothing")
                second: qsTrId("ui.basket.nothing_then")
            }
        }

        ColumnLayout {
            Layout.preferredWidth: Theme.landscape ? Theme.px(372) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            spacing: Theme.gap

            Panel {
                Layout.fillWidth: true
                implicitHeight: sums.implicitHeight + 2 * Theme.px(22)

                ColumnLayout {
                    id: sums

                    anchors.fill: parent
                    anchors.margins: Theme.px(22)
                    spacing: Theme.grid

                    Words {
                        text: page.model.pieces
                        color: Theme.ink2
                    }

                    RowLayout {
                        Layout.fillWidth: true

                        Words {
                            text: qsTrId("ui.basket.total")
                            strong: true
                            font.pixelSize: Theme.lead
                        }

                        Words {
                            Layout.fillWidth: true
                            objectName: "basket.total"
                            horizontalAlignment: Text.AlignRight
                            text: page.model.total
                            strong: true
                            font.pixelSize: Theme.big
                        }
                    }
                }
            }

            Item {
                Layout.fillHeight: true
                visible: Theme.landscape
            }

            Words {
                Layout.fillWidth: true
                objectName: "basket.note"
                visible: !page.model.nothing
                horizontalAlignment: Text.AlignHCenter
                text: page.model.note
                color: page.model.blocked ? Theme.reduction : Theme.ink2
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "basket.confirm"
                label: qsTrId("ui.basket.confirm")
                enabled: page.model.canConfirm
                onTapped: page.model.confirm()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "basket.park"
                visible: !page.model.nothing
                kind: "outline"
                icon: "bag"
                label: qsTrId("ui.parked.put_aside")
                onTapped: page.app.parked.park()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "basket.more"
                kind: "outline"
                label: qsTrId("ui.basket.more")
                onTapped: page.app.go("browse")
            }
        }
    }

    Sheet {
        visible: page.model.choosing
        title: qsTrId("ui.ways.title")
        subtitle: page.model.choosingFor
        onClosed: page.model.closeWays()

        Repeater {
            model: page.model.ways

            Choice {
                required property int index
                required property string when
                required property string place
                required tone
                required chosen

                objectName: "basket.way." + index
                width: parent.width
                first: when
                second: place
                onTapped: page.model.chooseWay(index)
            }
        }
    }
}
