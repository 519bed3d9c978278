import QtQuick
import ".."

// What does not fit scrolls. In low reach its content starts lower and can be pushed up from there.
Flickable {
    id: scroller

    property bool pullable: true
    readonly property int pulled: pullable ? Math.round(Math.max(0, Math.min(height * Theme.pull, height - Theme.target))) : 0

    clip: true
    topMargin: pulled
    contentWidth: width
    boundsBehavior: Flickable.StopAtBounds
    onPulledChanged: contentY = -pulled

    function toTop(): void {
        cancelFlick()
        contentY = -pulled
    }
}
