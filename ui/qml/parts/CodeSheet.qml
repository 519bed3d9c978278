import QtQuick
import ".."
import "../controls"

// A code for somebody's own phone, held out by a guide.
Sheet {
    id: sheet

    required property string source
    required property string how
    required property string owner

    QrCode {
        anchors.horizontalCenter: parent?.horizontalCenter
        implicitWidth: Theme.px(320)
        objectName: sheet.owner + ".code"
        source: sheet.source
        description: sheet.title
    }

    Words {
        width: parent.width
        text: sheet.how
        color: Theme.ink2
    }
}
