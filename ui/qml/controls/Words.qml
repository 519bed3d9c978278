import QtQuick
import ".."

// Text as the shop writes it. Plain text always: a product's name is data, never markup.
Text {
    property bool strong: false

    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    font.weight: strong ? Font.Bold : Font.Normal
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
