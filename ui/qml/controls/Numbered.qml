import QtQuick
import ".."

// An order's number and how it stands, on one line or, when that is too long, on two.
Flow {
    id: numbered

    required property string number
    required property string standing
    required property string tone
    required property string owner
    required property string standingName

    spacing: Theme.gap

    Words {
        id: words

        objectName: numbered.owner + ".number"
        text: numbered.number
        strong: true
        font.pixelSize: Theme.big
        wrapMode: Text.NoWrap
    }

    Item {
        width: Math.min(tag.implicitWidth, numbered.width)
        height: Math.max(words.height, tag.height)

        Tag {
            id: tag

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            objectName: numbered.owner + "." + numbered.standingName
            text: numbered.standing
            tone: numbered.tone
        }
    }
}
