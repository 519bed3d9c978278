import QtQuick
import ".."

// A picture with its rounded corners baked in: the software renderer draws no masks.
Item {
    id: picture

    required property string picture
    property int radius: Theme.radius
    property string shape: "all" // all, top: filled; whole: uncut
    property string description: ""
    readonly property bool ready: image.status !== Image.Loading

    Image {
        id: image

        anchors.fill: parent
        asynchronous: true
        sourceSize: Qt.size(Math.max(1, Math.round(picture.width)), Math.max(1, Math.round(picture.height)))
        source: picture.picture === "" || picture.width < 2 ? "" : "image://pictures/" + picture.shape + "/" + picture.radius + "/" + picture.picture
        Accessible.role: Accessible.Graphic
        Accessible.name: picture.description
        Accessible.ignored: picture.description === ""
    }
}
