pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// For the guide's eyes alone; shut by itself when nobody touches it.
Item {
    id: secret

    required property ClienteleModel model

    // A finger anywhere on it, also one that scrolls.
    PointHandler {
        onActiveChanged: secret.model.touch()
    }

    RowLayout {
        id: heading

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.gap

        Icon {
            name: "lock"
        }

        Words {
            Layout.fillWidth: true
            objectName: "clientele.private"
            text: qsTrId("ui.clientele.private_title") + qsTrId("ui.join") + secret.model.name
            strong: true
            font.pixelSize: Theme.title
        }

        ActionButton {
            objectName: "clientele.hide"
            label: qsTrId("ui.clientele.hide")
            onTapped: secret.model.closePrivate()
        }
    }

    Beside {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: heading.bottom
        anchors.bottom: parent.bottom
        anchors.topMargin: Theme.px(12)

        Panel {
            width: parent.width
            height: figures.implicitHeight + 2 * Theme.gap

            Column {
                id: figures

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.gap

                Repeater {
                    model: secret.model.figures

                    FactRow {
                        required property string key
                        required property string label
                        required property string amount

                        objectName: "clientele.figure." + key
                        width: parent.width
                        tone: key === "segment" ? "here" : "quiet"
                        first: label
                        second: amount
                    }
                }
            }
        }

        ToldList {
            width: parent.width
            title: qsTrId("ui.clientele.advice")
            empty: qsTrId("ui.clientele.no_advice")
            owner: "clientele.advice"
            model: secret.model.advice
            onAsked: (key, target) => secret.model.openStyle(key, target)
        }

        ToldList {
            width: parent.width
            title: qsTrId("ui.clientele.visits")
            empty: qsTrId("ui.clientele.no_visits")
            owner: "clientele.visit"
            model: secret.model.visits
        }

        ToldList {
            width: parent.width
            title: qsTrId("ui.clientele.looked")
            empty: qsTrId("ui.clientele.no_looked")
            owner: "clientele.looked"
            model: secret.model.looked
            onAsked: (key, target) => secret.model.openStyle(key, target)
        }

        side: [
            Titled {
                width: parent.width
                title: qsTrId("ui.clientele.notes")

                Repeater {
                    model: secret.model.notes

                    Choice {
                        required property string key
                        required property string named
                        required property string text

                        objectName: "clientele.note." + key
                        width: parent.width
                        first: named
                        second: text === "" ? qsTrId("ui.clientele.write") : text
                        Accessible.role: Accessible.Button
                        onTapped: secret.model.write(key)
                    }
                }
            },
            ToldList {
                width: parent.width
                title: qsTrId("ui.clientele.timeline")
                owner: "clientele.entry"
                model: secret.model.timeline
            }
        ]
    }
}
