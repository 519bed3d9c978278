pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// Sizes and the bodies they fit, in centimetres: a table where it fits, else a block a size.
Item {
    id: page

    required property App app
    readonly property SizeGuideModel model: app.sizeGuide
    readonly property bool tabular: table.width / (model.measures.length + 1) >= Theme.px(30) + Theme.text(84)

    Scroller {
        anchors.fill: parent
        objectName: "sizes.scroll"
        contentHeight: column.implicitHeight + 2 * Theme.wide

        Column {
            id: column

            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.wide
            width: Math.min(parent.width - 2 * Theme.wide, Theme.px(980))
            spacing: Theme.gap

            Words {
                width: parent.width
                objectName: "sizes.title"
                text: page.model.title
                strong: true
                font.pixelSize: Theme.big
            }

            Words {
                width: parent.width
                objectName: "sizes.style"
                text: page.model.style
                color: Theme.ink2
                font.pixelSize: Theme.lead
            }

            Panel {
                width: parent.width
                height: table.height + 2 * Theme.grid

                Column {
                    id: table

                    x: Theme.grid
                    y: Theme.grid
                    width: parent.width - 2 * x

                    SizeRow {
                        width: parent.width
                        visible: page.tabular
                        head: true
                        key: qsTrId("ui.sizes.size")
                        figures: page.model.measures
                        chosen: false
                        spoken: ""
                        index: 0
                        measures: page.model.measures
                    }

                    Repeater {
                        model: page.model.rows

                        SizeRow {
                            objectName: "sizes.row." + key
                            width: table.width
                            measures: page.model.measures
                            tabular: page.tabular
                            last: index === page.model.rows.count - 1
                        }
                    }
                }
            }

            Words {
                width: parent.width
                visible: text !== ""
                objectName: "sizes.note"
                text: page.model.note
                strong: true
                font.pixelSize: Theme.lead
            }

            Words {
                width: parent.width
                text: qsTrId("ui.sizes.how")
                color: Theme.ink2
            }

            ActionButton {
                objectName: "sizes.close"
                width: parent.width
                kind: "outline"
                label: qsTrId("ui.sizes.back")
                onTapped: page.model.close()
            }
        }
    }
}
