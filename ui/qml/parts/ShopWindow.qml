pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What lies before the cards: the categories where there is no rail beside them, and looks as long as nothing was asked.
Column {
    id: shop

    required property BrowseModel model
    property bool unfolded: false

    spacing: Theme.gap
    topPadding: categories.visible || looks.visible ? Theme.gap : 0

    Flow {
        id: categories

        objectName: "browse.categories"
        width: parent.width
        visible: !Theme.landscape && !shop.model.searching
        spacing: Theme.grid

        Repeater {
            // A hundred chips that nobody sees take their time, and a hundred above the cards hide them.
            model: Theme.landscape ? null : shop.unfolded ? shop.model.categories : shop.model.firstCategories

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
                onTapped: {
                    shop.model.choose(key)
                    shop.unfolded = false
                }
            }
        }

        Chip {
            objectName: "browse.moreCategories"
            visible: !shop.unfolded && label !== ""
            label: shop.model.moreCategories
            opens: true
            onTapped: shop.unfolded = true
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
