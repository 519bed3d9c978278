import QtQuick
import Kiosk
import "controls"

Window {
    id: window

    required property App app
    required property bool still // no motion: for pictures, and for those whom it disturbs

    visible: true
    color: Theme.paper
    title: app.brand

    Binding {
        target: Theme
        property: "shortSide"
        value: Math.min(window.width, window.height)
    }

    Binding {
        target: Theme
        property: "longSide"
        value: Math.max(window.width, window.height)
    }

    Binding {
        target: Theme
        property: "landscape"
        value: window.width > window.height
    }

    Binding {
        target: Theme
        property: "reduceMotion"
        value: window.still
    }

    Item {
        id: root

        anchors.fill: parent
        focus: true
        Keys.onPressed: event => {
            window.app.key(event.key, event.text)
            event.accepted = true
        }

        TopBar {
            id: shopBar

            anchors.left: parent.left
            anchors.right: parent.right
            visible: !window.app.atCounter
            app: window.app
        }

        GuideBar {
            id: guideBar

            anchors.left: parent.left
            anchors.right: parent.right
            visible: window.app.atCounter
            app: window.app
        }

        Banner {
            id: banner

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: window.app.atCounter ? guideBar.bottom : shopBar.bottom
            visible: window.app.banner.shown && window.app.page !== "waiting"
            height: visible ? implicitHeight : 0
            since: window.app.banner.since
            works: window.app.banner.works
        }

        Loader {
            id: page

            objectName: "page"
            anchors.top: banner.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            onLoaded: appear.restart()

            function turn(): void {
                setSource("pages/" + window.app.page.charAt(0).toUpperCase() + window.app.page.slice(1) + "Page.qml", {
                    "app": window.app
                })
            }

            NumberAnimation {
                id: appear

                target: page
                property: "opacity"
                from: Theme.reduceMotion ? 1 : 0.4
                to: 1
                duration: Theme.quick
                easing.type: Easing.OutQuad
            }
        }

        Notice {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: banner.bottom
            anchors.topMargin: Theme.gap
            width: Math.min(parent.width - 2 * Theme.wide, Theme.px(720))
            visible: window.app.notice.shown
            text: window.app.notice.text
            tone: window.app.notice.tone
            objectName: "notice.close"
            onTapped: window.app.notice.dismiss()
        }

        Sheet {
            visible: window.app.idle.warning
            title: qsTrId("ui.idle.title")
            subtitle: window.app.idle.text
            onClosed: window.app.idle.stay()

            ActionButton {
                objectName: "idle.stay"
                width: parent.width
                label: qsTrId("ui.idle.stay")
                onTapped: window.app.idle.stay()
            }
        }
    }

    Connections {
        target: window.app

        function onPageChanged(): void {
            page.turn()
        }
    }

    Component.onCompleted: page.turn()
}
