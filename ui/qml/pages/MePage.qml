pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import ".."
import "../controls"
import "../parts"

Item {
    id: page

    required property App app
    readonly property MeModel model: app.me

    Beside {
        id: columns

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: bar.top
        anchors.margins: Theme.wide
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.px(12)

        Words {
            width: parent.width
            objectName: "me.headline"
            text: page.model.headline
            strong: true
            font.pixelSize: Theme.big
        }

        Remark {
            width: parent.width
            objectName: "me.then"
            visible: text !== ""
            tone: "here"
            text: page.model.then
        }

        Panel {
            width: parent.width
            implicitHeight: card.implicitHeight + 2 * Theme.px(20)

            RowLayout {
                id: card

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.margins: Theme.px(20)
                spacing: Theme.wide

                QrCode {
                    Layout.preferredWidth: implicitWidth
                    Layout.preferredHeight: implicitHeight
                    objectName: "me.card"
                    source: page.model.source
                    description: page.model.code
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Theme.px(6)

                    Words {
                        Layout.fillWidth: true
                        text: qsTrId("ui.me.card")
                        color: Theme.ink2
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "me.code"
                        text: page.model.code
                        strong: true
                        font.pixelSize: Theme.lead
                    }

                    Words {
                        Layout.fillWidth: true
                        objectName: "me.standing"
                        visible: text !== ""
                        text: page.model.standing
                    }

                    RowLayout {
                        Layout.fillWidth: true
                        spacing: Theme.grid

                        Words {
                            objectName: "me.points"
                            text: page.model.points
                            strong: true
                            font.pixelSize: Theme.big
                            wrapMode: Text.NoWrap
                        }

                        Words {
                            Layout.fillWidth: true
                            text: qsTrId("ui.me.points")
                            color: Theme.ink2
                        }
                    }
                }
            }
        }

        ToldList {
            width: parent.width
            visible: page.model.wishes.count > 0
            title: qsTrId("ui.me.wishes")
            owner: "me.wish"
            model: page.model.wishes
            onAsked: (key, target) => page.model.openStyle(key, target)
        }

        Titled {
            width: parent.width
            title: qsTrId("ui.me.orders")

            Words {
                width: parent.width
                objectName: "me.noOrders"
                visible: page.model.orders.count === 0
                text: qsTrId("ui.me.no_orders")
                color: Theme.ink2
            }

            Repeater {
                model: page.model.orders

                OrderRow {
                    width: parent?.width ?? 0
                    onTapped: page.model.openOrder(key)
                }
            }
        }

        side: [
            ToldList {
                width: parent.width
                visible: page.model.coupons.count > 0
                title: qsTrId("ui.clientele.coupons")
                owner: "me.coupon"
                model: page.model.coupons
            },
            Titled {
                width: parent.width
                title: qsTrId("ui.me.consent")

                Words {
                    width: parent.width
                    objectName: "me.since"
                    text: page.model.since
                    color: Theme.ink2
                }

                Repeater {
                    model: page.model.agreed

                    RowLayout {
                        id: told

                        required property string key
                        required property string text

                        width: parent?.width ?? 0
                        spacing: Theme.grid

                        Icon {
                            Layout.alignment: Qt.AlignTop
                            name: "check"
                            color: Theme.here
                        }

                        Words {
                            Layout.fillWidth: true
                            objectName: "me.agreed." + told.key
                            text: told.text
                        }
                    }
                }

                ActionButton {
                    width: parent.width
                    objectName: "me.agree"
                    visible: page.model.canAgree
                    label: qsTrId("ui.me.agree")
                    onTapped: page.model.agree()
                }

                Item {
                    width: 1
                    height: Theme.grid
                }

                ActionButton {
                    width: parent.width
                    objectName: "me.takeBack"
                    kind: "outline"
                    label: page.model.takeBackLabel
                    onTapped: page.model.askTakeBack()
                }
            }
        ]
    }

    GridLayout {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.wide
        anchors.bottomMargin: Theme.gap
        columns: 2
        columnSpacing: Theme.gap

        ActionButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            objectName: "me.done"
            kind: "quiet"
            label: qsTrId("ui.me.done")
            onTapped: page.model.done()
        }

        ActionButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            objectName: "me.goOn"
            label: qsTrId("ui.me.go_on")
            onTapped: page.model.goOn()
        }
    }

    Sheet {
        visible: page.model.asking
        title: qsTrId("ui.me.sure")
        onClosed: page.model.keep()

        Words {
            width: parent.width
            objectName: "me.sureThen"
            text: qsTrId("ui.me.sure_then")
        }

        ActionButton {
            width: parent.width
            objectName: "me.takeBackNow"
            kind: "danger"
            label: qsTrId("ui.me.take_back_now")
            onTapped: page.model.takeBack()
        }

        ActionButton {
            width: parent.width
            objectName: "me.keep"
            kind: "quiet"
            label: qsTrId("ui.me.keep")
            onTapped: page.model.keep()
        }
    }
}
