import QtQuick
import Kiosk
import ".."
import "../controls"

// Nobody has touched the glass: how long there still is, as a figure and as a bar, and what may be done.
Sheet {
    id: sheet

    required property IdleModel idle

    title: idle.title
    subtitle: idle.text
    closable: false
    onClosed: idle.stay()

    Row {
        width: parent.width
        spacing: Theme.gap

        ProgressLine {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - figure.width - Theme.gap
            value: sheet.idle.share
            tone: "amber"
        }

        Words {
            id: figure

            objectName: "idle.left"
            width: Theme.text(72)
            text: sheet.idle.leftText
            strong: true
            font.pixelSize: Theme.title
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
        }
    }

    ActionButton {
        objectName: "idle.stay"
        width: parent.width
        label: qsTrId("ui.idle.stay")
        onTapped: sheet.idle.stay()
    }

    ActionButton {
        objectName: "idle.park"
        width: parent.width
        visible: sheet.idle.canPark
        kind: "outline"
        icon: "bag"
        label: qsTrId("ui.idle.park")
        onTapped: sheet.idle.park()
    }

    ActionButton {
        objectName: "idle.finish"
        width: parent.width
        kind: "quiet"
        label: sheet.idle.finishLabel
        onTapped: sheet.idle.finish()
    }
}
