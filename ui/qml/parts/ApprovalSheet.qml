pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// A manager allows what is above a guide's limit: badge, then PIN, over whatever page it was asked on.
Sheet {
    id: sheet

    required property ApprovalModel approval
    readonly property bool asksPin: approval.step === "pin"

    title: qsTrId("ui.approval.title")
    subtitle: approval.why
    span: Theme.px(520)
    onClosed: approval.close()

    Column {
        width: parent.width
        visible: !sheet.asksPin
        spacing: Theme.px(12)
        topPadding: Theme.gap
        bottomPadding: Theme.gap

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "scan"
            size: Theme.text(64)
            color: Theme.ink2
        }

        Words {
            width: parent.width
            objectName: "approval.badge"
            horizontalAlignment: Text.AlignHCenter
            text: qsTrId("ui.approval.badge")
            strong: true
            font.pixelSize: Theme.lead
        }

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTrId("ui.approval.badge_then")
            color: Theme.ink2
        }
    }

    Words {
        width: parent.width
        objectName: "approval.manager"
        visible: sheet.asksPin
        horizontalAlignment: Text.AlignHCenter
        text: sheet.approval.manager
        strong: true
        font.pixelSize: Theme.lead
    }

    HiddenDigits {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: sheet.asksPin
        count: sheet.approval.entered
    }

    Words {
        width: parent.width
        objectName: "approval.error"
        visible: text !== ""
        horizontalAlignment: Text.AlignHCenter
        text: sheet.approval.error
        color: Theme.reduction
    }

    DigitPad {
        width: parent.width
        visible: sheet.asksPin
        onTyped: key => sheet.approval.type(key)
        onErased: sheet.approval.erase()
    }

    ActionButton {
        objectName: "approval.allow"
        width: parent.width
        visible: sheet.asksPin
        enabled: sheet.approval.canAllow
        label: qsTrId("ui.approval.allow")
        onTapped: sheet.approval.allow()
    }

    ActionButton {
        objectName: "approval.cancel"
        width: parent.width
        kind: "outline"
        label: qsTrId("ui.approval.cancel")
        onTapped: sheet.approval.close()
    }
}
