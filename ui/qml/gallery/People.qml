import QtQuick
import Kiosk
import ".."
import "../controls"

// Who works here, and the digits they keep to themselves.
Column {
    id: people

    required property GalleryModel model

    spacing: Theme.wide

    Group {
        component: "PersonRow"

        PersonRow {
            width: people.width
            height: implicitHeight
            key: "gallery"
            index: 0
            name: people.model.name
            role: people.model.hint
            badge: people.model.hint
            tone: "here"
            seen: people.model.longName
        }
    }

    Group {
        component: "HiddenDigits"

        HiddenDigits {
            count: 3
        }
    }
}
