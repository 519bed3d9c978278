pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// What is owed, what was given so far, and what is still due.
Panel {
    id: left

    required property PaymentModel model
    required property bool stretched // as high as there is room
    required property bool dense
    required property bool crowded // only what is given and still due
    required property bool after // whether there is room for what happens after
    readonly property bool begun: model.tenders.count > 0

    implicitHeight: owed.implicitHeight + 2 * Theme.px(22)

    ColumnLayout {
        id: owed

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.px(22)
        height: left.stretched ? left.height - 2 * Theme.px(22) : implicitHeight
        spacing: Theme.px(12)

        Words {
            Layout.fillWidth: true
            objectName: "payment.number"
            text: left.model.number
            strong: true
            font.pixelSize: left.crowded && left.dense ? Theme.lead : Theme.big
        }

        Words {
            Layout.fillWidth: true
            visible: !left.crowded
            text: left.model.placedAt
            color: Theme.ink2
        }

        Repeater {
            model: left.crowded ? null : left.model.amounts

            ColumnLayout {
                id: item

                required property string label
                required property string amount

                Layout.fillWidth: true
                spacing: Theme.px(12)

                RowLayout {
                    Words {
                        text: item.label
                    }

                    Words {
                        Layout.fillWidth: true
                        horizontalAlignment: Text.AlignRight
                        text: item.amount
                        strong: true
                    }
                }

                Rule {
                    Layout.fillWidth: true
                }
            }
        }

        List {
            id: tenders

            Layout.fillWidth: true
            Layout.fillHeight: left.stretched
            Layout.minimumHeight: Theme.target
            Layout.preferredHeight: Math.min(contentHeight, 3 * (Theme.target + spacing))
            Layout.maximumHeight: contentHeight
            visible: left.begun
            spacing: Theme.grid
            model: left.model.tenders

            delegate: RowLayout {
                id: tender

                required property string key
                required property string label
                required property string detail
                required property string amount
                required property string spoken

                width: ListView.view.width
                spacing: Theme.px(12)

                Icon {
                    name: "check"
                    color: Theme.here
                }

                Words {
                    text: tender.label
                    wrapMode: Text.NoWrap
                }

                Words {
                    Layout.fillWidth: true
                    text: tender.detail
                    color: Theme.ink2
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }

                Words {
                    objectName: "payment.tender." + tender.key
                    text: tender.amount
                    strong: true
                    wrapMode: Text.NoWrap
                }

                Pill {
                    objectName: "payment.takeBack." + tender.key
                    bare: true
                    icon: "close"
                    label: tender.spoken
                    onTapped: left.model.takeBack(tender.key)
                }
            }
        }

        RowLayout {
            Layout.topMargin: left.crowded ? 0 : Theme.grid

            Words {
                text: left.model.dueLabel
                strong: true
                font.pixelSize: Theme.lead
            }

            Words {
                Layout.fillWidth: true
                objectName: "payment.due"
                horizontalAlignment: Text.AlignRight
                text: left.model.due
                strong: true
                font.pixelSize: left.crowded && left.dense ? Theme.big : Theme.huge
            }
        }

        Rectangle {
            Layout.fillWidth: true
            visible: left.after
            implicitHeight: after.implicitHeight + 2 * Theme.px(20)
            radius: Theme.radius
            color: Theme.paper
            border.width: Theme.hair
            border.color: Theme.line

            Column {
                id: after

                anchors.verticalCenter: parent.verticalCenter
                x: Theme.px(22)
                width: parent.width - 2 * x

                Words {
                    width: parent.width
                    text: qsTrId("ui.payment.after")
                    strong: true
                }

                Words {
                    width: parent.width
                    objectName: "payment.after"
                    text: left.model.after
                    color: Theme.ink2
                }
            }
        }

        Item {
            Layout.fillHeight: true
            visible: left.stretched
        }
    }
}
