pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// A panel of what is known: lines that open something, or only say it; a sentence when there is none.
Titled {
    id: told

    required property Rows model
    required property string owner
    property string empty: ""
    signal asked(string key, string target)

    Words {
        width: parent.width
        visible: told.model.count === 0
        text: told.empty
        color: Theme.ink2
    }

    Repeater {
        model: told.model

        Choice {
            required property string key
            required property int index
            required first
            required second
            required third
            required tone
            required property string target

            objectName: told.owner + "." + index
            width: parent.width
            visible: target !== ""
            Accessible.role: Accessible.Button
            onTapped: told.asked(key, target)
        }
    }

    Repeater {
        model: told.model

        Column {
            id: line

            required property int index
            required property string first
            required property string second
            required property string third
            required property string tone
            required property string target

            width: parent.width
            visible: target === ""
            spacing: Theme.px(2)

            Words {
                objectName: told.owner + ".said." + line.index
                width: parent.width
                text: line.first
                strong: true
                color: Theme.tone(line.tone)
            }

            Words {
                width: parent.width
                visible: text !== ""
                text: line.second
            }

            Words {
                width: parent.width
                visible: text !== ""
                text: line.third
                color: Theme.ink2
            }

            Item {
                width: parent.width
                height: Theme.grid
                visible: line.index < told.model.count - 1

                Rule {
                    anchors.bottom: parent.bottom
                    width: parent.width
                }
            }
        }
    }
}
