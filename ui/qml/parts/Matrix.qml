pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// Colourways down, sizes across. Sizes that do not fit are turned to, whole columns at a time; the names of colourways
// stay at the left, those of sizes at the top as long as the matrix is in sight.
Item {
    id: matrix

    required property StyleModel model
    property real pinned: 0 // how far its top is scrolled out of sight
    readonly property int sizes: Math.max(1, model.sizes.length)
    readonly property int gap: Theme.grid
    readonly property int side: Math.min(Theme.text(140), Math.floor(width * 0.3))
    readonly property int room: width - side
    readonly property int least: Theme.text(110)
    readonly property int across: Math.max(1, Math.min(sizes, Math.floor((room + gap) / (least + gap))))
    readonly property bool paged: across < sizes
    readonly property int cellWidth: Math.min(Theme.text(148), Math.floor((room + gap) / across) - gap)
    readonly property int step: cellWidth + gap
    readonly property int cellHeight: highest(model.sizes)
    readonly property int header: paged ? Theme.target + Theme.grid : Theme.text(26) + Theme.grid
    readonly property int block: cellHeight + gap
    readonly property int first: Math.round(view.contentX / step)
    property int column: 0 // the size that was turned to

    implicitHeight: header + colours.count * block - gap

    // When letters or the window change their size, the same sizes stay in sight, in whole columns.
    onStepChanged: Qt.callLater(settle)
    onAcrossChanged: Qt.callLater(settle)

    // All rows are as high as the highest. `_sizes`: whatever changes in the model is a reason to look again.
    function highest(_sizes: list<var>): int {
        let height = Theme.px(66)
        for (let i = 0; i < cells.count; i++) {
            const cell = cells.itemAt(i) as MatrixCell
            if (cell !== null)
                height = Math.max(height, cell.needed)
        }
        for (let i = 0; i < colours.count; i++) {
            const colour = colours.itemAt(i) as ColourLabel
            if (colour !== null)
                height = Math.max(height, colour.needed)
        }
        return height
    }

    function turnTo(column: int): void {
        matrix.column = column
        settle()
    }

    function settle(): void {
        column = Math.max(0, Math.min(column, sizes - across))
        view.contentX = column * step
    }

    Flickable {
        id: view

        objectName: "style.matrix"
        x: matrix.side
        y: matrix.header
        width: matrix.across * matrix.step - matrix.gap
        height: parent.height - y
        contentWidth: matrix.sizes * matrix.step - matrix.gap
        flickableDirection: Flickable.HorizontalFlick
        interactive: matrix.paged
        clip: matrix.paged
        boundsBehavior: Flickable.StopAtBounds
        onMovementEnded: matrix.turnTo(matrix.first)

        Behavior on contentX {
            enabled: !view.moving && Theme.slow > 0

            NumberAnimation {
                duration: Theme.slow
                easing.type: Easing.OutQuad
            }
        }

        Repeater {
            id: cells

            model: matrix.model.cells

            MatrixCell {
                required property int index

                x: index % matrix.sizes * matrix.step
                y: Math.floor(index / matrix.sizes) * matrix.block
                width: matrix.cellWidth
                height: matrix.cellHeight
                onTapped: matrix.model.choose(sku)
            }
        }
    }

    Repeater {
        id: colours

        model: matrix.model.colours

        ColourLabel {
            required property int index

            y: matrix.header + index * matrix.block
            width: matrix.side - matrix.gap
            height: matrix.cellHeight
            onTapped: matrix.model.chooseColour(key)
        }
    }

    Rectangle {
        id: top

        y: Math.max(0, Math.min(matrix.pinned, matrix.height - height - matrix.cellHeight))
        z: 1
        width: parent.width
        height: matrix.header
        color: Theme.paper

        Row {
            visible: matrix.paged
            height: Theme.target
            spacing: Theme.grid

            Pill {
                objectName: "style.sizes.fewer"
                icon: "back"
                label: qsTrId("ui.style.fewer_sizes")
                bare: true
                enabled: matrix.first > 0
                onTapped: matrix.turnTo(matrix.first - matrix.across)
            }

            Pill {
                objectName: "style.sizes.more"
                icon: "forward"
                label: qsTrId("ui.style.more_sizes")
                bare: true
                enabled: matrix.first + matrix.across < matrix.sizes
                onTapped: matrix.turnTo(matrix.first + matrix.across)
            }
        }

        Item {
            x: matrix.side
            width: view.width
            height: parent.height - Theme.grid
            clip: matrix.paged

            Repeater {
                model: matrix.model.sizes

                Words {
                    required property string modelData
                    required property int index

                    x: index * matrix.step - view.contentX
                    width: matrix.cellWidth
                    height: parent.height
                    visible: x > -1 && x + width < view.width + 1
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    text: modelData
                    color: Theme.ink2
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
