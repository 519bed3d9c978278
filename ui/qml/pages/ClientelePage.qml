pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import ".."
import "../parts"

Item {
    id: page

    required property App app
    readonly property ClienteleModel model: app.clientele

    Loader {
        anchors.fill: parent
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
        sourceComponent: !page.model.known ? ask : page.model.writing !== "" ? write : page.model.private ? secret : shared
    }

    Component {
        id: ask

        ClientAsk {
            app: page.app
        }
    }

    Component {
        id: shared

        ClientShared {
            model: page.model
        }
    }

    Component {
        id: secret

        ClientPrivate {
            model: page.model
        }
    }

    Component {
        id: write

        ClientWrite {
            app: page.app
        }
    }

    CodeSheet {
        visible: page.model.publicCode.open
        owner: "publicCode"
        title: qsTrId("ui.public_code.title")
        subtitle: page.model.publicCode.code
        source: page.model.publicCode.source
        how: qsTrId("ui.public_code.how")
        onClosed: page.model.publicCode.close()
    }
}
