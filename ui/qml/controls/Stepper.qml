import QtQuick
import ".."

// − 1 +
Rectangle {
    id: stepper

    required property int quantity
    required property string name
    property int least: 1 // below it the article goes
    signal changed(int quantity)

    implicitWidth: 2 * Theme.target + Math.max(Theme.px(40), count.implicitWidth + Theme.gap)
    implicitHeight: Math.max(Theme.target, count.implicitHeight + Theme.grid)
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.thin
    border.color: Theme.border

    Pressable {
        objectName: stepper.name + ".fewer"
        width: Theme.target
        height: parent.height
        label: stepper.quantity > stepper.least ? qsTrId("ui.stepper.fewer") : qsTrId("ui.stepper.remove")
        onTapped: stepper.changed(stepper.quantity - 1)

        Icon {
            anchors.centerIn: parent
            name: stepper.quantity > stepper.least ? "minus" : "bin"
        }
    }

    Words {
        id: count

        anchors.centerIn: parent
        objectName: stepper.name + ".quantity"
        text: stepper.quantity
        strong: true
        wrapMode: Text.NoWrap
    }

    Pressable {
        anchors.right: parent.right
        objectName: stepper.name + ".more"
        width: Theme.target
        height: parent.height
        label: qsTrId("ui.stepper.more")
        onTapped: stepper.changed(stepper.quantity + 1)

        Icon {
            anchors.centerIn: parent
            name: "plus"
        }
    }
}
