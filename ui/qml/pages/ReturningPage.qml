pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

// What comes back, what is taken instead, and the one difference, which is always in sight.
Item {
    id: page

    required property App app
    readonly property ReturningModel model: app.returning

    Beside {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: bar.top
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        sideWidth: Math.round(Theme.px(480) * (Theme.roomy ? 1 : 1.15))

        Panel {
            width: parent.width
            height: back.height + 2 * Theme.px(20)

            Column {
                id: back

                x: Theme.px(22)
                y: Theme.px(20)
                width: parent.width - 2 * x
                spacing: Theme.px(2)

                Words {
                    width: parent.width
                    text: qsTrId("ui.returning.back")
                    strong: true
                    font.pixelSize: Theme.title
                }

                Words {
                    width: parent.width
                    objectName: "returning.number"
                    text: page.model.of
                    color: Theme.ink2
                }

                Repeater {
                    model: page.model.lines

                    ReturnLine {
                        width: back.width
                        returning: page.model
                        last: index === page.model.lines.count - 1
                    }
                }
            }
        }

        side: Panel {
            width: parent.width
            height: taken.height + 2 * Theme.px(20)

            Column {
                id: taken

                x: Theme.px(22)
                y: Theme.px(20)
                width: parent.width - 2 * x
                spacing: Theme.px(2)

                Words {
                    width: parent.width
                    visible: !page.model.nothingTaken
                    text: qsTrId("ui.returning.taken")
                    strong: true
                    font.pixelSize: Theme.title
                }

                Repeater {
                    model: page.model.taken

                    BasketLine {
                        width: taken.width
                        owner: "returning.taken"
                        onQuantityChosen: quantity => page.model.setTaken(index, quantity)
                        onWayAsked: page.model.openWays(index)
                    }
                }

                Empty {
                    width: parent.width
                    objectName: "returning.nothingTaken"
                    visible: page.model.nothingTaken
                    topPadding: Theme.gap
                    bottomPadding: Theme.gap
                    icon: "scan"
                    first: qsTrId("ui.returning.nothing_taken")
                    second: qsTrId("ui.returning.nothing_taken_then")
                }
            }
        }
    }

    Panel {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.bottomMargin: Theme.gap
        height: settled.implicitHeight + 2 * Theme.gap

        GridLayout {
            id: settled

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: Theme.px(22)
            anchors.rightMargin: Theme.gap
            columns: parent.width < Theme.text(720) ? 1 : 2
            columnSpacing: Theme.wide
            rowSpacing: Theme.px(12)

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                Words {
                    Layout.fillWidth: true
                    objectName: "returning.difference"
                    text: page.model.difference
                    strong: true
                    font.pixelSize: Theme.big
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "returning.sums"
                    text: page.model.sums
                    color: Theme.ink2
                }
            }

            ActionButton {
                Layout.fillWidth: settled.columns === 1
                Layout.preferredWidth: Theme.px(300)
                objectName: "returning.goOn"
                label: page.model.goOnLabel
                enabled: page.model.canGoOn
                onTapped: page.model.goOn()
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
                required property string means
                required tone
                required chosen

                objectName: "returning.way." + index
                width: parent.width
                first: when
                second: place
                third: means
                onTapped: page.model.chooseWay(index)
            }
        }
    }
}
