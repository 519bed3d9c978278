pragma ComponentBehavior: Bound
import QtQuick
import ".."

// Twelve keys in whatever room there is. `corner` is the key left of 0: "" or ".".
Item {
    id: pad

    property bool calculator: false // 7 8 9 at the top, as at a till
    property string corner: ""
    property int gap: Theme.px(12)
    readonly property list<string> keys: (calculator ? ["7", "8", "9", "4", "5", "6", "1", "2", "3"] : ["1", "2", "3", "4", "5", "6", "7", "8", "9"]).concat([corner, "0", "erase"])
    signal typed(string key)
    signal erased

    implicitHeight: 4 * Math.max(Theme.px(72), Theme.text(60)) + 3 * gap

    Grid {
        anchors.fill: parent
        columns: 3
        spacing: pad.gap

        Repeater {
            model: pad.keys

            KeyCap {
                required property string modelData

                objectName: modelData === "" ? "" : "pad." + modelData
                width: Math.floor((pad.width - 2 * pad.gap) / 3)
                height: Math.max(Theme.target, Math.floor((pad.height - 3 * pad.gap) / 4))
                opacity: modelData === "" ? 0 : 1
                enabled: modelData !== ""
                label: modelData === "erase" ? qsTrId("ui.key.erase") : modelData
                caption: modelData === "erase" ? "" : modelData
                icon: modelData === "erase" ? "backspace" : ""
                captionSize: Theme.big
                onTapped: modelData === "erase" ? pad.erased() : pad.typed(modelData)
            }
        }
    }
}
