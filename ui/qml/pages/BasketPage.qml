pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

// Lines at the left or above, the sum and what comes next beside them, the step to an order always in sight.
Item {
    id: page

    required property App app
    readonly property BasketModel model: app.basket
    readonly property bool beside: Theme.landscape

    Panel {
        id: panel

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.right: page.model.nothing || !page.beside ? parent.right : side.left
        anchors.bottom: page.model.nothing || page.beside ? parent.bottom : side.top
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap

        RowLayout {
            id: heading

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.px(20)
            anchors.leftMargin: Theme.px(22)
            anchors.bottomMargin: Theme.grid
            visible: !page.model.nothing
            spacing: Theme.gap

            Words {
                text: qsTrId("ui.basket.title")
                strong: true
                font.pixelSize: Theme.big
            }

            Words {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignBaseline
                objectName: "basket.pieces"
                text: page.model.pieces
                color: Theme.ink2
            }

            Pill {
                objectName: "basket.park"
                icon: "bag"
                label: qsTrId("ui.parked.put_aside")
                bare: !Theme.roomy
                onTapped: page.app.parked.park()
            }
        }

        List {
            objectName: "basket.lines"
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: heading.bottom
            anchors.bottom: undo.visible ? undo.top : parent.bottom
            anchors.leftMargin: Theme.px(22)
            anchors.rightMargin: Theme.px(22)
            anchors.topMargin: Theme.grid
            anchors.bottomMargin: Theme.px(12)
            model: page.model.lines

            delegate: BasketLine {
                width: ListView.view.width
                onQuantityChosen: quantity => page.model.setQuantity(index, quantity)
                onWayAsked: page.model.openWays(index)
            }
        }

        Column {
            anchors.centerIn: parent
            width: Math.min(parent.width - 2 * Theme.wide, Theme.text(420))
            visible: page.model.nothing
            spacing: Theme.wide

            Empty {
                width: parent.width
                objectName: "basket.nothing"
                icon: "bag"
                first: qsTrId("ui.basket.nothing")
                second: qsTrId("ui.basket.nothing_then")
            }

            ActionButton {
                width: parent.width
                objectName: "basket.more"
                label: qsTrId("ui.basket.browse")
                onTapped: page.app.go("browse")
            }
        }

        RowLayout {
            id: undo

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.px(12)
            visible: page.model.remark !== ""
            spacing: Theme.px(12)

            Remark {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "basket.remark"
                text: page.model.remark
            }

            ActionButton {
                objectName: "basket.undo"
                visible: page.model.canUndo
                kind: "outline"
                label: qsTrId("ui.basket.undo")
                onTapped: page.model.undo()
            }
        }
    }

    ColumnLayout {
        id: side

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.rightMargin: Theme.wide
        anchors.bottomMargin: Theme.gap
        width: page.beside ? Math.round(Theme.px(372) * (Theme.roomy ? 1 : 1.15)) : parent.width - 2 * Theme.wide
        height: page.beside ? parent.height - 2 * Theme.gap : implicitHeight
        visible: !page.model.nothing
        spacing: Theme.gap

        Scroller {
            Layout.fillWidth: true
            Layout.fillHeight: page.beside
            pullable: false
            Layout.preferredHeight: Math.min(sums.implicitHeight + 2 * Theme.px(20), page.height * 0.34)
            contentHeight: card.height

            Panel {
                id: card

                width: parent.width
                height: sums.implicitHeight + 2 * Theme.px(20)

                ColumnLayout {
                    id: sums

                    anchors.fill: parent
                    anchors.margins: Theme.px(20)
                    spacing: Theme.grid

                    Repeater {
                        model: page.model.sums

                        RowLayout {
                            id: part

                            required property string label
                            required property string amount

                            Layout.fillWidth: true
                            spacing: Theme.gap

                            Words {
                                Layout.fillWidth: true
                                text: part.label
                                color: Theme.ink2
                            }

                            Words {
                                text: part.amount
                                wrapMode: Text.NoWrap
                            }
                        }
                    }

                    Rule {
                        Layout.fillWidth: true
                        visible: page.model.sums.count > 0
                    }

                    Flow {
                        Layout.fillWidth: true
                        spacing: Theme.gap

                        Words {
                            id: totalWord

                            height: Math.max(implicitHeight, total.implicitHeight)
                            verticalAlignment: Text.AlignVCenter
                            text: qsTrId("ui.basket.total")
                            strong: true
                            font.pixelSize: Theme.lead
                        }

                        Words {
                            id: total

                            width: Math.max(implicitWidth, parent.width - totalWord.width - parent.spacing)
                            objectName: "basket.total"
                            horizontalAlignment: Text.AlignRight
                            text: page.model.total
                            strong: true
                            font.pixelSize: Theme.big
                            wrapMode: Text.NoWrap
                        }
                    }

                    Rule {
                        Layout.fillWidth: true
                        Layout.topMargin: Theme.px(4)
                        Layout.bottomMargin: Theme.px(4)
                    }

                    Words {
                        text: qsTrId("ui.steps.title")
                        color: Theme.ink2
                    }

                    Steps {
                        Layout.fillWidth: true
                        owner: "basket"
                        model: page.model.steps
                    }
                }
            }
        }

        Words {
            Layout.fillWidth: true
            objectName: "basket.note"
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: page.model.note
            color: Theme.reduction
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
            objectName: "basket.more"
            kind: "outline"
            label: qsTrId("ui.basket.more")
            onTapped: page.app.go("browse")
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
                required property string means
                required tone
                required chosen

                objectName: "basket.way." + index
                width: parent.width
                first: when
                second: place
                third: means
                onTapped: page.model.chooseWay(index)
            }
        }
    }
}
