pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

Item {
    id: page

    required property App app
    readonly property ContactsModel model: app.contacts

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.wide
        rowSpacing: Theme.gap
        visible: !page.model.nothing

        Panel {
            Layout.preferredWidth: Theme.landscape ? Theme.px(460) : -1
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            Layout.preferredHeight: Theme.landscape ? -1 : Theme.px(420)

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                spacing: Theme.px(12)

                Words {
                    Layout.fillWidth: true
                    objectName: "contacts.heading"
                    text: page.model.heading
                    strong: true
                    font.pixelSize: Theme.title
                }

                List {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    objectName: "contacts.list"
                    model: page.model.contacts
                    spacing: Theme.px(12)

                    delegate: Choice {
                        required property string key
                        required property int index
                        required property string name
                        required property string reason
                        required property string due
                        required chosen

                        objectName: "contacts.contact." + index
                        width: ListView.view.width
                        first: name
                        second: reason
                        third: due
                        onTapped: page.model.pick(key)
                    }
                }
            }
        }

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Scroller {
                id: scroller

                anchors.fill: parent
                anchors.margins: Theme.px(22)
                pullable: false
                contentHeight: answers.y + answers.height

                Column {
                    id: about

                    width: parent.width
                    spacing: Theme.px(12)

                    Words {
                        width: parent.width
                        objectName: "contacts.name"
                        text: page.model.name
                        strong: true
                        font.pixelSize: Theme.huge
                    }

                    Words {
                        width: parent.width
                        objectName: "contacts.reason"
                        text: page.model.reason
                        strong: true
                        font.pixelSize: Theme.lead
                    }

                    Words {
                        width: parent.width
                        visible: text !== ""
                        text: page.model.due
                    }

                    Words {
                        width: parent.width
                        text: page.model.tip
                        color: Theme.ink2
                    }

                    Words {
                        width: parent.width
                        objectName: "contacts.phone"
                        visible: page.model.asked
                        text: page.model.phone
                        strong: true
                        font.pixelSize: Theme.big
                    }

                    ActionButton {
                        width: parent.width
                        objectName: "contacts.show"
                        visible: !page.model.asked && !page.model.isCall
                        kind: "outline"
                        label: qsTrId("ui.contacts.show_phone")
                        onTapped: page.model.showPhone()
                    }
                }

                Column {
                    id: answers

                    y: Math.max(about.implicitHeight + Theme.gap, scroller.height - implicitHeight)
                    width: parent.width
                    spacing: Theme.px(12)

                    ActionButton {
                        width: parent.width
                        objectName: "contacts.toCalls"
                        visible: page.model.isCall
                        label: qsTrId("ui.contacts.to_calls")
                        onTapped: page.model.toCalls()
                    }

                    Words {
                        width: parent.width
                        visible: !page.model.isCall
                        text: qsTrId("ui.contacts.what")
                        strong: true
                    }

                    ActionButton {
                        width: parent.width
                        objectName: "contacts.reached"
                        visible: !page.model.isCall
                        label: qsTrId("ui.contacts.reached")
                        onTapped: page.model.done("reached")
                    }

                    ActionButton {
                        width: parent.width
                        objectName: "contacts.not_reached"
                        visible: !page.model.isCall
                        kind: "outline"
                        label: qsTrId("ui.contacts.not_reached")
                        onTapped: page.model.done("not_reached")
                    }

                    ActionButton {
                        width: parent.width
                        objectName: "contacts.not_wanted"
                        visible: !page.model.isCall
                        kind: "quiet"
                        label: qsTrId("ui.contacts.not_wanted")
                        onTapped: page.model.done("not_wanted")
                    }
                }
            }
        }
    }

    Empty {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wide, Theme.text(520))
        visible: page.model.nothing
        icon: "check"
        first: qsTrId("ui.contacts.nothing")
        second: qsTrId("ui.contacts.nothing_then")
    }
}
