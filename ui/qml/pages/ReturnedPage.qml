pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// Done: what changed hands, what is printed, and where to look again.
Item {
    id: page

    required property App app
    readonly property ReturnedModel model: app.returned
    readonly property bool dense: Theme.landscape && !Theme.roomy

    component Facts: Repeater {
        id: facts

        property string owner: ""

        RowLayout {
            id: fact

            required property string key
            required property string label
            required property string amount

            Layout.fillWidth: true
            spacing: Theme.gap

            Words {
                Layout.fillWidth: true
                objectName: facts.owner + "." + fact.key
                text: fact.label
            }

            Words {
                text: fact.amount
                strong: true
                wrapMode: Text.NoWrap
            }
        }
    }

    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.px(760))
        height: Math.min(parent.height - 2 * Theme.gap, column.implicitHeight + steps.implicitHeight + 3 * Theme.wide)

        Scroller {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: steps.top
            anchors.leftMargin: Theme.px(32)
            anchors.rightMargin: Theme.px(32)
            anchors.topMargin: Theme.wide
            anchors.bottomMargin: Theme.gap
            pullable: false
            contentHeight: column.implicitHeight

            ColumnLayout {
                id: column

                width: parent.width
                spacing: page.dense ? Theme.grid : Theme.px(12)

                Rectangle {
                    Layout.alignment: Qt.AlignHCenter
                    visible: !page.dense
                    implicitWidth: Theme.px(72)
                    implicitHeight: Theme.px(72)
                    radius: width / 2
                    color: Theme.hereWell

                    Icon {
                        anchors.centerIn: parent
                        name: "check"
                        color: Theme.here
                        size: Theme.px(38)
                    }
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "returned.title"
                    horizontalAlignment: Text.AlignHCenter
                    text: page.model.title
                    strong: true
                    font.pixelSize: page.dense ? Theme.title : Theme.big
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "returned.change"
                    visible: text !== ""
                    horizontalAlignment: Text.AlignHCenter
                    text: page.model.change
                    color: Theme.here
                    strong: true
                    font.pixelSize: page.dense ? Theme.title : Theme.big
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "returned.later"
                    visible: text !== ""
                    horizontalAlignment: Text.AlignHCenter
                    text: page.model.later
                    color: Theme.amber
                }

                Facts {
                    owner: "returned.moved"
                    model: page.model.moved
                }

                Rule {
                    Layout.fillWidth: true
                }

                Words {
                    Layout.fillWidth: true
                    text: qsTrId("ui.returning.printed")
                    color: Theme.ink2
                }

                Facts {
                    owner: "returned.paper"
                    model: page.model.papers
                }
            }
        }

        ColumnLayout {
            id: steps

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.leftMargin: Theme.px(32)
            anchors.rightMargin: Theme.px(32)
            anchors.bottomMargin: Theme.wide
            spacing: Theme.px(12)

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.px(12)

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "returned.order"
                    kind: "outline"
                    label: qsTrId("ui.returning.see_old")
                    onTapped: page.model.openOrder()
                }

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    objectName: "returned.new"
                    visible: page.model.exchanged
                    kind: "outline"
                    label: qsTrId("ui.returning.see_new")
                    onTapped: page.model.openNew()
                }
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "returned.done"
                label: qsTrId("ui.handed.done")
                onTapped: page.model.done()
            }
        }
    }
}
