pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."

// Colourways down, sizes across. When the sizes do not fit side by side they go on in the next row, each with its name.
GridLayout {
    id: matrix

    required property StyleModel model
    readonly property int sizes: Math.max(1, model.sizes.length)
    readonly property int gap: Theme.grid
    readonly property int side: Theme.px(126)
    readonly property int fitting: Math.floor((width - side) / (Theme.px(108) + gap))
    readonly property bool inline: sizes > fitting
    readonly property int across: inline ? Math.max(1, Math.floor((width + gap) / (Theme.px(120) + gap))) : sizes
    readonly property int cellWidth: Math.min(Theme.px(148), Math.floor((width - (inline ? -gap : side)) / across) - gap)
    readonly property int perColour: inline ? 1 + Math.ceil(sizes / across) : 1
    readonly property int first: inline ? 0 : 1

    columnSpacing: gap
    rowSpacing: gap

    Repeater {
        model: matrix.inline ? [] : matrix.model.sizes

        Words {
            required property string modelData
            required property int index

            Layout.row: 0
            Layout.column: index + 1
            Layout.preferredWidth: matrix.cellWidth
            horizontalAlignment: Text.AlignHCenter
            text: modelData
            color: Theme.ink2
        }
    }

    Repeater {
        model: matrix.model.colours

        RowLayout {
            id: label

            required property int index
            required property string key
            required property string name
            required property string swatch

            Layout.row: matrix.first + index * matrix.perColour
            Layout.column: 0
            Layout.columnSpan: matrix.inline ? matrix.across : 1
            Layout.preferredWidth: matrix.inline ? -1 : matrix.side - matrix.gap
            Layout.fillWidth: matrix.inline
            spacing: Theme.px(10)

            Rectangle {
                implicitWidth: Theme.px(28)
                implicitHeight: Theme.px(28)
                radius: width / 2
                color: label.swatch === "" ? Theme.well : label.swatch
                border.width: Theme.thin
                border.color: Theme.border
            }

            Words {
                Layout.fillWidth: true
                text: label.name
                color: Theme.ink2
            }
        }
    }

    Repeater {
        model: matrix.model.cells

        MatrixCell {
            required property int index
            readonly property int colour: Math.floor(index / matrix.sizes)
            readonly property int place: index % matrix.sizes

            Layout.row: matrix.first + colour * matrix.perColour + (matrix.inline ? 1 + Math.floor(place / matrix.across) : 0)
            Layout.column: matrix.inline ? place % matrix.across : place + 1
            Layout.preferredWidth: matrix.cellWidth
            Layout.fillHeight: true
            named: matrix.inline
            onTapped: matrix.model.choose(sku)
        }
    }

    Item {
        Layout.row: 0
        Layout.column: matrix.across + 2
        Layout.fillWidth: true
    }
}
