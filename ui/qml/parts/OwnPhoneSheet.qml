import QtQuick
import Kiosk
import ".."
import "../controls"

// The code for the shopper's own phone, held out by a guide.
Sheet {
    id: sheet

    required property OwnPhoneModel ownPhone

    title: ownPhone.title
    onClosed: ownPhone.close()

    QrCode {
        anchors.horizontalCenter: parent?.horizontalCenter
        implicitWidth: Theme.px(320)
        objectName: "ownPhone.code"
        source: sheet.ownPhone.source
        description: sheet.ownPhone.title
    }

    Words {
        width: parent.width
        text: qsTrId("ui.own_phone.how")
        color: Theme.ink2
    }
}
