pragma ComponentBehavior: Bound
import QtQuick
import ".."

// Twelve keys. `corner` is the key left of 0: "", "." or "00".
Grid {
    id: pad

    property bool calculator: false // 7 8 9 at the top, as at a till
    property string corner: ""
    property int keyHeight: Theme.px(72)
    readonly property list<string> keys: (calculator ? ["7", "8", "9", "4", "5", "6", "1", "2", "3"] : ["1", "2", "3", "4", "5", "6", "7", "8", "9"]).concat([corner, "0", "erase"])
    signal typed(string key)
    signal erased

    columns: 3
    spacing: Theme.px(12)

    Repeater {
        model: pad.keys

        KeyCap {
            required property string modelData

            objectName: modelData === "" ? "" : "pad." + modelData
            width: (pad.width - 2 * pad.spacing) / 3
            height: pad.keyHeight
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
