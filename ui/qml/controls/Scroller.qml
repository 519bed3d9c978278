import QtQuick
import ".."

// What does not fit scrolls. In low reach its content starts in the lower half and can be pushed up from there.
Flickable {
    id: scroller

    readonly property int pulled: Theme.lowReach ? Math.round(Math.max(0, Math.min(height * 0.45, height - Theme.target))) : 0

    clip: true
    topMargin: pulled
    contentWidth: width
    boundsBehavior: Flickable.StopAtBounds
    onPulledChanged: contentY = -pulled

    function toTop(): void {
        contentY = -pulled
    }
}
