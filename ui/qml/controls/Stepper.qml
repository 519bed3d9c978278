import QtQuick
import ".."

// − 1 +, from 1 with a bin before it, or from 0 to `most`.
Rectangle {
    id: stepper

    required property int quantity
    required property string name
    property bool removes: true
    property int least: 1 // below it the article goes
    property int most: -1 // no limit
    readonly property bool last: removes && quantity <= least
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
        label: stepper.last ? qsTrId("ui.stepper.remove") : qsTrId("ui.stepper.fewer")
        enabled: stepper.removes || stepper.quantity > 0
        onTapped: stepper.changed(stepper.quantity - 1)

        Icon {
            anchors.centerIn: parent
            name: stepper.last ? "bin" : "minus"
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
        enabled: stepper.most < 0 || stepper.quantity < stepper.most
        onTapped: stepper.changed(stepper.quantity + 1)

        Icon {
            anchors.centerIn: parent
            name: "plus"
        }
    }
}
