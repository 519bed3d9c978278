pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What is tapped: normal, chosen, pressed, with the focus of a keyboard, disabled, with a long text.
Column {
    id: actions

    required property GalleryModel model
    readonly property int half: Math.floor((width - Theme.gap) / 2)

    spacing: Theme.wide

    Group {
        component: "HoldButton"

        HoldButton {
            objectName: "gallery.hold"
            width: actions.half
            label: qsTrId("ui.gallery.normal")
            onOpened: actions.model.tap()
        }

        HoldButton {
            width: actions.half
            enabled: false
            label: qsTrId("ui.gallery.disabled")
        }
    }

    Group {
        component: "ActionButton"

        Repeater {
            model: ["primary", "outline", "quiet", "danger"]

            ActionButton {
                required property string modelData

                width: actions.half
                kind: modelData
                label: qsTrId("ui.gallery.normal")
                onTapped: actions.model.tap()
            }
        }

        ActionButton {
            objectName: "gallery.button"
            width: actions.half
            icon: "bag"
            label: qsTrId("ui.gallery.tapped") + " " + actions.model.taps
            onTapped: actions.model.tap()
        }

        ActionButton {
            width: actions.half
            held: true
            label: qsTrId("ui.gallery.pressed")
        }

        ActionButton {
            width: actions.half
            focus: true
            label: qsTrId("ui.gallery.focus")
        }

        ActionButton {
            width: actions.half
            enabled: false
            label: qsTrId("ui.gallery.disabled")
        }

        ActionButton {
            width: actions.half
            kind: "outline"
            label: actions.model.longText
        }
    }

    Group {
        component: "Pill"

        Pill {
            label: qsTrId("ui.gallery.normal")
        }

        Pill {
            kind: "outline"
            icon: "search"
            label: qsTrId("ui.gallery.normal")
        }

        Pill {
            kind: "solid"
            icon: "bag"
            label: qsTrId("ui.gallery.normal")
        }

        Pill {
            bare: true
            icon: "close"
            label: qsTrId("ui.sheet.close")
        }

        Pill {
            chosen: true
            label: qsTrId("ui.gallery.chosen")
        }

        Pill {
            enabled: false
            label: qsTrId("ui.gallery.disabled")
        }
    }

    Group {
        component: "Chip"

        Chip {
            label: qsTrId("ui.gallery.normal")
            count: "12"
        }

        Chip {
            label: qsTrId("ui.gallery.chosen")
            chosen: true
            opens: true
        }

        Chip {
            label: qsTrId("ui.gallery.disabled")
            enabled: false
        }
    }

    Group {
        component: "Choice"

        Choice {
            width: actions.half
            first: qsTrId("ui.gallery.normal")
            second: actions.model.hint
            tone: "here"
        }

        Choice {
            width: actions.half
            first: qsTrId("ui.gallery.chosen")
            second: actions.model.hint
            tone: "nearby"
            chosen: true
        }

        Choice {
            width: actions.half
            first: actions.model.longName
            second: actions.model.longText
            opens: true
        }
    }

    Group {
        component: "Toggle"

        Toggle {
            width: actions.half
            first: qsTrId("ui.access.low_reach")
            second: qsTrId("ui.access.low_reach_then")
        }

        Toggle {
            width: actions.half
            first: qsTrId("ui.access.reduce_motion")
            chosen: true
        }
    }

    Group {
        component: "SizeChoice"

        Repeater {
            model: [1, 1.25, 1.5]

            SizeChoice {
                required property real modelData

                width: Math.floor(actions.width / 4)
                letters: modelData
                label: Math.round(modelData * 100) + " %"
                chosen: modelData > 1.3
            }
        }
    }

    Group {
        component: "FacetChoice"

        FacetChoice {
            width: actions.half
            key: "green"
            name: actions.model.colour
            count: "12"
            swatch: actions.model.swatch
            possible: true
            chosen: true
            label: name
        }

        FacetChoice {
            width: actions.half
            key: "none"
            name: actions.model.longName
            count: "0"
            swatch: ""
            possible: false
            chosen: false
            single: true
            label: name
        }
    }

    Group {
        component: "Stepper"

        Stepper {
            name: "gallery.stepper"
            quantity: actions.model.pieces
            onChanged: pieces => actions.model.setPieces(pieces)
        }
    }

    Group {
        component: "Pressable"

        Pressable {
            width: Theme.target
            height: Theme.target
            label: qsTrId("ui.key.clear")

            Icon {
                anchors.centerIn: parent
                name: "close"
            }
        }
    }
}
