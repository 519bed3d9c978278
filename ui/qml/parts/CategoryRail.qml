pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// The categories beside the cards, each with how many styles it has; the looks below them.
Rectangle {
    id: rail

    required property BrowseModel model
    property real pull: Theme.pull

    implicitWidth: Theme.px(92) + Theme.text(104)
    color: Theme.card

    Rectangle {
        anchors.right: parent.right
        width: Theme.hair
        height: parent.height
        color: Theme.line
    }

    List {
        objectName: "browse.categories"
        anchors.fill: parent
        anchors.leftMargin: Theme.px(12)
        anchors.rightMargin: Theme.px(12)
        topMargin: Math.max(Theme.gap, Math.round(height * rail.pull))
        onTopMarginChanged: contentY = originY - topMargin
        bottomMargin: Theme.gap
        model: rail.model.categories
        spacing: Theme.grid

        delegate: Pressable {
            id: category

            required property string key
            required property string name
            required property string count
            required chosen
            required property string spoken

            objectName: "browse.category." + (key === "" ? "all" : key)
            width: ListView.view.width
            height: Math.max(Theme.target, words.implicitHeight + Theme.gap)
            label: spoken
            ringRadius: Theme.radiusS
            Accessible.role: Accessible.RadioButton
            Accessible.checked: chosen
            onTapped: rail.model.choose(key)

            Rectangle {
                anchors.fill: parent
                radius: Theme.radiusS
                color: category.chosen ? Theme.ink : Theme.card
            }

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.gap
                anchors.rightMargin: Theme.px(14)
                spacing: Theme.grid

                Words {
                    id: words

                    Layout.fillWidth: true
                    text: category.name
                    strong: category.chosen
                    color: category.chosen ? Theme.nightText : Theme.ink
                    Accessible.ignored: true
                }

                Words {
                    text: category.count
                    color: category.chosen ? Theme.nightText2 : Theme.ink2
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }

        footer: Item {
            width: ListView.view.width
            height: visible ? looks.height + Theme.gap : 0
            visible: rail.model.looks.count > 0

            Pressable {
                id: looks

                objectName: "browse.looks"
                y: Theme.grid
                width: parent.width
                height: Math.max(Theme.target, looksWords.implicitHeight + Theme.gap)
                label: qsTrId("ui.look.title")
                ringRadius: Theme.radiusS
                onTapped: rail.model.openLooks()

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radiusS
                    color: Theme.well
                }

                RowLayout {
                    anchors.fill: parent
                    anchors.leftMargin: Theme.gap
                    anchors.rightMargin: Theme.px(14)
                    spacing: Theme.grid

                    Words {
                        id: looksWords

                        Layout.fillWidth: true
                        text: qsTrId("ui.look.title")
                        Accessible.ignored: true
                    }

                    Icon {
                        name: "forward"
                        color: Theme.ink2
                    }
                }
            }
        }
    }
}
