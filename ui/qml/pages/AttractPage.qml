pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

// What passers-by see: the range in large pictures, one invitation in both languages, and the ways in.
Item {
    id: page

    required property App app
    readonly property AttractModel attract: app.attract
    readonly property int panel: Theme.landscape ? Math.round(width * (Theme.roomy ? 0.38 : 0.5)) : width

    Slides {
        id: show

        objectName: "attract.show"
        x: 0
        y: 0
        width: Theme.landscape ? page.width - page.panel : page.width
        height: Theme.landscape ? page.height : Math.max(page.height - column.height - 2 * Theme.wide, page.height * 0.3)
        attract: page.attract
        name: page.app.brand
        onTapped: page.attract.openSlide()
    }

    Flickable {
        id: view

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.panel
        height: Theme.landscape ? page.height : page.height - show.height
        contentHeight: Math.max(height, column.height + 2 * Theme.wide)
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        // Beside the buttons, too, a touch leads in.
        MouseArea {
            width: view.width
            height: view.contentHeight
            onClicked: page.attract.look()
        }

        Column {
            id: column

            x: Theme.wide
            y: view.contentHeight - height - Theme.wide
            width: view.width - 2 * Theme.wide
            spacing: Theme.px(12)

            Words {
                width: parent.width
                text: page.app.brand
                strong: true
                font.pixelSize: Theme.big
                font.letterSpacing: Theme.px(4)
                fontSizeMode: Text.HorizontalFit
                wrapMode: Text.NoWrap
            }

            Words {
                width: parent.width
                visible: text !== ""
                text: page.app.place
                color: Theme.ink2
            }

            Item {
                width: parent.width
                height: Theme.landscape ? Theme.wide : 0
            }

            Words {
                width: parent.width
                objectName: "attract.invitation"
                text: page.attract.invitation
                strong: true
                font.pixelSize: Theme.roomy ? Theme.huge : Theme.big
                lineHeight: 0.95
            }

            Words {
                width: parent.width
                text: page.attract.invitationToo
                font.pixelSize: Theme.roomy ? Theme.title : Theme.lead
                color: Theme.ink2
            }

            Item {
                width: parent.width
                height: Theme.landscape ? Theme.wide : 0
            }

            ActionButton {
                objectName: "attract.look"
                width: parent.width
                label: qsTrId("ui.attract.look")
                onTapped: page.attract.look()
            }

            ActionButton {
                objectName: "attract.search"
                width: parent.width
                kind: "outline"
                icon: "search"
                label: qsTrId("ui.attract.search")
                onTapped: page.app.browse.startSearch()
            }

            Repeater {
                model: page.app.parked.recent

                ActionButton {
                    required property string key
                    required label

                    objectName: "attract.parked." + key
                    width: column.width
                    kind: "quiet"
                    icon: "bag"
                    onTapped: page.app.parked.offer(key)
                }
            }

            Grid {
                id: ways

                readonly property int cell: Math.floor((width - (columns - 1) * spacing) / columns)

                width: parent.width
                columns: 2
                spacing: Theme.px(12)

                ActionButton {
                    objectName: "attract.scan"
                    width: ways.cell
                    kind: "outline"
                    icon: "scan"
                    label: qsTrId("ui.attract.tag")
                    onTapped: page.attract.explain("tag")
                }

                ActionButton {
                    objectName: "attract.order"
                    width: ways.cell
                    kind: "outline"
                    icon: "slip"
                    label: qsTrId("ui.attract.order")
                    onTapped: page.attract.explain("order")
                }
            }

            // As wide as the buttons above; a row of their own only where all four fit.
            GridLayout {
                width: parent.width
                columns: Theme.landscape ? 2 : 4
                columnSpacing: Theme.px(12)
                rowSpacing: Theme.grid
                uniformCellWidths: Theme.landscape && Theme.roomy

                Pill {
                    Layout.fillWidth: true
                    objectName: "bar.language"
                    label: qsTrId("ui.bar.other_language")
                    onTapped: page.app.switchLanguage()
                }

                Pill {
                    Layout.fillWidth: true
                    objectName: "bar.help"
                    icon: "bell"
                    label: page.app.help.label
                    onTapped: page.app.callGuide()
                }

                Pill {
                    Layout.fillWidth: true
                    objectName: "bar.access"
                    icon: "letters"
                    label: qsTrId("ui.access.button")
                    onTapped: page.app.access.show()
                }

                Pill {
                    Layout.fillWidth: true
                    objectName: "attract.takeUp"
                    icon: "bag"
                    label: qsTrId("ui.parked.take")
                    onTapped: page.app.parked.enterCode()
                }
            }
        }
    }

    Sheet {
        visible: page.attract.hint !== ""
        title: page.attract.hintTitle
        subtitle: page.attract.hintText
        onClosed: page.attract.closeHint()

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "scan"
            size: Theme.px(120)
            color: Theme.ink2
        }

        ActionButton {
            objectName: "attract.hint.close"
            width: parent.width
            label: qsTrId("ui.sheet.close")
            onTapped: page.attract.closeHint()
        }
    }

    Timer {
        interval: Theme.dwell
        repeat: true
        running: !Theme.reduceMotion
        onTriggered: page.attract.turn()
    }
}
