pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// Nothing to show: why, what to do about it, and what others look at.
Column {
    id: none

    required property BrowseModel model
    required property string helpLabel
    required property int columns
    required property int cardWidth
    required property int cardHeight
    required property int pictureHeight

    signal helped

    spacing: Theme.gap

    Empty {
        objectName: "browse.nothing"
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, Theme.px(640))
        icon: "search"
        first: none.model.nothingTitle
        second: none.model.nothingThen
    }

    Flow {
        id: ways

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, Theme.px(640))
        spacing: Theme.px(12)

        ActionButton {
            objectName: "browse.unfilter"
            width: Theme.landscape ? Math.floor((ways.width - ways.spacing) / 2) : ways.width
            visible: none.model.unfilter !== ""
            label: none.model.unfilter
            onTapped: none.model.dropFilters()
        }

        ActionButton {
            objectName: "browse.showAll"
            width: Theme.landscape ? Math.floor((ways.width - ways.spacing) / 2) : ways.width
            kind: "outline"
            label: qsTrId("ui.browse.show_all")
            onTapped: none.model.choose("")
        }

        ActionButton {
            objectName: "browse.help"
            width: Theme.landscape && none.model.unfilter === "" ? Math.floor((ways.width - ways.spacing) / 2) : ways.width
            kind: "quiet"
            icon: "bell"
            label: none.helpLabel
            onTapped: none.helped()
        }
    }

    Words {
        width: parent.width
        visible: none.model.popular.count > 0
        text: qsTrId("ui.browse.popular")
        strong: true
        font.pixelSize: Theme.lead
    }

    Grid {
        columns: none.columns
        spacing: Theme.px(20)

        Repeater {
            model: none.model.popular

            StyleCard {
                objectName: "browse.popular." + index
                visible: index < none.columns
                width: none.cardWidth
                height: none.cardHeight
                nameLines: none.model.nameLines
                pictureHeight: none.pictureHeight
                onTapped: none.model.open(key)
            }
        }
    }
}
