pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"

// A line of an earlier order: how many pieces come back and what they give; then why, and in what state.
Item {
    id: line

    required property ReturningModel returning
    required property int index
    required property string key
    required property string name
    required property string detail
    required property string picture
    required property int pieces
    required property int most
    required property string refund
    required property string reason
    required property string grade
    required property string said
    property bool last: false
    readonly property bool narrow: width < Theme.text(620)
    readonly property string owner: "returning.line." + index

    implicitHeight: content.implicitHeight + 2 * Theme.px(12)

    ColumnLayout {
        id: content

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(12)

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(14)

            Picture {
                Layout.preferredWidth: Theme.px(84)
                Layout.preferredHeight: Theme.px(84)
                Layout.alignment: Qt.AlignTop
                picture: line.picture
                radius: Theme.radiusS
                opacity: line.most > 0 ? 1 : 0.45
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.px(2)

                Words {
                    Layout.fillWidth: true
                    text: line.name
                    strong: true
                }

                Words {
                    Layout.fillWidth: true
                    text: line.detail
                    color: Theme.ink2
                }

                Words {
                    Layout.fillWidth: true
                    objectName: line.owner + ".said"
                    visible: text !== ""
                    text: line.said
                    color: Theme.amber
                }
            }

            ColumnLayout {
                Layout.alignment: Qt.AlignVCenter
                visible: line.most > 0
                spacing: Theme.px(4)

                Stepper {
                    Layout.alignment: Qt.AlignRight
                    objectName: line.owner
                    name: line.owner
                    removes: false
                    quantity: line.pieces
                    most: line.most
                    onChanged: pieces => line.returning.setPieces(line.key, pieces)
                }

                Words {
                    Layout.alignment: Qt.AlignRight
                    objectName: line.owner + ".refund"
                    visible: text !== ""
                    text: line.refund
                    strong: true
                    wrapMode: Text.NoWrap
                }
            }
        }

        GridLayout {
            Layout.fillWidth: true
            visible: line.pieces > 0
            columns: line.narrow ? 1 : 2
            columnSpacing: Theme.px(14)
            rowSpacing: line.narrow ? Theme.px(4) : Theme.grid

            Words {
                Layout.preferredWidth: line.narrow ? -1 : Theme.px(84)
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: line.narrow ? 0 : Math.round((Theme.target - implicitHeight) / 2)
                text: qsTrId("ui.returning.reason")
                color: Theme.ink2
            }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.grid

                Repeater {
                    model: line.returning.reasons

                    Chip {
                        required property string key
                        required label

                        objectName: line.owner + ".reason." + key
                        chosen: line.reason === key
                        onTapped: line.returning.chooseReason(line.key, key)
                    }
                }
            }

            Words {
                Layout.preferredWidth: line.narrow ? -1 : Theme.px(84)
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: line.narrow ? 0 : Math.round((Theme.target - implicitHeight) / 2)
                text: qsTrId("ui.returning.grade")
                color: Theme.ink2
            }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.grid

                Repeater {
                    model: line.returning.grades

                    Chip {
                        required property string key
                        required label

                        objectName: line.owner + ".grade." + key
                        chosen: line.grade === key
                        onTapped: line.returning.chooseGrade(line.key, key)
                    }
                }
            }
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        visible: !line.last
        width: parent.width
    }
}
