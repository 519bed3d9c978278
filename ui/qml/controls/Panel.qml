import QtQuick
import ".."

Rectangle {
    radius: Theme.radiusL
    color: Theme.card
    border.width: Theme.hair
    border.color: Theme.line
}
