import QtQuick
import QtQuick.Layouts
import ".."

// Shows what is typed; the keyboard on glass and a real one write into the page's view-model.
Pressable {
    id: field

    required property string text
    property string placeholder: ""
    property bool active: false
    property string icon: "search"
    property bool clearable: true
    signal cleared

    label: text === "" ? placeholder : text
    implicitHeight: Theme.target
    opacity: 1
    Accessible.role: Accessible.EditableText

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: Theme.card
        border.width: field.active ? Theme.thick : Theme.thin
        border.color: field.active ? Theme.ink : Theme.border
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.px(20)
        spacing: Theme.grid

        Icon {
            visible: field.icon !== ""
            name: field.icon
            color: Theme.ink2
        }

        Words {
            Layout.fillWidth: true
            text: field.text === "" ? field.placeholder : field.text + (field.active ? "|" : "")
            color: field.text === "" ? Theme.ink2 : Theme.ink
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            maximumLineCount: 1
            Accessible.ignored: true
        }

        Pressable {
            objectName: "search.clear"
            visible: field.clearable && field.text !== ""
            label: qsTrId("ui.key.clear")
            onTapped: field.cleared()

            Icon {
                anchors.centerIn: parent
                name: "close"
            }
        }
    }
}
