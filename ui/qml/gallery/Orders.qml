pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What lists of orders, an order's history and calls are made of.
Column {
    id: orders

    required property GalleryModel model
    readonly property int half: Math.floor((width - Theme.gap) / 2)

    spacing: Theme.wide

    Group {
        component: "StandingChoice"

        Repeater {
            model: ["plain", "problem"]

            StandingChoice {
                required property string modelData

                width: orders.half
                key: modelData
                name: orders.model.longName
                count: "3"
                tone: modelData
                chosen: false
                pages: modelData === "problem"
                spoken: orders.model.longName
                onTapped: orders.model.tap()
            }
        }

        StandingChoice {
            width: orders.half
            key: "chosen"
            name: orders.model.name
            count: "12"
            tone: "plain"
            chosen: true
            pages: false
            spoken: orders.model.name
        }
    }

    Group {
        component: "QrCode"

        QrCode {
            source: "image://codes/gallery"
            description: orders.model.name
        }
    }

    Group {
        component: "EntryLine"

        EntryLine {
            width: orders.width
            key: "gallery"
            index: 0
            sentence: orders.model.longText
            amount: "¥599.00"
            number: orders.model.name
            standing: orders.model.longName
            tone: "amber"
            where: orders.model.hint
            note: orders.model.name
            note_tone: "problem"
            onTapped: orders.model.tap()
        }
    }

    Group {
        component: "HistoryLine"

        HistoryLine {
            width: orders.width
            height: implicitHeight
            index: 0
            day: "11-26"
            time: "14:05"
            what: orders.model.hint
            more: orders.model.longText
            who: orders.model.name
            tone: "problem"
        }

        HistoryLine {
            width: orders.width
            height: implicitHeight
            index: 1
            day: ""
            time: "14:09"
            what: orders.model.name
            more: ""
            who: orders.model.number
            tone: "here"
            last: true
        }
    }

    Group {
        component: "RefusedLine"

        RefusedLine {
            width: orders.width
            height: implicitHeight
            key: "gallery"
            index: 0
            name: orders.model.longName
            detail: orders.model.colour
            picture: orders.model.picture
            why: orders.model.hint
            told: orders.model.longText
            amount: orders.model.price
            waysLabel: orders.model.hint
            onAsked: orders.model.tap()
        }
    }

    Group {
        component: "CheckLine"

        CheckLine {
            width: orders.width
            height: implicitHeight
            index: 0
            name: orders.model.name
            found: orders.model.longText
            todo: orders.model.hint
            verdict: orders.model.hint
            tone: "amber"
        }
    }
}
