import QtQuick
import ".."
import "../controls"

// A component by the name it has in QML, and under it the states it can be in.
Column {
    id: group

    required property string component
    default property alias shown: flow.data

    width: parent.width
    spacing: Theme.grid

    Words {
        width: parent.width
        text: group.component
        strong: true
        font.pixelSize: Theme.lead
    }

    Flow {
        id: flow

        width: parent.width
        spacing: Theme.gap
    }

    Rule {
        width: parent.width
    }
}
