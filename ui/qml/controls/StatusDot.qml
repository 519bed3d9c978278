import QtQuick
import ".."

// Never alone: the words beside it say the same.
Rectangle {
    property string tone: "here"

    implicitWidth: Theme.dot
    implicitHeight: Theme.dot
    radius: width / 2
    color: Theme.tone(tone)
    Accessible.ignored: true
}
