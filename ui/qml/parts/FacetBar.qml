pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What the list can be narrowed to: two switches, then what opens a sheet.
Flow {
    id: bar

    required property FacetsModel model

    spacing: Theme.grid

    Repeater {
        model: bar.model.chips

        Chip {
            required property string key
            required property bool possible
            required label
            required chosen
            required opens

            objectName: "facet." + key
            enabled: possible
            widest: Math.min(bar.width, Theme.px(300) + Theme.text(60))
            onTapped: bar.model.tap(key)
        }
    }
}
