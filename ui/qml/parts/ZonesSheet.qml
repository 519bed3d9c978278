pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// Which zones a count has, before it begins.
Sheet {
    id: sheet

    required property ZonesModel zones

    span: Theme.px(760)
    title: qsTrId("ui.stockroom.zones")
    subtitle: qsTrId("ui.stockroom.zones_which")
    onClosed: zones.close()

    Flow {
        width: parent.width
        spacing: Theme.grid

        Repeater {
            model: sheet.zones.zones

            Chip {
                required property string key
                required property int index
                required label
                required chosen

                objectName: "zones.zone." + index
                onTapped: sheet.zones.toggle(key)
            }
        }
    }

    SearchField {
        objectName: "zones.name"
        width: parent.width
        icon: "plus"
        clearable: false
        active: sheet.zones.typing
        text: sheet.zones.name
        placeholder: qsTrId("ui.stockroom.zone_more")
        onTapped: sheet.zones.startTyping()
    }

    Keyboard {
        width: parent.width
        visible: sheet.zones.typing
        hideable: false
        doneLabel: qsTrId("ui.stockroom.zone_add")
        onTyped: key => sheet.zones.typed(key)
        onErased: sheet.zones.erase()
        onDone: sheet.zones.submit()
    }

    Toggle {
        objectName: "zones.whole"
        width: parent.width
        chosen: sheet.zones.whole
        first: qsTrId("ui.stockroom.whole")
        second: qsTrId("ui.stockroom.whole_then")
        onTapped: sheet.zones.setWhole(!sheet.zones.whole)
    }

    ActionButton {
        objectName: "zones.begin"
        width: parent.width
        label: sheet.zones.beginLabel
        enabled: sheet.zones.canBegin
        onTapped: sheet.zones.begin()
    }
}
