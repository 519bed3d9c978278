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

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
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

            Panel {
                Layout.fillWidth: true
                Layout.fillHeight: true

                ColumnLayout {
                    anchors.fill: parent
                    anchors.margins: Theme.px(22)
                    spacing: Theme.grid

                    Words {
                        text: qsTrId("ui.sync.hq_gave")
                        strong: true
                        font.pixelSize: Theme.lead
                    }

                    List {
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        objectName: "sync.streams"
                        model: page.model.streams

                        delegate: FactRow {
                            required property string key
                            required property string name
                            required property string age
                            required tone

                            width: ListView.view.width
                            first: name
                            second: age
                        }
                    }
                }
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            spacing: Theme.gap

            Panel {
                Layout.fillWidth: true
                implicitHeight: line.implicitHeight + 2 * Theme.px(22)

                ColumnLayout {
                    id: line

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.leftMargin: Theme.px(22)
                    anchors.rightMargin: Theme.px(22)
                    spacing: Theme.grid

                    Words {
                        text: qsTrId("ui.sync.hq")
                        strong: true
                        font.pixelSize: Theme.lead
                    }

                    RowLayout {
                        spacing: Theme.px(14)

                        StatusDot {
                            tone: page.model.connectionTone
                        }

                        Words {
                            Layout.fillWidth: true
                            objectName: "sync.connection"
                            text: page.model.connection
                        }
                    }
                }
            }

            PrintJobs {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.landscape || !Theme.roomy || jobs.none ? 0 : Theme.text(340)
                jobs: page.app.printJobs
                printer: page.app.printer
            }
        }
    }
}
