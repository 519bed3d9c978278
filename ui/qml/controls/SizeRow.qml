pragma ComponentBehavior: Bound
import QtQuick
import ".."

// A size with its figures: in columns under the measures' names, or, where these do not fit, each beside its name.
Rectangle {
    id: row

    required property string key
    required property list<string> figures
    required property bool chosen
    required property string spoken
    required property int index
    required property list<string> measures
    property bool head: false
    property bool last: false
    property bool tabular: true
    readonly property int cell: Math.floor((width - 2 * Theme.grid) / (measures.length + 1))

    implicitHeight: Math.max(Theme.target, (tabular ? columns.implicitHeight : lines.implicitHeight) + Theme.gap)
    color: head ? Theme.well : chosen ? Theme.hereWell : Theme.card
    radius: head || chosen ? Theme.radiusS : 0
    Accessible.role: Accessible.Row
    Accessible.name: spoken
    Accessible.ignored: spoken === ""

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        height: Theme.hair
        visible: !row.head && !row.chosen && !row.last
        color: Theme.line
    }

    Row {
        id: columns

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.grid
        visible: row.tabular

        Words {
            width: row.cell
            leftPadding: Theme.px(12)
            anchors.verticalCenter: parent.verticalCenter
            text: row.key
            strong: true
            font.pixelSize: row.head ? Theme.body : Theme.lead
            Accessible.ignored: true
        }

        Repeater {
            model: row.tabular ? row.figures : []

            Words {
                required property string modelData

                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                width: row.cell
                horizontalAlignment: Text.AlignHCenter
                text: modelData
                strong: row.head || row.chosen
                color: row.head ? Theme.ink2 : Theme.ink
                Accessible.ignored: true
            }
        }
    }

    Column {
        id: lines

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gap
        width: parent.width - 2 * x
        visible: !row.tabular
        spacing: Theme.px(4)

        Words {
            width: parent.width
            text: row.key
            strong: true
            font.pixelSize: Theme.lead
            Accessible.ignored: true
        }

        Repeater {
            model: row.tabular ? [] : row.figures

            Item {
                id: line

                required property string modelData
                required property int index

                width: lines.width
                height: Math.max(name.implicitHeight, value.implicitHeight)

                Words {
                    id: name

                    width: parent.width * 0.55
                    text: row.measures[line.index] ?? ""
                    color: Theme.ink2
                    Accessible.ignored: true
                }

                Words {
                    id: value

                    anchors.right: parent.right
                    width: parent.width * 0.45
                    horizontalAlignment: Text.AlignRight
                    text: line.modelData
                    strong: row.chosen
                    Accessible.ignored: true
                }
            }
        }
    }
}
