pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."

// Colourways down, sizes across. When the sizes do not fit side by side they go on in the next row, each with its name.
Item {
    id: matrix

    required property StyleModel model
    readonly property int sizes: Math.max(1, model.sizes.length)
    readonly property int gap: Theme.grid
    readonly property int side: Theme.px(126)
    readonly property bool inline: sizes > Math.floor((width - side + gap) / (Theme.px(108) + gap))
    readonly property int across: inline ? Math.max(1, Math.floor((width + gap) / (Theme.px(120) + gap))) : sizes
    readonly property int deep: Math.ceil(sizes / across)
    readonly property int cellWidth: Math.min(Theme.px(148), Math.floor((width - indent + gap) / across) - gap)
    readonly property int cellHeight: highest(model.sizes)
    readonly property int indent: inline ? 0 : side
    readonly property int above: inline ? Theme.px(40) : 0 // a colourway's name, when it stands over its cells
    readonly property int header: inline ? 0 : Theme.px(34)
    readonly property int block: above + deep * (cellHeight + gap)

    implicitHeight: header + colours.count * block - gap

    // All cells are as high as the highest. `_sizes`: whatever changes in the model is a reason to look again.
    function highest(_sizes: list<var>): int {
        let height = Theme.px(66)
        for (let i = 0; i < cells.count; i++) {
            const cell = cells.itemAt(i) as MatrixCell
            if (cell !== null)
                height = Math.max(height, cell.needed)
        }
        return height
    }

    Repeater {
        model: matrix.inline ? [] : matrix.model.sizes

        Words {
            required property string modelData
            required property int index

            x: matrix.indent + index * (matrix.cellWidth + matrix.gap)
            width: matrix.cellWidth
            horizontalAlignment: Text.AlignHCenter
            text: modelData
            color: Theme.ink2
        }
    }

    Repeater {
        id: colours

        model: matrix.model.colours

        Item {
            id: label

            required property int index
            required property string key
            required property string name
            required property string swatch

            y: matrix.header + index * matrix.block
            width: matrix.inline ? matrix.width : matrix.side - matrix.gap
            height: matrix.inline ? matrix.above : matrix.cellHeight

            Rectangle {
                id: dot

                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(28)
                height: Theme.px(28)
                radius: width / 2
                color: label.swatch === "" ? Theme.well : label.swatch
                border.width: Theme.thin
                border.color: Theme.border
            }

            Words {
                anchors.left: dot.right
                anchors.right: parent.right
                anchors.leftMargin: Theme.px(10)
                anchors.verticalCenter: parent.verticalCenter
                text: label.name
                color: Theme.ink2
            }
        }
    }

    Repeater {
        id: cells

        model: matrix.model.cells

        MatrixCell {
            required property int index
            readonly property int colour: Math.floor(index / matrix.sizes)
            readonly property int place: index % matrix.sizes

            x: matrix.indent + place % matrix.across * (matrix.cellWidth + matrix.gap)
            y: matrix.header + colour * matrix.block + matrix.above + Math.floor(place / matrix.across) * (matrix.cellHeight + matrix.gap)
            width: matrix.cellWidth
            height: matrix.cellHeight
            named: matrix.inline
            onTapped: matrix.model.choose(sku)
        }
    }
}
