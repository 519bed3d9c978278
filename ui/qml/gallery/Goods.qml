pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What is for sale, and what was bought.
Column {
    id: goods

    required property GalleryModel model
    readonly property int third: Math.floor((width - 2 * Theme.gap) / 3)

    spacing: Theme.wide

    Group {
        component: "Picture"

        Repeater {
            model: ["all", "top", "whole"]

            Picture {
                required property string modelData

                width: goods.third
                height: goods.third
                shape: modelData
                picture: goods.model.picture
                description: goods.model.name
            }
        }
    }

    Group {
        component: "Swatches"

        Swatches {
            swatches: goods.model.swatches
        }
    }

    Group {
        component: "StyleCard"

        StyleCard {
            width: goods.third
            height: implicitHeight
            key: "gallery"
            index: 0
            name: goods.model.name
            price: goods.model.price
            picture: goods.model.picture
            hint: goods.model.hint
            tone: "here"
            swatches: goods.model.swatches
            colours: ""
            tag: ""
            spoken: goods.model.name
        }

        StyleCard {
            width: goods.third
            height: implicitHeight
            key: "gallery"
            index: 1
            name: goods.model.longName
            price: goods.model.price
            picture: goods.model.picture
            hint: goods.model.hint
            tone: "nearby"
            swatches: goods.model.swatches
            colours: "+3"
            tag: ""
            spoken: goods.model.longName
        }
    }

    Group {
        component: "CardPlace"

        CardPlace {
            width: goods.third
            height: pictureHeight + 2 * Theme.action
        }
    }

    Group {
        component: "LookPiece"

        LookPiece {
            width: goods.width
            key: "gallery"
            index: 0
            name: goods.model.name
            colour: goods.model.colour
            price: goods.model.price
            picture: goods.model.picture
            hint: goods.model.hint
            tone: "here"
            spoken: goods.model.name
        }
    }

    Group {
        component: "ColourLabel"

        ColourLabel {
            width: goods.third
            key: "gallery"
            name: goods.model.colour
            swatch: goods.model.swatch
            chosen: false
        }

        ColourLabel {
            width: goods.third
            key: "gallery.chosen"
            name: goods.model.colour
            swatch: goods.model.swatch
            chosen: true
        }
    }

    Group {
        component: "MatrixCell"

        Repeater {
            model: ["offered", "sold_out", "unknown", "missing"]

            MatrixCell {
                required property string modelData

                width: Theme.text(148)
                height: Math.max(Theme.px(66), needed)
                key: modelData
                sku: modelData
                size: "M"
                look: modelData
                when: modelData === "missing" ? "—" : goods.model.cellWords[modelData]
                origin: ""
                tone: "here"
                spoken: goods.model.name
                chosen: modelData === "offered"
            }
        }
    }

    Group {
        component: "SizeRow"

        SizeRow {
            width: goods.width
            key: "M"
            index: 0
            figures: ["88–93", "165–170"]
            measures: goods.model.stages
            chosen: true
            spoken: goods.model.name
        }
    }

    Group {
        component: "BasketLine"

        BasketLine {
            width: goods.width
            height: implicitHeight
            key: "gallery"
            index: 0
            name: goods.model.name
            detail: goods.model.colour
            picture: goods.model.picture
            quantity: 1
            headline: goods.model.hint
            place: ""
            tone: "here"
            amount: goods.model.price
            note: ""
            sold_by: ""
        }

        BasketLine {
            width: goods.width
            height: implicitHeight
            key: "gallery.long"
            index: 1
            name: goods.model.longName
            detail: goods.model.colour
            picture: goods.model.picture
            quantity: 12
            headline: goods.model.hint
            place: goods.model.longName
            tone: "nearby"
            amount: goods.model.price
            note: goods.model.longText
            sold_by: goods.model.hint
        }
    }

    Group {
        component: "OrderLine"

        OrderLine {
            width: goods.width
            height: implicitHeight
            key: "gallery"
            name: goods.model.name
            detail: goods.model.colour
            picture: goods.model.picture
            headline: goods.model.hint
            place: ""
            tone: "here"
            amount: goods.model.price
            note: ""
            stages: goods.model.stages
            reached: 1
            again: false
            tag: ""
            was: ""
            amounts: true
        }
    }

    Group {
        component: "OrderRow"

        OrderRow {
            width: goods.width
            height: implicitHeight
            key: "gallery"
            index: 0
            number: goods.model.number
            summary: goods.model.longName
            status: goods.model.hint
            tone: "here"
            amount: goods.model.price
            note: goods.model.hint
            note_tone: "amber"
        }
    }

    Group {
        component: "PrintJob"

        PrintJob {
            width: goods.width
            height: implicitHeight
            key: "gallery"
            owner: "gallery.job"
            title: goods.model.number
            why: goods.model.longText
            since: goods.model.hint
            standing: goods.model.hint
            tone: "amber"
            trying: goods.model.price
        }
    }

    Group {
        component: "SumRow"

        SumRow {
            width: goods.width
            first: goods.model.name
            look: "heading"
        }

        SumRow {
            width: goods.width
            first: goods.model.longName
            second: goods.model.price
        }

        SumRow {
            width: goods.width
            first: goods.model.hint
            second: goods.model.price
            look: "part"
        }

        SumRow {
            width: goods.width
            first: goods.model.name
            second: goods.model.price
            look: "strong"
        }
    }

    Group {
        component: "PieceRow"

        PieceRow {
            width: goods.width
            height: implicitHeight
            key: "gallery"
            index: 0
            name: goods.model.name
            detail: goods.model.colour
            quantity: 2
        }

        PieceRow {
            width: goods.width
            height: implicitHeight
            key: "gallery.note"
            index: 1
            name: goods.model.longName
            detail: goods.model.colour
            quantity: 2
            note: goods.model.hint
            tone: "amber"
            action: goods.model.price
        }
    }

    Group {
        component: "LastScan"

        LastScan {
            width: goods.width
            height: implicitHeight
            owner: "gallery.scan"
            name: goods.model.name
            detail: goods.model.colour
            picture: goods.model.picture
            count: "3"
        }

        LastScan {
            width: goods.width
            height: implicitHeight
            owner: "gallery.unknown"
            name: goods.model.number
            detail: goods.model.hint
            picture: ""
            count: "2"
            known: false
        }
    }
}
