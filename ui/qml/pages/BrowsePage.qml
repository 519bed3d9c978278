pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property BrowseModel model: app.browse

    Rectangle {
        id: rail

        anchors.top: parent.top
        anchors.bottom: keyboard.top
        width: Theme.px(176)
        color: Theme.card

        Rectangle {
            anchors.right: parent.right
            width: Theme.hair
            height: parent.height
            color: Theme.line
        }

        List {
            objectName: "browse.categories"
            anchors.fill: parent
            anchors.margins: Theme.px(12)
            anchors.topMargin: Theme.gap
            model: page.model.categories
            spacing: Theme.grid

            delegate: Pressable {
                id: category

                required property string key
                required property string name
                required chosen

                objectName: "browse.category." + (key === "" ? "all" : key)
                width: ListView.view.width
                height: Math.max(Theme.target, words.implicitHeight + Theme.grid)
                label: name
                onTapped: page.model.choose(key)

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radiusS
                    color: category.chosen ? Theme.ink : Theme.card
                }

                Words {
                    id: words

                    anchors.verticalCenter: parent.verticalCenter
                    x: Theme.px(18)
                    width: parent.width - 2 * x
                    text: category.name
                    strong: category.chosen
                    color: category.chosen ? Theme.nightText : Theme.ink
                    Accessible.ignored: true
                }
            }
        }
    }

    Words {
        id: heading

        objectName: "browse.heading"
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.topMargin: Theme.gap
        text: page.model.heading
        strong: true
        font.pixelSize: Theme.title
        elide: Text.ElideRight
        maximumLineCount: 1
        wrapMode: Text.NoWrap
    }

    GridView {
        id: grid

        readonly property int columns: Math.max(2, Math.floor(width / Theme.px(256)))
        readonly property int pictureHeight: Math.round((cellWidth - Theme.px(20)) * 0.79)

        objectName: "browse.grid"
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: heading.bottom
        anchors.bottom: keyboard.top
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide - Theme.px(20)
        anchors.topMargin: Theme.px(12)
        cellWidth: Math.floor(width / columns)
        cellHeight: pictureHeight + Theme.px(124) + page.model.nameLines * Theme.px(27)
        model: page.model.cards
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 0 // as in List
        onContentYChanged: if (moving)
            page.model.keepScroll(contentY)
        Component.onCompleted: contentY = page.model.scroll

        delegate: StyleCard {
            width: GridView.view.cellWidth - Theme.px(20)
            height: GridView.view.cellHeight - Theme.px(20)
            nameLines: page.model.nameLines
            pictureHeight: grid.pictureHeight
            onTapped: page.model.open(key)
        }
    }

    Empty {
        anchors.centerIn: grid
        width: Math.min(grid.width - 2 * Theme.wide, Theme.px(480))
        objectName: "browse.nothing"
        visible: page.model.nothing
        icon: "search"
        first: qsTrId("ui.browse.nothing")
        second: qsTrId("ui.browse.nothing_then")
    }

    Keyboard {
        id: keyboard

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: visible ? implicitHeight : 0
        visible: page.model.searching
        doneLabel: qsTrId("ui.key.search")
        onTyped: key => page.app.typed(key)
        onErased: page.app.erase()
        onDone: page.app.submit()
        onHidden: page.model.stopSearch()
    }
}
