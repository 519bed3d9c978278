pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

// The picture stays where it is while one lies down, and scrolls with the rest while one stands up. In low reach it
// fills what is out of reach.
Item {
    id: page

    required property App app
    readonly property StyleModel model: app.style
    readonly property bool beside: Theme.landscape
    readonly property bool above: !beside && Theme.lowReach
    readonly property bool apart: beside || above
    readonly property string styleId: model.styleId
    property bool zoomed: false

    onStyleIdChanged: app.looks.forStyle(styleId)

    // As if it had just been opened.
    function anew(): bool {
        letGo()
        scroller.toTop()
        matrix.turnTo(0)
        return true
    }

    // A finger that is down was meant for the style before.
    function letGo(): void {
        zoomed = false
        enabled = false
        enabled = true
    }

    Pressable {
        id: photo

        x: Theme.wide
        y: Theme.gap
        width: page.above ? page.width - 2 * x : Math.round(Theme.px(400) / Theme.textScale)
        height: page.above ? Math.round(page.height * Theme.pull) : page.height - 2 * y
        visible: page.apart
        objectName: "style.picture"
        label: qsTrId("ui.style.zoom")
        ringRadius: Theme.radiusL
        onTapped: page.zoomed = true

        Picture {
            anchors.fill: parent
            picture: page.apart ? page.model.picture : ""
            radius: Theme.radiusL
            shape: page.above ? "whole" : "all"
            description: page.model.title
        }

        ZoomMark {}
    }

    Scroller {
        id: scroller

        anchors.left: page.beside ? photo.right : parent.left
        anchors.right: parent.right
        anchors.top: page.above ? photo.bottom : parent.top
        anchors.bottom: bottomBar.top
        anchors.leftMargin: page.beside ? Theme.px(28) : Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.px(12)
        objectName: "style.scroll"
        pullable: !page.above
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: Theme.gap

            Pressable {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.px(360)
                visible: !page.apart
                objectName: "style.picture"
                label: qsTrId("ui.style.zoom")
                ringRadius: Theme.radiusL
                onTapped: page.zoomed = true

                Picture {
                    anchors.fill: parent
                    picture: page.apart ? "" : page.model.picture
                    radius: Theme.radiusL
                    shape: "whole"
                    description: page.model.title
                }

                ZoomMark {}
            }

            GridLayout {
                Layout.fillWidth: true
                columns: 2
                columnSpacing: Theme.gap
                rowSpacing: Theme.px(4)

                Words {
                    Layout.fillWidth: true
                    objectName: "style.title"
                    text: page.model.title
                    strong: true
                    font.pixelSize: Theme.big
                }

                Words {
                    Layout.alignment: Qt.AlignTop | Qt.AlignRight
                    objectName: "style.price"
                    text: page.model.price
                    strong: true
                    font.pixelSize: Theme.big
                    wrapMode: Text.NoWrap
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop
                    spacing: Theme.px(2)

                    Words {
                        Layout.fillWidth: true
                        objectName: "style.reference"
                        text: page.model.reference
                        color: Theme.ink2
                        wrapMode: Text.WrapAnywhere
                    }

                    Words {
                        Layout.fillWidth: true
                        visible: text !== ""
                        text: page.model.description
                        color: Theme.ink2
                    }
                }

                RowLayout {
                    Layout.alignment: Qt.AlignTop | Qt.AlignRight
                    Layout.topMargin: Theme.px(4)
                    spacing: Theme.grid

                    Pill {
                        objectName: "style.wish"
                        visible: page.model.wish.offered
                        kind: "outline"
                        icon: page.model.wish.wished ? "heart_full" : "heart"
                        label: page.model.wish.label
                        bare: true
                        onTapped: page.model.wish.toggle()
                    }

                    Pill {
                        objectName: "style.sizeGuide"
                        visible: page.model.hasSizeGuide
                        kind: "outline"
                        label: qsTrId("ui.style.size_guide")
                        onTapped: page.app.sizeGuide.openFor(page.model.styleId, page.model.chosenSize)
                    }
                }
            }

            Matrix {
                id: matrix

                Layout.fillWidth: true
                visible: !page.model.oneSize
                model: page.model
                pinned: Math.max(0, scroller.contentY - y)
            }

            VariantList {
                Layout.fillWidth: true
                visible: page.model.oneSize
                model: page.model
            }

            RowLayout {
                Layout.fillWidth: true
                Layout.topMargin: Theme.grid
                visible: page.model.waysTitle !== ""
                spacing: Theme.gap

                Words {
                    Layout.fillWidth: true
                    text: page.model.waysTitle
                    strong: true
                    font.pixelSize: Theme.lead
                }

                Words {
                    objectName: "style.held"
                    text: page.model.held
                    color: Theme.ink2
                }
            }

            RowLayout {
                Layout.fillWidth: true
                visible: page.model.noWay !== ""
                spacing: Theme.px(12)

                Icon {
                    Layout.alignment: Qt.AlignTop
                    name: "hand"
                }

                Words {
                    Layout.fillWidth: true
                    objectName: "style.noWay"
                    text: page.model.noWay
                }

                Pill {
                    objectName: "style.help"
                    kind: "outline"
                    icon: "bell"
                    label: page.app.help.label
                    onTapped: page.app.callGuide()
                }
            }

            GridLayout {
                id: ways

                Layout.fillWidth: true
                visible: page.model.ways.count > 0
                columns: Math.max(1, Math.min(Math.floor(3 / Theme.textScale + 0.35), page.model.ways.count))
                columnSpacing: Theme.px(12)
                rowSpacing: Theme.px(12)
                uniformCellWidths: true

                Repeater {
                    model: page.model.ways

                    Choice {
                        required property int index
                        required property string when
                        required property string place
                        required property string means
                        required tone
                        required chosen

                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        objectName: "style.way." + index
                        first: when
                        second: place
                        third: means
                        onTapped: page.model.chooseWay(index)
                    }
                }
            }

            Words {
                Layout.fillWidth: true
                objectName: "style.asOf"
                visible: text !== ""
                text: page.model.asOf
                color: page.model.stale ? Theme.amber : Theme.ink2
            }

            LookStrip {
                Layout.fillWidth: true
                Layout.topMargin: Theme.grid
                looks: page.app.looks.withStyle
                title: qsTrId("ui.style.looks")
                named: "style.looks"
                onOpened: look => page.app.looks.open(look)
                onAll: page.app.go("looks")
            }
        }
    }

    ColumnLayout {
        id: bottomBar

        anchors.left: scroller.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.rightMargin: Theme.wide
        anchors.bottomMargin: Theme.gap
        spacing: Theme.px(12)

        Remark {
            Layout.fillWidth: true
            visible: page.model.added !== ""
            objectName: "style.added"
            text: page.model.added
        }

        Remark {
            Layout.fillWidth: true
            visible: page.model.problem !== ""
            objectName: "style.problem"
            tone: "amber"
            text: page.model.problem
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(12)

            ActionButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: Theme.px(500)
                objectName: "style.add"
                kind: !page.model.canAdd ? "quiet" : page.model.added === "" ? "primary" : "outline"
                label: page.model.addLabel
                enabled: page.model.canAdd
                opacity: pressed ? 0.7 : 1 // what is still to be chosen has to be read
                onTapped: page.model.add()
            }

            ActionButton {
                Layout.fillHeight: true
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.px(230)
                objectName: "style.toBasket"
                visible: page.model.added !== "" || page.model.held !== ""
                kind: page.model.added !== "" ? "primary" : "outline"
                icon: "bag"
                label: qsTrId("ui.style.to_basket")
                onTapped: page.app.go("basket")
            }
        }
    }

    Rectangle {
        anchors.fill: parent
        z: 5
        visible: page.zoomed
        color: Theme.paper

        MouseArea {
            anchors.fill: parent
            onClicked: page.zoomed = false
        }

        Picture {
            anchors.fill: parent
            anchors.margins: Theme.gap
            picture: page.zoomed ? page.model.picture : ""
            shape: "whole"
            radius: Theme.radiusL
            description: page.model.title
        }

        Pill {
            anchors.right: parent.right
            anchors.rightMargin: Theme.wide
            y: Theme.lowReach ? parent.height - height - Theme.wide : Theme.wide
            objectName: "style.zoom.close"
            kind: "solid"
            icon: "close"
            label: qsTrId("ui.style.close_zoom")
            onTapped: page.zoomed = false
        }
    }

    component ZoomMark: Rectangle {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.px(12)
        width: Theme.px(48)
        height: Theme.px(48)
        radius: width / 2
        color: Theme.card
        border.width: Theme.hair
        border.color: Theme.line

        Icon {
            anchors.centerIn: parent
            name: "search"
        }
    }
}
