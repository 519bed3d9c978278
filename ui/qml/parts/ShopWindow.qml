pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What lies before the cards: the categories where there is no rail beside them, and looks as long as nothing was asked.
Column {
    id: shop

    required property BrowseModel model

    spacing: Theme.gap
    topPadding: categories.visible || looks.visible ? Theme.gap : 0

    Flow {
        id: categories

        objectName: "browse.categories"
        width: parent.width
        visible: !Theme.landscape && !shop.model.searching
        spacing: Theme.grid

        Repeater {
            model: Theme.landscape ? null : shop.model.categories // a hundred chips that nobody sees take their time

            Chip {
                required property string key
                required property string name
                required count
                required chosen
                required property string spoken

                objectName: "browse.category." + (key === "" ? "all" : key)
                label: name
                Accessible.role: Accessible.RadioButton
                Accessible.name: spoken
                onTapped: shop.model.choose(key)
            }
        }

        Chip {
            objectName: "browse.looks"
            visible: shop.model.looks.count > 0
            label: qsTrId("ui.look.title")
            onTapped: shop.model.openLooks()
        }
    }

    LookStrip {
        id: looks

        width: parent.width
        named: "browse.looks"
        visible: shop.model.window
        looks: shop.model.looks
        onOpened: look => shop.model.openLook(look)
        onAll: shop.model.openLooks()
    }
}
