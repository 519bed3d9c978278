pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// Where one types.
Column {
    id: fields

    required property GalleryModel model
    readonly property int half: Math.floor((width - Theme.gap) / 2)

    spacing: Theme.wide

    Group {
        component: "SearchField"

        SearchField {
            width: fields.half
            text: ""
            placeholder: qsTrId("ui.bar.search")
        }

        SearchField {
            objectName: "gallery.search"
            width: fields.half
            text: fields.model.typed
            active: true
            onCleared: fields.model.clear()
        }
    }

    Group {
        component: "KeyCap"

        KeyCap {
            width: Theme.action
            label: caption
            caption: "8"
        }

        KeyCap {
            width: Theme.action
            label: qsTrId("ui.key.erase")
            icon: "backspace"
            held: true
        }

        KeyCap {
            width: 2 * Theme.action
            label: qsTrId("ui.key.done")
            caption: label
            captionSize: Theme.body
            solid: true
        }
    }

    Group {
        component: "Keyboard"

        Keyboard {
            width: fields.width
            height: implicitHeight
            onTyped: key => fields.model.type(key)
            onErased: fields.model.erase()
        }
    }

    Group {
        component: "DigitPad"

        DigitPad {
            width: fields.half
            height: implicitHeight
            onTyped: key => fields.model.type(key)
            onErased: fields.model.erase()
        }

        DigitPad {
            width: fields.half
            height: implicitHeight
            calculator: true
            corner: "."
            onTyped: key => fields.model.type(key)
            onErased: fields.model.erase()
        }
    }
}
