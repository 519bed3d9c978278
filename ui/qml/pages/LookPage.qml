pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"
import "../parts"

// A look: its picture beside its pieces, each of which opens in the look's colour. In low reach the picture fills
// what is out of reach.
Item {
    id: page

    required property App app
    readonly property LookModel model: app.look
    readonly property bool beside: Theme.landscape
    readonly property bool above: !beside && Theme.lowReach
    readonly property bool apart: beside || above

    LookPicture {
        id: collage

        visible: page.apart && !page.model.gone
        x: Theme.wide
        y: Theme.gap
        width: page.above ? page.width - 2 * x : Math.round(page.width * 0.4)
        height: page.above ? Math.round(page.height * Theme.pull) : page.height - 2 * y
        radius: Theme.radius
        gap: Theme.px(6)
        tiles: page.model.tiles
        description: page.model.title
    }

    Scroller {
        id: scroller

        anchors.top: page.above ? collage.bottom : parent.top
        anchors.bottom: parent.bottom
        anchors.left: page.beside ? collage.right : parent.left
        anchors.right: parent.right
        anchors.leftMargin: page.beside ? Theme.px(28) : Theme.wide
        anchors.rightMargin: Theme.wide
        objectName: "look.scroll"
        pullable: !page.above
        visible: !page.model.gone
        contentHeight: column.implicitHeight + 2 * Theme.gap

        Column {
            id: column

            y: Theme.gap
            width: parent.width
            spacing: Theme.gap

            LookPicture {
                width: parent.width
                height: Math.round(width * 0.72)
                visible: !page.apart
                radius: Theme.radius
                gap: Theme.px(6)
                tiles: page.model.tiles
                description: page.model.title
            }

            Words {
                width: parent.width
                objectName: "look.title"
                text: page.model.title
                strong: true
                font.pixelSize: Theme.big
            }

            Words {
                width: parent.width
                visible: text !== ""
                text: page.model.description
                color: Theme.ink2
            }

            Words {
                width: parent.width
                objectName: "look.total"
                text: page.model.total
                strong: true
                font.pixelSize: Theme.lead
            }

            Column {
                width: parent.width
                spacing: Theme.px(12)

                Repeater {
                    model: page.model.pieces

                    LookPiece {
                        objectName: "look.piece." + index
                        width: parent ? parent.width : 0
                        onTapped: page.model.openPiece(key)
                    }
                }
            }

            ActionButton {
                objectName: "look.all"
                width: parent.width
                kind: "quiet"
                label: qsTrId("ui.look.all")
                onTapped: page.model.openLooks()
            }
        }
    }

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.px(520))
        visible: page.model.gone
        spacing: Theme.wide

        Empty {
            objectName: "look.gone"
            width: parent.width
            icon: "bag"
            first: qsTrId("ui.look.gone")
            second: qsTrId("ui.look.gone_then")
        }

        ActionButton {
            objectName: "look.others"
            width: parent.width
            label: qsTrId("ui.look.all")
            onTapped: page.model.openLooks()
        }
    }
}
