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
    readonly property PlacedModel model: app.placed

    Beside {
        id: columns

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: bar.top
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.px(12)

        Panel {
            width: parent.width
            height: Math.max(lines.implicitHeight + 2 * Theme.px(20), columns.two ? columns.height : 0)

            ColumnLayout {
                id: lines

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.px(20)
                spacing: Theme.px(6)

                Words {
                    Layout.fillWidth: true
                    text: qsTrId("ui.placed.thanks")
                    color: Theme.ink2
                }

                Numbered {
                    Layout.fillWidth: true
                    number: page.model.number
                    standing: page.model.tally
                    tone: page.model.tone
                    owner: "placed"
                    standingName: "tally"
                }

                Repeater {
                    model: page.model.lines

                    OrderLine {
                        required property int index

                        Layout.fillWidth: true
                        owner: "placed"
                        asks: true
                        onChosenAgain: page.model.chooseAgain(index)
                    }
                }

                Words {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.grid
                    objectName: "placed.follow"
                    visible: text !== ""
                    text: page.model.follow
                    color: Theme.ink2
                }
            }
        }

        side: [
            Panel {
                width: parent.width
                height: pay.implicitHeight + 2 * Theme.px(18)

                ColumnLayout {
                    id: pay

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.margins: Theme.px(20)
                    spacing: Theme.px(4)

                    RowLayout {
                        Layout.fillWidth: true
                        spacing: Theme.gap

                        Words {
                            Layout.fillWidth: true
                            text: qsTrId("ui.placed.to_pay")
                            strong: true
                            font.pixelSize: Theme.lead
                        }

                        Words {
                            objectName: "placed.total"
                            text: page.model.total
                            strong: true
                            font.pixelSize: Theme.big
                            wrapMode: Text.NoWrap
                        }
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "placed.payBefore"
                        text: page.model.payBefore
                        color: Theme.ink2
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "placed.refused"
                        visible: text !== ""
                        text: page.model.refused
                        color: Theme.ink2
                    }
                }
            },
            OwnPhone {
                width: parent.width
                visible: source !== ""
                owner: "placed.ownPhone"
                source: page.model.ownPhone.source
                title: page.model.ownPhone.title
            },
            CodePanel {
                width: parent.width
                visible: page.model.codes.count > 0
                owner: "placed.code"
                codes: page.model.codes
            },
            Panel {
                width: parent.width
                height: next.implicitHeight + 2 * Theme.px(18)

                ColumnLayout {
                    id: next

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.margins: Theme.px(20)
                    spacing: Theme.px(10)

                    Words {
                        Layout.fillWidth: true
                        text: qsTrId("ui.steps.title")
                        color: Theme.ink2
                    }

                    Steps {
                        Layout.fillWidth: true
                        owner: "placed"
                        model: page.model.steps
                    }
                }
            }
        ]
    }

    GridLayout {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.px(12)

        Remark {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "placed.unprinted"
            visible: page.model.unprinted
            tone: "amber"
            text: qsTrId("ui.placed.not_printed")
        }

        RowLayout {
            Layout.fillWidth: true
            visible: !page.model.unprinted
            spacing: Theme.grid

            Icon {
                name: "printer"
                color: Theme.ink2
            }

            Words {
                Layout.fillWidth: true
                objectName: "placed.printing"
                text: qsTrId("ui.placed.printing")
                color: Theme.ink2
            }
        }

        ActionButton {
            Layout.preferredWidth: Theme.landscape ? columns.sideWidth : -1
            Layout.fillWidth: !Theme.landscape
            objectName: "placed.done"
            label: page.model.guide ? qsTrId("ui.placed.to_order") : qsTrId("ui.placed.done")
            onTapped: page.model.done()
        }
    }
}
