import QtQuick
import ".."

Image {
    id: icon

    required property string name
    property color color: Theme.ink
    property int size: Theme.icon

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name === "" ? "" : "image://icons/" + name + "/" + String(color).slice(-6)
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
