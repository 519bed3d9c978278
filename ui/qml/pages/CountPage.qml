pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property CountModel model: app.count
    readonly property bool counting: model.step === "count"

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.px(12)

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                spacing: Theme.px(12)

                Words {
                    Layout.fillWidth: true
                    text: qsTrId("ui.count.title")
                    strong: true
                    font.pixelSize: Theme.title
                }

                Words {
                    Layout.fillWidth: true
                    visible: Theme.roomy
                    text: qsTrId("ui.count.title_then")
                    color: Theme.ink2
                }

                Scroller {
                    id: drawer

                    property Item chosen: null // stays in sight

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    pullable: false
                    contentHeight: coins.implicitHeight

                    onChosenChanged: reveal()
                    onHeightChanged: reveal()
                    onContentHeightChanged: reveal()

                    function reveal(): void {
                        if (chosen)
                            contentY = Math.max(Math.min(contentY, chosen.y), chosen.y + chosen.height - height, 0)
                    }

                    Grid {
                        id: coins

                        width: drawer.width
                        columns: Theme.roomy ? 3 : 2
                        spacing: Theme.grid

                        Repeater {
                            model: page.model.coins

                            Choice {
                                required property string key
                                required first
                                required second
                                required chosen

                                objectName: "count.coin." + key
                                width: Math.floor((coins.width - (coins.columns - 1) * coins.spacing) / coins.columns)
                                enabled: page.counting
                                onTapped: page.model.choose(key)
                                onChosenChanged: {
                                    if (chosen)
                                        drawer.chosen = this
                                }
                            }
                        }
                    }
                }
            }
        }

        ColumnLayout {
            Layout.preferredWidth: Theme.landscape ? Theme.px(470) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            spacing: Theme.px(12)

            Panel {
                Layout.fillWidth: true
                Layout.fillHeight: !page.counting
                Layout.maximumHeight: implicitHeight
                implicitHeight: sums.implicitHeight + 2 * Theme.gap

                Scroller {
                    id: paper

                    anchors.fill: parent
                    anchors.topMargin: Theme.gap
                    anchors.bottomMargin: Theme.gap
                    anchors.leftMargin: Theme.px(22)
                    anchors.rightMargin: Theme.px(22)
                    pullable: false
                    contentHeight: sums.implicitHeight

                    ColumnLayout {
                        id: sums

                        width: paper.width
                        spacing: Theme.px(4)

                        Words {
                            Layout.fillWidth: true
                            objectName: "count.field"
                            visible: page.counting
                            text: page.model.field
                            color: Theme.ink2
                        }

                        RowLayout {
                            Layout.fillWidth: true
                            visible: page.counting
                            spacing: Theme.gap

                            Words {
                                text: qsTrId("ui.count.total")
                                strong: true
                                font.pixelSize: Theme.lead
                            }

                            Words {
                                Layout.fillWidth: true
                                objectName: "count.total"
                                horizontalAlignment: Text.AlignRight
                                text: page.model.total
                                strong: true
                                font.pixelSize: Theme.big
                            }
                        }

                        Words {
                            Layout.fillWidth: true
                            objectName: "count.difference"
                            visible: !page.counting
                            text: page.model.difference
                            strong: true
                            color: Theme.tone(page.model.tone)
                            font.pixelSize: Theme.big
                        }

                        Repeater {
                            model: page.counting ? null : page.model.told

                            SumRow {
                                required property string key
                                required first
                                required second
                                required look

                                Layout.fillWidth: true
                            }
                        }

                        Words {
                            Layout.fillWidth: true
                            Layout.topMargin: Theme.grid
                            objectName: "count.advice"
                            visible: !page.counting
                            text: page.model.advice
                        }
                    }
                }
            }

            DigitPad {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: 4 * Theme.target + 3 * gap
                Layout.maximumHeight: 4 * Theme.px(96) + 3 * Theme.px(12)
                visible: page.counting
                calculator: true
                corner: page.model.decimals ? "." : ""
                gap: Theme.landscape && !Theme.roomy ? Theme.grid : Theme.px(12)
                onTyped: key => page.app.typed(key)
                onErased: page.app.erase()
            }

            Item {
                Layout.fillHeight: true
                visible: Theme.landscape && !page.counting
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "count.next"
                visible: page.counting
                kind: "outline"
                label: qsTrId("ui.count.next")
                onTapped: page.model.next()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "count.take"
                visible: page.counting
                enabled: page.model.canTake
                label: page.model.takeLabel
                onTapped: page.model.take()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "count.again"
                visible: !page.counting
                kind: "outline"
                label: qsTrId("ui.count.again")
                onTapped: page.model.again()
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "count.close"
                visible: !page.counting
                enabled: page.model.canClose
                label: qsTrId("ui.count.close")
                onTapped: page.model.askClose()
            }
        }
    }

    Sheet {
        visible: page.model.step === "sure"
        title: qsTrId("ui.count.sure")
        subtitle: page.model.difference
        onClosed: page.model.keepOpen()

        Words {
            width: parent?.width ?? 0
            text: qsTrId("ui.count.sure_then")
        }

        ActionButton {
            objectName: "count.yes"
            width: parent?.width ?? 0
            enabled: page.model.canClose
            label: qsTrId("ui.count.yes")
            onTapped: page.model.closeDay()
        }

        ActionButton {
            objectName: "count.no"
            width: parent?.width ?? 0
            kind: "outline"
            label: qsTrId("ui.count.no")
            onTapped: page.model.keepOpen()
        }
    }
}
