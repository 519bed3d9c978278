pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What tells how things stand.
Column {
    id: tellings

    required property GalleryModel model
    readonly property int half: Math.floor((width - Theme.gap) / 2)
    readonly property list<string> tones: ["here", "nearby", "amber", "reduction", "plain"]

    spacing: Theme.wide

    Group {
        component: "Words"

        Words {
            width: tellings.width
            text: tellings.model.longText
        }

        Words {
            text: tellings.model.price
            strong: true
            font.pixelSize: Theme.huge
        }
    }

    Group {
        component: "Tag"

        Repeater {
            model: tellings.tones

            Tag {
                required property string modelData

                text: tellings.model.hint
                tone: modelData
            }
        }
    }

    Group {
        component: "StatusDot"

        Repeater {
            model: tellings.tones

            StatusDot {
                required property string modelData

                tone: modelData
            }
        }
    }

    Group {
        component: "FactRow"

        FactRow {
            width: tellings.width
            first: tellings.model.name
            second: tellings.model.hint
        }

        FactRow {
            width: tellings.width
            first: tellings.model.longName
            second: tellings.model.longText
            tone: "amber"
        }
    }

    Group {
        component: "Remark"

        Remark {
            width: tellings.width
            text: tellings.model.hint
        }

        Remark {
            width: tellings.width
            text: tellings.model.longText
            tone: "amber"
        }
    }

    Group {
        component: "Notice"

        Notice {
            width: tellings.half
            text: tellings.model.hint
            tone: "good"
        }

        Notice {
            width: tellings.half
            text: tellings.model.longText
            tone: "problem"
        }
    }

    Group {
        component: "Banner"

        Banner {
            width: tellings.width
            height: implicitHeight
            since: qsTrId("ui.banner.offline")
            works: qsTrId("ui.banner.works")
        }
    }

    Group {
        component: "ProgressLine"

        Repeater {
            model: [0, 0.4, 1]

            ProgressLine {
                required property real modelData

                width: tellings.half
                value: modelData
            }
        }
    }

    Group {
        component: "Empty"

        Empty {
            width: tellings.half
            icon: "bag"
            first: qsTrId("ui.basket.nothing")
            second: qsTrId("ui.basket.nothing_then")
        }
    }

    Group {
        component: "Icon"

        Repeater {
            model: ["search", "close", "check", "bag", "back", "forward", "lock", "sync", "plus", "minus", "bin"]

            Icon {
                required property string modelData

                name: modelData
            }
        }
    }

    Group {
        component: "Rule"

        Rule {
            width: tellings.width
        }
    }

    Group {
        component: "Panel"

        Panel {
            width: tellings.half
            height: Theme.action
        }
    }

    Group {
        component: "QueryHeading"

        QueryHeading {
            width: tellings.width
            label: tellings.model.name
            parts: [tellings.model.name]
        }
    }

    Group {
        component: "Timeline"

        Timeline {
            width: tellings.half
            height: implicitHeight
            stages: tellings.model.stages
            reached: 1
        }
    }

    Group {
        component: "Numbered"

        Numbered {
            width: tellings.half
            number: tellings.model.number
            standing: tellings.model.hint
            tone: "here"
            owner: "gallery"
            standingName: "gallery.standing"
        }
    }
}
