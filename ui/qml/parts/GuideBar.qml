import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// The guide's bar: where one is, and the way out.
Rectangle {
    id: bar

    required property App app
    readonly property bool oneRow: Theme.landscape && Theme.roomy

    implicitHeight: column.implicitHeight
    color: Theme.night

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        spacing: 0

        RowLayout {
            Layout.minimumHeight: Theme.bar
            spacing: Theme.px(12)

            ColumnLayout {
                spacing: 0

                Words {
                    text: bar.app.brand
                    strong: true
                    font.pixelSize: Theme.title
                    font.letterSpacing: Theme.px(2)
                    color: Theme.nightText
                    wrapMode: Text.NoWrap
                }

                Words {
                    objectName: "bar.place"
                    text: bar.app.place
                    color: Theme.nightText2
                    wrapMode: Text.NoWrap
                }
            }

            Pill {
                objectName: "bar.back"
                visible: ["order", "payment", "returning", "settling", "people", "count", "calls", "contacts", "health", "credit"].includes(bar.app.page)
                kind: "dim"
                icon: "back"
                label: qsTrId("ui.bar.back")
                bare: !Theme.landscape
                onTapped: bar.app.back()
            }

            // With the largest letters a page needs every row: what keeps the printer stands here, else below the bar.
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.grid

                Icon {
                    visible: trouble.visible
                    name: "printer"
                    color: Theme.amberWell
                }

                Words {
                    id: trouble

                    Layout.fillWidth: true
                    objectName: "bar.printer"
                    visible: bar.app.printer.told && !Theme.roomy
                    text: Theme.landscape ? bar.app.printer.words : bar.app.printer.brief
                    strong: true
                    color: Theme.amberWell
                    Accessible.role: Accessible.AlertMessage
                    Accessible.name: bar.app.printer.words
                }

                Item {
                    Layout.fillWidth: true
                    visible: !trouble.visible
                }
            }

            GuideTabs {
                visible: bar.oneRow
                app: bar.app
            }

            Pill {
                objectName: "bar.language"
                kind: "night"
                label: qsTrId("ui.bar.other_language")
                onTapped: bar.app.switchLanguage()
            }

            Pill {
                objectName: "bar.lock"
                kind: "bright"
                icon: "lock"
                label: qsTrId("ui.bar.lock")
                onTapped: bar.app.lock()
            }
        }

        GuideTabs {
            Layout.bottomMargin: Theme.px(12)
            Layout.fillWidth: true
            visible: !bar.oneRow
            app: bar.app
        }
    }
}
