import QtQuick

// A list that scrolls. No buffer beyond what is seen: it would be filled behind the back of a page that may go.
ListView {
    clip: true
    cacheBuffer: 0
    boundsBehavior: Flickable.StopAtBounds
}
