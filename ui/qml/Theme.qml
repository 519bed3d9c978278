pragma Singleton
import QtQuick

// Every size and colour on glass. Sizes are for a short side of 800 and scale with the window.
QtObject {
    id: theme

    property real shortSide: 800
    property real longSide: 1280
    property bool landscape: true
    property bool reduceMotion: false
    property real textScale: 1 // 1 to 1.5: letters grow, targets and gaps stay
    property bool lowReach: false // bars and actions at the bottom, within reach of who sits
    property bool byKeyboard: false // moved by Tab: where one is has to be seen
    readonly property real scale: Math.max(0.9, Math.min(shortSide / 800, longSide / 1280))

    readonly property color paper: "#F6F4F0"
    readonly property color card: "#FFFFFF"
    readonly property color ink: "#1C1B1F"
    readonly property color ink2: "#6B6660"
    readonly property color line: "#E7E2DA"
    readonly property color well: "#EFEBE4"
    readonly property color reduction: "#B3382C"
    readonly property color here: "#2A7047"
    readonly property color nearby: "#2A5EA8"
    readonly property color amber: "#7A5400"
    readonly property color border: "#8C857C"
    // Tints of the tokens above, for what lies behind text of the same tone.
    readonly property color amberWell: "#F3E7CA"
    readonly property color hereWell: "#E4EFE7"
    readonly property color nearbyWell: "#E3EAF5"
    readonly property color reductionWell: "#F8E3DF"
    readonly property color night: "#1C1B1F"
    readonly property color nightWell: "#34323A"
    readonly property color nightText: "#FFFFFF"
    readonly property color nightText2: "#C9C4BC"
    readonly property color lamp: "#2A5EA8"
    readonly property color lampGlow: "#3A6CB4"
    readonly property color focus: "#2A5EA8"
    readonly property color scrim: "#991C1B1F"

    readonly property string family: "Noto Sans SC"
    readonly property int body: text(18)
    readonly property int lead: text(20)
    readonly property int title: text(24)
    readonly property int big: text(30)
    readonly property int huge: text(42)
    readonly property int giant: text(64)

    readonly property int grid: px(8)
    readonly property int gap: px(16)
    readonly property int wide: px(24)
    readonly property int radiusS: px(12)
    readonly property int radius: px(16)
    readonly property int radiusL: px(20)
    readonly property int target: px(56)
    readonly property int action: px(64)
    readonly property int hair: 1
    readonly property int thin: 1
    readonly property int thick: px(3)
    readonly property int dot: text(12)
    readonly property int icon: text(24)
    readonly property int bar: px(80)
    readonly property real pull: !lowReach ? 0 : landscape ? 0.22 : 0.4 // of a page, free above what can be pushed up
    readonly property bool roomy: textScale < 1.1 // room for words beside icons

    readonly property int quick: reduceMotion ? 0 : 120
    readonly property int frame: 16
    readonly property int slow: reduceMotion ? 0 : 200
    readonly property int fade: 220
    readonly property int breath: 1600
    readonly property int dwell: 6000 // how long a picture of the show stands

    function px(size: real): int {
        return Math.round(size * theme.scale)
    }

    // The size of letters, and of what has to grow with them.
    function text(size: real): int {
        return Math.round(size * theme.scale * theme.textScale)
    }

    function tone(name: string): color {
        switch (name) {
        case "here":
        case "good":
            return theme.here
        case "nearby":
            return theme.nearby
        case "amber":
            return theme.amber
        case "problem":
        case "reduction":
            return theme.reduction
        case "quiet":
            return theme.ink2
        default:
            return theme.ink
        }
    }

    function toneWell(name: string): color {
        switch (name) {
        case "here":
        case "good":
            return theme.hereWell
        case "nearby":
            return theme.nearbyWell
        case "amber":
            return theme.amberWell
        case "problem":
        case "reduction":
            return theme.reductionWell
        default:
            return theme.well
        }
    }
}
