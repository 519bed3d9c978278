import QtQuick
import QtQuick.Layouts
import ".."

// A line of an order: what, its state first, then when and from where. With `timeline` the way it goes; with `asks` what
// one can do about a line that cannot be had.
Item {
    id: line

    required property string key
    required property string name
    required property string detail
    required property string picture
    required property string headline
    required property string place
    required property string tone
    required property string amount
    required property string note
    required property list<string> stages
    required property int reached
    required property bool again
    required property string tag
    required property string was
    property bool amounts: false
    property bool timeline: false
    property bool asks: false
    property string owner: "line"
    readonly property bool staged: timeline && stages.length > 0
    readonly property int below: 1 + (staged ? 1 : 0) + (note !== "" ? 1 : 0)
    readonly property bool narrow: width < Theme.text(560)
    signal chosenAgain

    implicitHeight: grid.implicitHeight + 2 * Theme.px(14)

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columns: line.narrow ? 2 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.px(8)

        Picture {
            Layout.preferredWidth: Theme.px(84)
            Layout.preferredHeight: Theme.px(84)
            Layout.rowSpan: line.narrow ? 1 : line.below
            Layout.alignment: Qt.AlignTop
            picture: line.picture
            radius: Theme.radiusS
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(240)
            Layout.alignment: line.narrow ? Qt.AlignVCenter : Qt.AlignTop
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

            Flow {
                Layout.fillWidth: true
                visible: line.amounts || line.was !== ""
                spacing: Theme.grid

                Words {
                    objectName: line.owner + ".amount." + line.key
                    text: line.amount
                    strong: line.was !== ""
                    color: line.was === "" ? Theme.ink : Theme.reduction
                    wrapMode: Text.NoWrap
                }

                Words {
                    visible: text !== ""
                    text: line.was
                    color: Theme.ink2
                    wrapMode: Text.NoWrap
                }
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.columnSpan: line.narrow ? 2 : 1
            Layout.preferredWidth: Theme.px(260)
            Layout.alignment: Qt.AlignTop
            spacing: Theme.px(2)

            Words {
                Layout.fillWidth: true
                objectName: line.owner + ".status." + line.key
                horizontalAlignment: line.narrow ? Text.AlignLeft : Text.AlignRight
                text: line.headline
                strong: true
                color: Theme.tone(line.tone)
            }

            Words {
                Layout.fillWidth: true
                visible: text !== ""
                horizontalAlignment: line.narrow ? Text.AlignLeft : Text.AlignRight
                text: line.place
                color: Theme.ink2
            }

            Tag {
                Layout.alignment: line.narrow ? Qt.AlignLeft : Qt.AlignRight
                Layout.topMargin: Theme.px(4)
                objectName: line.owner + ".tag." + line.key
                visible: line.tag !== ""
                text: line.tag
                tone: "amber"
            }
        }

        Timeline {
            Layout.fillWidth: true
            Layout.columnSpan: 2
            visible: line.staged
            stages: line.stages
            reached: line.reached
            tone: line.tone === "problem" ? "problem" : "here"
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.columnSpan: 2
            visible: line.note !== ""
            spacing: Theme.gap

            Words {
                Layout.fillWidth: true
                objectName: line.owner + ".note." + line.key
                text: line.note
            }

            Pill {
                objectName: line.owner + ".again." + line.key
                visible: line.asks && line.again
                kind: "outline"
                label: qsTrId("ui.placed.again")
                onTapped: line.chosenAgain()
            }
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
