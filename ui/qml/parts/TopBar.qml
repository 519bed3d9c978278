import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// The shopper's bar; dark while a guide is signed in, so that nobody mistakes whose tablet it is.
// Standing, the search has a row of its own.
Rectangle {
    id: bar

    required property App app
    readonly property bool night: app.guide
    readonly property bool plain: app.page === "waiting" || app.page === "pin"
    readonly property bool spelt: Theme.roomy && !night && app.member === "" // words beside the icons
    readonly property string ground: night ? "night" : "quiet"

    implicitHeight: Math.max(Theme.bar, rows.implicitHeight + 2 * Theme.px(12))
    color: night ? Theme.night : Theme.card

    Rule {
        y: Theme.lowReach ? 0 : parent.height - height
        width: parent.width
        visible: !bar.night
    }

    component Finder: SearchField {
        required property App app

        objectName: "bar.search"
        text: app.browse.shownQuery
        active: app.browse.searching
        placeholder: qsTrId("ui.bar.search")
        onTapped: app.browse.startSearch()
        onCleared: app.browse.clear()
    }

    ColumnLayout {
        id: rows

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        spacing: Theme.grid

        RowLayout {
            spacing: Theme.landscape ? Theme.px(12) : Theme.grid

            ColumnLayout {
                Layout.minimumWidth: Theme.landscape && Theme.roomy ? Theme.px(140) : 0
                visible: Theme.landscape && Theme.roomy || !bar.app.canGoBack || bar.plain
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
                label: qsTrId("ui.bar.back")
                bare: !bar.spelt
                onTapped: bar.app.back()
            }

            Finder {
                Layout.fillWidth: true
                Layout.minimumWidth: Theme.px(160)
                visible: Theme.landscape && !bar.plain
                app: bar.app
            }

            Item {
                Layout.fillWidth: true
                visible: bar.plain || !Theme.landscape
            }

            Pill {
                objectName: "bar.member"
                visible: !bar.plain
                kind: bar.ground
                icon: "member"
                label: bar.app.memberLabel
                bare: !Theme.landscape || !Theme.roomy || bar.night || bar.app.canGoBack && bar.app.member === ""
                onTapped: bar.app.openMember()
            }

            Pill {
                objectName: "bar.help"
                visible: !bar.night
                kind: bar.app.help.calling ? "solid" : bar.ground
                icon: "bell"
                label: bar.app.help.label
                bare: !bar.spelt
                onTapped: bar.app.callGuide()
            }

            Pill {
                objectName: "bar.access"
                kind: bar.ground
                icon: "letters"
                label: qsTrId("ui.access.button")
                bare: !bar.spelt
                onTapped: bar.app.access.show()
            }

            Pill {
                objectName: "bar.language"
                kind: bar.ground
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
                objectName: "bar.lock"
                visible: bar.night && !bar.plain
                kind: "night"
                icon: "lock"
                label: qsTrId("ui.bar.lock")
                bare: true
                onTapped: bar.app.lock()
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

        Finder {
            Layout.fillWidth: true
            visible: !Theme.landscape && !bar.plain
            app: bar.app
        }
    }
}
