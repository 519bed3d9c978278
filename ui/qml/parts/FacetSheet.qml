pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// The values of one chip, each with how many styles it would leave.
Sheet {
    id: sheet

    required property FacetsModel model

    visible: model.sheet !== ""
    title: model.title
    onClosed: model.close()

    Grid {
        id: grid

        readonly property int across: Math.max(1, Math.floor(width / (Theme.px(110) + Theme.text(120))))

        width: parent ? parent.width : 0
        columns: across
        spacing: Theme.grid

        Repeater {
            model: sheet.model.choices

            FacetChoice {
                objectName: "facet.choice." + key
                width: Math.floor((grid.width - (grid.across - 1) * grid.spacing) / grid.across)
                single: !sheet.model.several
                onTapped: sheet.model.choose(key)
            }
        }
    }

    Row {
        id: ways

        width: parent ? parent.width : 0
        visible: sheet.model.several
        spacing: Theme.px(12)

        ActionButton {
            objectName: "facet.clear"
            width: Math.round((ways.width - ways.spacing) / 3)
            enabled: sheet.model.canClear
            kind: "quiet"
            label: qsTrId("ui.facet.clear")
            onTapped: sheet.model.clear()
        }

        ActionButton {
            objectName: "facet.done"
            width: ways.width - ways.spacing - Math.round((ways.width - ways.spacing) / 3)
            label: sheet.model.done
            onTapped: sheet.model.close()
        }
    }
}
