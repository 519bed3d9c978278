import QtQuick
import Kiosk
import "controls"
import "pages"
import "parts"

Pane {
    id: window

    required property App app

    title: app.brand

    Binding {
        target: Theme
        property: "reduceMotion"
        value: window.still || window.app.access.reduceMotion
    }

    Binding {
        target: Theme
        property: "textScale"
        value: window.app.access.textPercent / 100
    }

    Binding {
        target: Theme
        property: "lowReach"
        value: window.app.access.lowReach
    }

    Binding {
        target: Theme
        property: "byKeyboard"
        value: window.app.access.byKeyboard
    }

    // Keys reach the page when no control has taken them; when the one with the focus goes away, they still do.
    FocusScope {
        id: root

        readonly property int bar: window.app.atCounter ? guideBar.height : window.app.unattended ? 0 : shopBar.height

        anchors.fill: parent
        focus: true
        Keys.onPressed: event => {
            event.accepted = window.app.key(event.key, event.text, event.modifiers)
        }

        TopBar {
            id: shopBar

            y: Theme.lowReach ? root.height - height : 0
            width: root.width
            height: implicitHeight
            visible: !window.app.atCounter && !window.app.unattended
            app: window.app
        }

        GuideBar {
            id: guideBar

            y: Theme.lowReach ? root.height - height : 0
            width: root.width
            height: implicitHeight
            visible: window.app.atCounter
            app: window.app
        }

        Banner {
            id: banner

            y: Theme.lowReach ? 0 : root.bar
            width: root.width
            visible: window.app.banner.shown && window.app.page !== "waiting"
            height: visible ? implicitHeight : 0
            since: window.app.banner.since
            works: window.app.banner.works
            figures: window.app.banner.figures
        }

        Banner {
            id: printerBanner

            owner: "printer"
            y: banner.y + banner.height
            width: root.width
            visible: window.app.printer.told && (Theme.roomy || !window.app.atCounter)
            height: visible ? implicitHeight : 0
            since: window.app.printer.words
            works: Theme.roomy ? qsTrId("ui.printer.until_then") : ""
        }

        Loader {
            id: page

            objectName: "page"
            y: printerBanner.y + printerBanner.height
            width: root.width
            height: root.height - root.bar - banner.height - printerBanner.height

            function of(name: string): string {
                return "pages/" + name.charAt(0).toUpperCase() + name.slice(1) + "Page.qml"
            }

            // A scan after a scan finds its page open: what stands there shows the next style, in a fifth of the time.
            function turn(): void {
                const style = window.app.page === "style" ? item as StylePage : null
                if (style === null || !style.anew())
                    setSource(of(window.app.page), {"app": window.app})
            }
        }

        Notice {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.lowReach ? root.height - root.bar - Theme.gap - height : page.y + Theme.gap
            width: Math.min(parent.width - 2 * Theme.wide, Theme.px(720))
            visible: window.app.notice.shown
            text: window.app.notice.text
            tone: window.app.notice.tone
            objectName: "notice.close"
            helpLabel: window.app.notice.tone === "problem" ? window.app.help.label : ""
            onHelped: {
                window.app.notice.dismiss()
                window.app.callGuide()
            }
            onTapped: window.app.notice.dismiss()
        }

        AccessSheet {
            visible: window.app.access.shown
            access: window.app.access
        }

        ReprintSheet {
            visible: window.app.reprint.shown
            reprint: window.app.reprint
            printer: window.app.printer
        }

        DiscardSheet {
            visible: window.app.printJobs.asking
            jobs: window.app.printJobs
        }

        ParkedSheet {
            visible: window.app.parked.step !== ""
            parked: window.app.parked
        }

        ApprovalSheet {
            visible: window.app.approval.shown
            approval: window.app.approval
        }

        HelpLamp {
            anchors.fill: parent
            visible: window.app.help.shown
            help: window.app.help
        }

        IdleSheet {
            z: 30
            visible: window.app.idle.warning
            idle: window.app.idle
        }
    }

    Connections {
        target: window.app

        function onPageChanged(): void {
            page.turn()
            root.forceActiveFocus()
        }
    }

    Component.onCompleted: page.turn()
}
