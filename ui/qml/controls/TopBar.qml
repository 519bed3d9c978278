import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."

// The shopper's bar; dark while a guide is signed in, so that nobody mistakes whose tablet it is.
Rectangle {
    id: bar

    required property App app
    readonly property bool night: app.guide
    readonly property bool plain: app.page === "waiting" || app.page === "pin"

    implicitHeight: Theme.bar
    color: night ? Theme.night : Theme.card

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
        visible: !bar.night
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        spacing: Theme.landscape ? Theme.gap : Theme.px(12)

        ColumnLayout {
            Layout.minimumWidth: Theme.landscape ? Theme.px(152) : 0
            visible: Theme.landscape || !bar.app.canGoBack || bar.plain
            spacing: 0

            Words {
                text: bar.app.brand
                strong: true
                font.pixelSize: Theme.title
                font.letterSpacing: Theme.px(2)
                color: bar.night ? Theme.nightText : Theme.ink
                wrapMode: Text.NoWrap
            }

            Words {
                objectName: "bar.place"
                visible: text !== ""
                text: bar.app.place
                color: bar.night ? Theme.nightText2 : Theme.ink2
                wrapMode: Text.NoWrap
            }
        }

        Pill {
            objectName: "bar.back"
            visible: bar.app.canGoBack && !bar.plain
            kind: bar.night ? "dim" : "quiet"
            icon: "back"
            label: Theme.landscape ? qsTrId("ui.bar.back") : ""
            Accessible.name: qsTrId("ui.bar.back")
            onTapped: bar.app.back()
        }

        SearchField {
            Layout.fillWidth: true
            Layout.minimumWidth: Theme.px(160)
            objectName: "bar.search"
            visible: !bar.plain
            text: bar.app.browse.query
            active: bar.app.browse.searching
            placeholder: qsTrId("ui.bar.search")
            onTapped: bar.app.browse.startSearch()
            onCleared: bar.app.browse.clear()
        }

        Item {
            Layout.fillWidth: true
            visible: bar.plain
        }

        Tag {
            objectName: "bar.member"
            visible: bar.app.member !== "" && !bar.plain && Theme.landscape
            text: bar.app.member
        }

        Pill {
            objectName: "bar.language"
            kind: bar.night ? "night" : "quiet"
            label: qsTrId("ui.bar.other_language")
            onTapped: bar.app.switchLanguage()
        }

        Pill {
            objectName: "bar.orders"
            visible: bar.night && !bar.plain
            kind: "night"
            label: qsTrId("ui.bar.orders")
            onTapped: bar.app.go("orders")
        }

        Pill {
            objectName: "bar.basket"
            visible: !bar.plain && bar.app.page !== "placed"
            kind: bar.night ? "bright" : "solid"
            icon: "bag"
            label: bar.app.basketLabel
            onTapped: bar.app.go("basket")
        }
    }
}
