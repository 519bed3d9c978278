import QtQuick
import Kiosk
import ".."
import "../controls"

// All components on one page, in their states, for whoever builds with them.
Pane {
    id: window

    required property GalleryModel app

    title: qsTrId("ui.gallery.title")

    Binding {
        target: Theme
        property: "reduceMotion"
        value: window.still
    }

    Binding {
        target: Theme
        property: "textScale"
        value: window.app.textPercent / 100
    }

    Binding {
        target: Theme
        property: "byKeyboard"
        value: true
    }

    Scroller {
        id: view

        objectName: "gallery"
        anchors.fill: parent
        contentHeight: column.implicitHeight + 2 * Theme.wide

        Column {
            id: column

            x: Theme.wide
            y: Theme.wide
            width: view.width - 2 * Theme.wide
            spacing: Theme.wide

            Words {
                width: parent.width
                text: qsTrId("ui.gallery.title")
                strong: true
                font.pixelSize: Theme.big
            }

            Flow {
                width: parent.width
                spacing: Theme.grid

                Pill {
                    objectName: "bar.language"
                    label: qsTrId("ui.bar.other_language")
                    onTapped: window.app.switchLanguage()
                }

                Pill {
                    objectName: "gallery.letters"
                    icon: "letters"
                    label: window.app.textPercent + " %"
                    onTapped: window.app.turnLetters()
                }
            }

            Actions {
                width: parent.width
                model: window.app
            }

            Fields {
                width: parent.width
                model: window.app
            }

            Tellings {
                width: parent.width
                model: window.app
            }

            Goods {
                width: parent.width
                model: window.app
            }

            Orders {
                width: parent.width
                model: window.app
            }

            Frames {
                width: parent.width
                model: window.app
            }

            People {
                width: parent.width
                model: window.app
            }
        }
    }

    Sheet {
        visible: window.app.asking
        title: window.app.name
        subtitle: window.app.longText
        onClosed: window.app.closeSheet()

        ActionButton {
            width: parent.width
            label: qsTrId("ui.sheet.close")
            onTapped: window.app.closeSheet()
        }
    }
}
