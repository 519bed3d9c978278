pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What the lists of orders are called and how long each is: beside the list where the page lies, above it where it stands.
Item {
    id: standings

    required property OrdersModel model
    readonly property int columns: Theme.landscape ? 1 : Theme.roomy ? 3 : 2

    implicitWidth: Theme.px(100) + Theme.text(190)
    implicitHeight: grid.implicitHeight

    Scroller {
        anchors.fill: parent
        pullable: Theme.landscape && !standings.model.searching
        contentHeight: grid.implicitHeight

        Grid {
            id: grid

            readonly property int each: Math.floor((standings.width - (columns - 1) * spacing) / columns)

            columns: standings.columns
            spacing: Theme.grid

            Repeater {
                model: standings.model.standings

                StandingChoice {
                    required chosen

                    objectName: "orders.standing." + key
                    width: grid.each
                    onTapped: standings.model.choose(key)
                }
            }
        }
    }
}
