pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What holds others.
Column {
    id: frames

    required property GalleryModel model

    spacing: Theme.wide

    Group {
        component: "Sheet"

        ActionButton {
            objectName: "gallery.sheet"
            kind: "outline"
            label: frames.model.hint
            onTapped: frames.model.openSheet()
        }
    }

    Group {
        component: "Beside"

        Item {
            width: frames.width
            height: Theme.text(240)

            Beside {
                anchors.fill: parent

                Words {
                    width: parent.width
                    text: frames.model.longText
                }

                side: Words {
                    width: parent.width
                    text: frames.model.longName
                }
            }
        }
    }

    Group {
        component: "List"

        List {
            width: frames.width
            height: Theme.text(240)
            model: frames.model.stages

            delegate: FactRow {
                required property string modelData

                width: ListView.view.width
                tone: "here"
                first: modelData
                second: frames.model.number
            }
        }
    }

    Group {
        component: "Workbench"

        Item {
            width: frames.width
            height: Theme.text(280)

            Workbench {
                anchors.fill: parent

                Words {
                    text: frames.model.longName
                }

                side: Titled {
                    width: parent?.width ?? 0
                    title: frames.model.name

                    Words {
                        width: parent?.width ?? 0
                        text: frames.model.longText
                    }
                }
            }
        }
    }

    Group {
        component: "Titled"

        Titled {
            width: frames.width
            title: frames.model.name

            Words {
                width: parent?.width ?? 0
                text: frames.model.longText
            }
        }
    }

    Group {
        component: "Finished"

        Finished {
            width: frames.width
            owner: "gallery.done"
            title: frames.model.name
            text: frames.model.longText
            next: frames.model.hint
        }
    }
}
