pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property StyleModel model: app.style

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.px(28)
        rowSpacing: Theme.gap

        Picture {
            Layout.preferredWidth: Theme.landscape ? Theme.px(400) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            Layout.preferredHeight: Theme.landscape ? -1 : Theme.px(340)
            Layout.alignment: Qt.AlignTop
            picture: page.model.picture
            radius: Theme.radiusL
            shape: Theme.landscape ? "all" : "whole"
            description: page.model.title
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.gap

            Flickable {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "style.scroll"
                contentHeight: column.implicitHeight
                clip: true
                boundsBehavior: Flickable.StopAtBounds

                ColumnLayout {
                    id: column

                    width: parent.width
                    spacing: Theme.gap

                    RowLayout {
                        Layout.fillWidth: true
                        spacing: Theme.gap

                        Words {
                            Layout.fillWidth: true
                            objectName: "style.title"
                            text: page.model.title
                            strong: true
                            font.pixelSize: Theme.big
                        }

                        Words {
                            Layout.alignment: Qt.AlignTop
                            objectName: "style.price"
                            text: page.model.price
                            strong: true
                            font.pixelSize: Theme.big
                            wrapMode: Text.NoWrap
                        }
                    }

                    Words {
                        Layout.fillWidth: true
                        visible: text !== ""
                        text: page.model.description
                        color: Theme.ink2
                    }

                    Matrix {
                        Layout.fillWidth: true
                        model: page.model
                    }

                    Words {
                        Layout.fillWidth: true
                        Layout.topMargin: Theme.grid
                        visible: text !== ""
                        text: page.model.waysTitle
                        strong: true
                        font.pixelSize: Theme.lead
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "style.noWay"
                        visible: text !== ""
                        text: page.model.noWay
                    }

                    Flow {
                        id: ways

                        readonly property int across: Theme.landscape ? 3 : 2

                        Layout.fillWidth: true
                        spacing: Theme.px(12)

                        Repeater {
                            model: page.model.ways

                            Choice {
                                required property int index
                                required property string when
                                required property string place
                                required tone
                                required chosen

                                objectName: "style.way." + index
                                width: Math.floor((ways.width - (ways.across - 1) * ways.spacing) / ways.across)
                                first: when
                                second: place
                                onTapped: page.model.chooseWay(index)
                            }
                        }
                    }

                    RowLayout {
                        Layout.fillWidth: true
                        spacing: Theme.gap

                        Words {
                            Layout.fillWidth: true
                            objectName: "style.asOf"
                            text: page.model.asOf
                            color: Theme.ink2
                        }

                        Words {
                            Layout.maximumWidth: Theme.px(360)
                            objectName: "style.reference"
                            text: page.model.reference
                            color: Theme.ink2
                            horizontalAlignment: Text.AlignRight
                            wrapMode: Text.WrapAnywhere
                        }
                    }
                }
            }

            ActionButton {
                Layout.fillWidth: true
                objectName: "style.add"
                label: page.model.addLabel
                enabled: page.model.canAdd
                onTapped: page.model.add()
            }
        }
    }
}
