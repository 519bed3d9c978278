pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../controls"

// What comes next, one after the other.
Column {
    id: steps

    required property Rows model
    property string owner: "steps"

    spacing: Theme.px(10)

    Repeater {
        model: steps.model

        Item {
            id: step

            required property int index
            required property string text

            width: steps.width
            implicitHeight: Math.max(number.height, words.implicitHeight)

            Rectangle {
                id: number

                width: Math.max(Theme.px(30), figure.implicitHeight + Theme.px(4))
                height: width
                radius: width / 2
                color: Theme.well

                Words {
                    id: figure

                    anchors.centerIn: parent
                    text: step.index + 1
                    strong: true
                    wrapMode: Text.NoWrap
                }
            }

            Words {
                id: words

                anchors.left: number.right
                anchors.leftMargin: Theme.px(12)
                anchors.right: parent.right
                y: Math.max(0, (number.height - lineHeightOf.height) / 2)
                objectName: steps.owner + ".step." + step.index
                text: step.text
            }

            FontMetrics {
                id: lineHeightOf

                font: words.font
            }
        }
    }
}
