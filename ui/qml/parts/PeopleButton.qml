import QtQuick
import Kiosk
import "../controls"

// The way to the shop's people; a guide who takes it reads who may.
ActionButton {
    required property App app

    objectName: "sync.people"
    kind: "outline"
    label: qsTrId("ui.people.open")
    onTapped: app.go("people")
}
