import QtQuick
import Kiosk
import ".."
import "../controls"

Row {
    id: tabs

    required property App app

    readonly property int inset: Theme.roomy ? Theme.px(20) : Theme.px(11) // with the largest letters all stand in one row

    spacing: Theme.grid

    Pill {
        objectName: "bar.orders"
        kind: "night"
        inset: tabs.inset
        chosen: ["orders", "order", "calls"].includes(tabs.app.page)
        label: qsTrId("ui.bar.orders")
        onTapped: tabs.app.go("orders")
    }

    Pill {
        objectName: "bar.members"
        kind: "night"
        inset: tabs.inset
        chosen: ["clientele", "contacts"].includes(tabs.app.page)
        label: qsTrId("ui.bar.members")
        onTapped: tabs.app.go("clientele")
    }

    Pill {
        objectName: "bar.credit"
        kind: "night"
        inset: tabs.inset
        chosen: tabs.app.page === "credit"
        label: qsTrId("ui.bar.credit")
        onTapped: tabs.app.go("credit")
    }

    Pill {
        objectName: "bar.stock"
        kind: "night"
        inset: tabs.inset
        chosen: tabs.app.page === "stock"
        label: qsTrId("ui.bar.stock")
        onTapped: tabs.app.go("stock")
    }

    Pill {
        objectName: "bar.day"
        kind: "night"
        inset: tabs.inset
        chosen: ["day", "count"].includes(tabs.app.page)
        label: qsTrId("ui.bar.day")
        onTapped: tabs.app.go("day")
    }

    Pill {
        objectName: "bar.sync"
        kind: "night"
        inset: tabs.inset
        chosen: ["sync", "people", "health"].includes(tabs.app.page)
        label: qsTrId("ui.bar.sync")
        onTapped: tabs.app.go("sync")
    }

    Pill {
        objectName: "bar.range"
        kind: "night"
        inset: tabs.inset
        label: qsTrId("ui.bar.range")
        onTapped: tabs.app.go("browse")
    }
}
