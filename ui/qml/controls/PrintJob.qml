import QtQuick
import QtQuick.Layouts
import ".."

// A slip that is not on paper: which, how it stands, what keeps it, and what can be done.
Item {
    id: job

    required property string key
    required property string title
    required property string why
    required property string since
    required property string standing
    required property string tone
    required property string trying
    property string owner: "job"
    signal again
    signal discarded

    implicitHeight: column.implicitHeight + Theme.gap

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.px(4)

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(12)

            Words {
                Layout.fillWidth: true
                objectName: job.owner + ".title"
                text: job.title
                strong: true
            }

            Tag {
                Layout.alignment: Qt.AlignTop
                objectName: job.owner + ".standing"
                text: job.standing
                tone: job.tone
            }
        }

        Words {
            Layout.fillWidth: true
            objectName: job.owner + ".why"
            text: job.why
        }

        Words {
            Layout.fillWidth: true
            visible: !row.beside
            text: job.since
            color: Theme.ink2
        }

        RowLayout {
            id: row

            readonly property bool beside: Theme.roomy // the largest letters need the width

            Layout.fillWidth: true
            Layout.topMargin: Theme.grid
            spacing: Theme.px(12)

            Words {
                Layout.fillWidth: true
                text: row.beside ? job.since : ""
                color: Theme.ink2
            }

            Pill {
                objectName: job.owner + ".discard"
                kind: "outline"
                label: qsTrId("ui.print.discard")
                onTapped: job.discarded()
            }

            Pill {
                objectName: job.owner + ".again"
                kind: "solid"
                label: job.trying
                onTapped: job.again()
            }
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
