pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"
import "../parts"

// All looks.
Item {
    id: page

    required property App app
    readonly property LooksModel model: app.looks

    GridView {
        id: grid

        readonly property int gutter: Theme.px(20)
        readonly property int columns: Math.max(1, Math.floor(width / (Theme.px(220) + Theme.text(100))))
        readonly property int pictureHeight: Math.round((cellWidth - gutter) * 0.82)
        readonly property int pulled: Math.round(height * Theme.pull)

        objectName: "looks.grid"
        anchors.fill: parent
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide - gutter
        topMargin: pulled
        bottomMargin: Theme.grid
        cellWidth: Math.floor(width / columns)
        cellHeight: sample.implicitHeight + gutter
        model: page.model.rows
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 0 // as in List
        visible: !page.model.nothing

        header: Words {
            width: grid.width
            topPadding: Theme.gap
            bottomPadding: Theme.px(12)
            objectName: "looks.title"
            text: qsTrId("ui.look.title")
            strong: true
            font.pixelSize: Theme.big
        }

        delegate: LookCard {
            required property int index

            objectName: "looks.look." + index
            width: grid.cellWidth - grid.gutter
            height: grid.cellHeight - grid.gutter
            pictureHeight: grid.pictureHeight
            onTapped: page.model.open(key)
        }
    }

    // How high a card is: all are as high as the one with the longest name.
    LookCard {
        id: sample

        visible: false
        width: grid.cellWidth - grid.gutter
        pictureHeight: grid.pictureHeight
        key: ""
        name: page.model.longest
        total: ""
        tiles: []
    }

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.px(520))
        visible: page.model.nothing
        spacing: Theme.wide

        Empty {
            objectName: "looks.nothing"
            width: parent.width
            icon: "bag"
            first: qsTrId("ui.look.none")
            second: qsTrId("ui.look.none_then")
        }

        ActionButton {
            objectName: "looks.range"
            width: parent.width
            label: qsTrId("ui.browse.show_all")
            onTapped: page.model.openRange()
        }
    }
}
