import QtQuick
import Kiosk
import ".."
import "../controls"

Row {
    id: tabs

    required property App app

    spacing: Theme.grid

    Pill {
        objectName: "bar.orders"
        kind: "night"
        chosen: ["orders", "order", "calls"].includes(tabs.app.page)
        label: qsTrId("ui.bar.orders")
        onTapped: tabs.app.go("orders")
    }

    Pill {
        objectName: "bar.members"
        kind: "night"
        chosen: ["clientele", "contacts"].includes(tabs.app.page)
        label: qsTrId("ui.bar.members")
        onTapped: tabs.app.go("clientele")
    }

    Pill {
        objectName: "bar.stock"
        kind: "night"
        chosen: tabs.app.page === "stock"
        label: qsTrId("ui.bar.stock")
        onTapped: tabs.app.go("stock")
    }

    Pill {
        objectName: "bar.day"
        kind: "night"
        chosen: ["day", "count"].includes(tabs.app.page)
        label: qsTrId("ui.bar.day")
        onTapped: tabs.app.go("day")
    }

    Pill {
        objectName: "bar.sync"
        kind: "night"
        chosen: ["sync", "people", "health"].includes(tabs.app.page)
        label: qsTrId("ui.bar.sync")
        onTapped: tabs.app.go("sync")
    }

    Pill {
        objectName: "bar.range"
        kind: "night"
        label: qsTrId("ui.bar.range")
        onTapped: tabs.app.go("browse")
    }
}
