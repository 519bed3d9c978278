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
    readonly property SyncModel model: app.sync

    Scroller {
        objectName: "sync.scroller"
        anchors.fill: parent
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        contentHeight: columns.implicitHeight + 2 * Theme.gap

        GridLayout {
            id: columns

            y: Theme.gap
            width: parent.width
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.wide
            rowSpacing: Theme.gap

            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: 3
                Layout.alignment: Qt.AlignTop
                spacing: Theme.gap

                Panel {
                    Layout.fillWidth: true
                    implicitHeight: pending.implicitHeight + 2 * Theme.px(22)

                    ColumnLayout {
                        id: pending

                        anchors.left: parent.left
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        anchors.leftMargin: Theme.px(22)
                        anchors.rightMargin: Theme.px(22)
                        spacing: Theme.grid

                        RowLayout {
                            Layout.fillWidth: true
                            spacing: Theme.gap

                            ColumnLayout {
                                Layout.fillWidth: true
                                spacing: Theme.px(2)

                                Words {
                                    Layout.fillWidth: true
                                    text: qsTrId("ui.sync.hq_lacks")
                                    color: Theme.ink2
                                }

                                Words {
                                    Layout.fillWidth: true
                                    objectName: "sync.pending"
                                    text: page.model.pending
                                    strong: true
                                    font.pixelSize: Theme.big
                                }
                            }

                            PeopleButton {
                                Layout.alignment: Qt.AlignTop
                                app: page.app
                            }

                            ActionButton {
                                Layout.alignment: Qt.AlignTop
                                objectName: "sync.now"
                                label: qsTrId("ui.sync.now")
                                enabled: !page.model.running
                                onTapped: page.model.syncNow()
                            }
                        }

                        Words {
                            Layout.fillWidth: true
                            objectName: "sync.oldest"
                            text: page.model.oldest
                            color: Theme.ink2
                        }

                        Pill {
                            objectName: "sync.list"
                            visible: page.model.lacking
                            kind: "outline"
                            label: qsTrId("ui.watch.list")
                            onTapped: page.model.watch.openList()
                        }

                        ProgressLine {
                            Layout.fillWidth: true
                            visible: page.model.progressText !== ""
                            value: page.model.progress
                        }

                        Words {
                            Layout.fillWidth: true
                            objectName: "sync.progress"
                            visible: text !== ""
                            text: page.model.progressText
                            color: Theme.ink2
                        }
                    }
                }

                WatchPanel {
                    Layout.fillWidth: true
                    watch: page.model.watch
                }

                Panel {
                    Layout.fillWidth: true
                    implicitHeight: gave.implicitHeight + 2 * Theme.px(22)

                    ColumnLayout {
                        id: gave

                        anchors.left: parent.left
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        anchors.leftMargin: Theme.px(22)
                        anchors.rightMargin: Theme.px(22)
                        spacing: 0

                        Words {
                            Layout.bottomMargin: Theme.grid
                            text: qsTrId("ui.sync.hq_gave")
                            strong: true
                            font.pixelSize: Theme.lead
                        }

                        Words {
                            visible: page.model.streams.count === 0
                            text: qsTrId("ui.watch.nothing_yet")
                            color: Theme.ink2
                        }

                        Repeater {
                            model: page.model.streams

                            FactRow {
                                required property string key
                                required property string name
                                required property string age
                                required tone

                                Layout.fillWidth: true
                                first: name
                                second: age
                            }
                        }
                    }
                }
            }

            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                Layout.alignment: Qt.AlignTop
                spacing: Theme.gap

                DevicesPanel {
                    Layout.fillWidth: true
                    model: page.model
                }

                PrintJobs {
                    Layout.fillWidth: true
                    jobs: page.app.printJobs
                    printer: page.app.printer
                }
            }
        }
    }

    Sheet {
        visible: page.model.watch.listing
        title: qsTrId("ui.watch.list_title")
        subtitle: qsTrId("ui.watch.list_then")
        onClosed: page.model.watch.closeList()

        Repeater {
            model: page.model.watch.pending

            Choice {
                required property string key
                required property int index
                required property string number
                required property string said

                objectName: "sync.order." + index
                width: parent.width
                first: number
                second: said
                Accessible.role: Accessible.Button
                onTapped: page.model.watch.openOrder(key)
            }
        }
    }
}
