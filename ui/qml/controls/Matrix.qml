pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."

// Colourways down, sizes across. When the sizes do not fit side by side they go on in the next row, each under its name.
Column {
    id: matrix

    required property StyleModel model
    readonly property int sizes: Math.max(1, model.sizes.length)
    readonly property int gap: Theme.grid
    readonly property int side: Theme.px(132)
    readonly property int room: width - (inline ? 0 : side)
    readonly property int fitting: Math.max(1, Math.floor((width - side + gap) / (Theme.px(108) + gap)))
    readonly property bool inline: sizes > fitting
    readonly property int across: inline ? Math.max(1, Math.floor((width + gap) / (Theme.px(120) + gap))) : sizes
    readonly property int cellWidth: Math.min(Theme.px(148), Math.floor((room - (across - 1) * gap) / across))

    spacing: Theme.grid

    Row {
        visible: !matrix.inline
        x: matrix.side
        spacing: matrix.gap

        Repeater {
            model: matrix.model.sizes

            Words {
                required property string modelData

                width: matrix.cellWidth
                horizontalAlignment: Text.AlignHCenter
                text: modelData
                color: Theme.ink2
            }
        }
    }

    Repeater {
        model: matrix.model.colours

        Item {
            id: row

            required property int index
            required property string key
            required property string name
            required property string swatch

            width: matrix.width
            height: matrix.inline ? label.height + matrix.gap + cells.height : Math.max(label.height, cells.height)

            Row {
                id: label

                anchors.verticalCenter: matrix.inline ? undefined : parent.verticalCenter
                spacing: Theme.px(10)
                width: matrix.inline ? parent.width : matrix.side - Theme.gap

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.px(28)
                    height: width
                    radius: width / 2
                    color: row.swatch === "" ? Theme.well : row.swatch
                    border.width: Theme.thin
                    border.color: Theme.border
                }

                Words {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - Theme.px(38)
                    text: row.name
                    color: Theme.ink2
                }
            }

            Grid {
                id: cells

                x: matrix.inline ? 0 : matrix.side
                y: matrix.inline ? label.height + matrix.gap : 0
                columns: matrix.across
                spacing: matrix.gap

                Repeater {
                    model: matrix.model.cells

                    MatrixCell {
                        required property int index

                        visible: Math.floor(index / matrix.sizes) === row.index
                        width: matrix.cellWidth
                        named: matrix.inline
                        onTapped: matrix.model.choose(sku)
                    }
                }
            }
        }
    }
}
