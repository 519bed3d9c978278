pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// How the glass is: size of letters, reach, motion, language. Every tap shows at once.
Sheet {
    id: sheet

    required property AccessModel access
    readonly property int gap: Theme.px(12)

    title: qsTrId("ui.access.title")
    subtitle: qsTrId("ui.access.subtitle")
    onClosed: access.close()

    Row {
        id: sizes

        width: parent.width
        spacing: sheet.gap

        Repeater {
            model: sheet.access.sizes

            SizeChoice {
                required property string key
                required property real sample
                required label
                required chosen

                objectName: "access.text." + key
                width: Math.floor((sizes.width - 2 * sheet.gap) / 3)
                letters: sample
                onTapped: sheet.access.chooseText(key)
            }
        }
    }

    Toggle {
        objectName: "access.lowReach"
        width: parent.width
        first: qsTrId("ui.access.low_reach")
        second: qsTrId("ui.access.low_reach_then")
        chosen: sheet.access.lowReach
        onTapped: sheet.access.setLowReach(!sheet.access.lowReach)
    }

    Toggle {
        objectName: "access.reduceMotion"
        width: parent.width
        first: qsTrId("ui.access.reduce_motion")
        second: qsTrId("ui.access.reduce_motion_then")
        chosen: sheet.access.reduceMotion
        onTapped: sheet.access.setReduceMotion(!sheet.access.reduceMotion)
    }

    Row {
        id: languages

        width: parent.width
        spacing: sheet.gap

        Repeater {
            model: sheet.access.languages

            Choice {
                required property string key
                required label
                required chosen

                objectName: "access.language." + key
                width: Math.floor((languages.width - sheet.gap) / 2)
                first: label
                onTapped: sheet.access.chooseLanguage(key)
            }
        }
    }
}
