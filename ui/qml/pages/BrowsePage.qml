pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

// The shop window. What the list is and what narrows it stays in sight while the cards scroll beneath.
Item {
    id: page

    required property App app
    readonly property BrowseModel model: app.browse
    readonly property int side: Theme.wide
    readonly property real pull: model.searching ? 0 : Theme.pull // above the keyboard all is low already
    property int windowHeight: 0

    CategoryRail {
        id: rail

        anchors.top: parent.top
        anchors.bottom: keyboard.top
        width: visible ? implicitWidth : 0
        visible: Theme.landscape
        model: page.model
        pull: page.pull
    }

    GridView {
        id: grid

        readonly property int gutter: Theme.px(20)
        readonly property int columns: Math.max(2, Math.floor(width / (Theme.px(95) + Theme.text(150))))
        readonly property int cardWidth: cellWidth - gutter
        readonly property int pictureHeight: Math.round(Math.min(cardWidth * 0.96, page.height * 0.5))
        readonly property int lines: page.model.nameLines
        readonly property int pulled: Math.round(height * page.pull)

        objectName: "browse.grid"
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: keyboard.top
        anchors.leftMargin: page.side
        anchors.rightMargin: page.side - gutter
        topMargin: pulled
        bottomMargin: Theme.grid
        cellWidth: Math.floor(width / columns)
        cellHeight: sample.implicitHeight + gutter
        model: page.model.cards
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 0 // as in List
        onContentYChanged: if (moving)
            page.model.keepScroll(contentY - originY)
        // What lies before the cards comes with the first answer: the page stands where it was left, else at its top.
        onOriginYChanged: if (!moving)
            stand()
        onPulledChanged: stand()
        Component.onCompleted: stand()

        function stand(): void {
            contentY = originY - pulled + page.model.scroll
        }

        delegate: StyleCard {
            width: grid.cardWidth
            height: grid.cellHeight - grid.gutter
            nameLines: grid.lines
            pictureHeight: grid.pictureHeight
            onKeyChanged: if (pressed)
                letGo()
            onTapped: page.model.open(key)
        }

        Connections {
            target: page.model

            function onTurned(): void {
                grid.cancelFlick()
                grid.stand()
            }
        }

        header: Item {
            width: grid.width
            height: shop.height + bar.height

            ShopWindow {
                id: shop

                width: grid.width - grid.gutter
                model: page.model
                onHeightChanged: page.windowHeight = height
            }
        }
    }

    // How high a card is: all are equally high, whatever they hold.
    StyleCard {
        id: sample

        visible: false
        width: grid.cardWidth
        nameLines: grid.lines
        pictureHeight: grid.pictureHeight
        key: ""
        name: ""
        price: ""
        picture: ""
        hint: ""
        tone: ""
        swatches: []
        colours: ""
        tag: ""
        spoken: ""
        index: -1
    }

    Rectangle {
        id: bar

        x: grid.x
        y: Math.max(0, page.windowHeight - grid.contentY + grid.originY)
        width: grid.width - grid.gutter
        height: column.implicitHeight + 2 * Theme.px(12)
        color: Theme.paper

        // What lies behind the bar is not tapped through it.
        MouseArea {
            anchors.fill: parent
        }

        Column {
            id: column

            y: Theme.px(12)
            width: parent.width
            spacing: Theme.px(10)

            RowLayout {
                width: parent.width
                visible: !page.model.trying && !page.model.nothing // below stands that there is nothing
                spacing: Theme.gap

                QueryHeading {
                    Layout.fillWidth: true
                    objectName: "browse.heading"
                    label: page.model.heading
                    parts: page.model.headingParts
                }

                Chip {
                    objectName: "facet.sort"
                    visible: !page.model.searching && page.model.facets.useful
                    label: page.model.facets.sort
                    chosen: page.model.facets.sorted
                    opens: true
                    onTapped: page.model.facets.tap("sort")
                }
            }

            Words {
                width: parent.width
                objectName: "browse.note"
                visible: text !== "" && !page.model.searching
                text: page.model.note
                color: Theme.amber
            }

            Flow {
                id: tries

                width: parent.width
                visible: page.model.trying
                spacing: Theme.grid

                Words {
                    height: Theme.target
                    verticalAlignment: Text.AlignVCenter
                    text: qsTrId("ui.browse.try")
                    color: Theme.ink2
                }

                Repeater {
                    model: page.model.tries

                    Chip {
                        required property string key
                        required property int index
                        required label

                        objectName: "browse.try." + index
                        onTapped: page.model.tryQuery(key)
                    }
                }
            }

            FacetBar {
                objectName: "browse.facets"
                width: parent.width
                visible: page.model.facets.useful && (!page.model.searching || !Theme.landscape)
                model: page.model.facets
            }
        }
    }

    Grid {
        id: places

        anchors.left: grid.left
        anchors.top: bar.bottom
        visible: page.model.loading
        columns: grid.columns
        spacing: grid.gutter
        objectName: "browse.loading"

        Repeater {
            model: grid.columns * 2

            CardPlace {
                width: grid.cardWidth
                height: grid.cellHeight - grid.gutter
                pictureHeight: grid.pictureHeight
            }
        }
    }

    Scroller {
        anchors.left: grid.left
        anchors.right: parent.right
        anchors.rightMargin: page.side
        anchors.top: bar.bottom
        anchors.bottom: keyboard.top
        pullable: !page.model.searching
        visible: page.model.nothing
        contentHeight: none.implicitHeight + 2 * Theme.gap

        NothingFound {
            id: none

            y: Theme.gap
            width: parent.width
            model: page.model
            helpLabel: page.app.help.label
            onHelped: page.app.callGuide()
            columns: grid.columns
            cardWidth: grid.cardWidth
            cardHeight: grid.cellHeight - grid.gutter
            pictureHeight: grid.pictureHeight
        }
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

    FacetSheet {
        model: page.model.facets
    }
}
