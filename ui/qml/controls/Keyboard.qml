pragma ComponentBehavior: Bound
import QtQuick
import ".."

// Latin letters and digits: SKUs, references, and pinyin, which finds Chinese.
Rectangle {
    id: keyboard

    property string doneLabel: qsTrId("ui.key.done")
    property bool hideable: true
    property int inset: Theme.gap // free at either side
    readonly property int unit: Math.floor((width - 2 * inset - 10 * gap) / 11)
    readonly property int gap: Theme.grid
    readonly property list<string> rows: ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"]
    readonly property list<string> tails: [" ", ".", "-/", ""]
    // The keys come one frame after the page they are for: both at once would be the dearest frame of all.
    property bool drawn: false
    readonly property bool ready: drawn || !visible
    signal typed(string key)
    signal erased
    signal done
    signal hidden

    implicitHeight: column.implicitHeight + 2 * Theme.px(12)
    color: Theme.well

    Timer {
        interval: Theme.frame
        running: keyboard.visible && !keyboard.drawn
        onTriggered: keyboard.drawn = true
    }

    // What lies behind the keys is not tapped through them.
    MouseArea {
        anchors.fill: parent
    }

    Column {
        id: column

        anchors.centerIn: parent
        spacing: keyboard.gap
        opacity: keyboard.drawn ? 1 : 0

        Repeater {
            model: keyboard.rows

            Row {
                id: row

                required property string modelData
                required property int index
                readonly property bool last: index === 3

                spacing: keyboard.gap

                KeyCap {
                    objectName: "key.hide"
                    visible: row.last
                    width: keyboard.unit
                    label: keyboard.hideable ? qsTrId("ui.key.hide") : "_"
                    caption: "_"
                    icon: keyboard.hideable ? "down" : ""
                    onTapped: keyboard.hideable ? keyboard.hidden() : keyboard.typed("_")
                }

                Repeater {
                    model: (row.modelData + keyboard.tails[row.index].trim()).split("")

                    KeyCap {
                        required property string modelData

                        objectName: "key." + modelData
                        width: keyboard.unit
                            label: modelData
                        caption: modelData.toUpperCase()
                        onTapped: keyboard.typed(modelData)
                    }
                }

                KeyCap {
                    objectName: "key.erase"
                    visible: row.index === 0
                    width: keyboard.unit
                    label: qsTrId("ui.key.erase")
                    icon: "backspace"
                    onTapped: keyboard.erased()
                }

                KeyCap {
                    objectName: "key.space"
                    visible: row.last
                    width: keyboard.unit
                    label: qsTrId("ui.key.space")
                    icon: "space"
                    onTapped: keyboard.typed(" ")
                }

                KeyCap {
                    objectName: "key.done"
                    visible: row.last
                    width: 2 * keyboard.unit + keyboard.gap
                    label: keyboard.doneLabel
                    caption: keyboard.doneLabel
                    captionSize: Theme.body
                    solid: true
                    onTapped: keyboard.done()
                }
            }
        }
    }
}
