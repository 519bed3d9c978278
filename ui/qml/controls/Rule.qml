import QtQuick
import ".."

Rectangle {
    implicitHeight: Theme.hair
    color: Theme.line
}
