"""People of the shop: who works here, letting somebody in step by step, a lost badge, a new PIN."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.people import MOST_PIN
from kiosk.domain.staff import Role
from kiosk.services.desk import Desk
from kiosk.services.people import Colleague
from kiosk.services.staffing import LONGEST_NAME
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import AmountRow
from ui.rows_people import PersonRow
from ui.stage import Said, Stage, nothing_said
from ui.viewmodels.base import PageModel
from ui.viewmodels.people_words import fact_rows, person_row

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
#: The steps of what is done for somebody, in order.
STEPS = {"add": ("name", "badge", "pin", "again"), "badge": ("badge",), "pin": ("pin", "again")}
LEAST_PIN = 4


@dataclass(slots=True)
class Draft:
    """What has been said so far; a PIN lives no longer than this."""

    job: str = ""  # add, badge, pin; "" = nothing is being done
    step: str = ""
    staff_id: str = ""
    name: str = ""
    role: Role = Role.GUIDE
    badge_sha256: str = ""
    pin: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The shop's people; for a guide, who may see them."""

    people: tuple[Colleague, ...] = ()
    managers: tuple[str, ...] = ()
    refused: bool = False


@QmlElement
@QmlUncreatable("made by the program")
class PeopleModel(PageModel):
    """A list; over it what is done for one person (`step`), or a sheet about them (`opened`)."""

    changed = Signal()
    locked = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._seen = Seen()
        self._draft = Draft()
        self._error: Said = nothing_said
        self._opened = self._asking = ""
        self._rows, self._facts = Rows(PersonRow, self), Rows(AmountRow, self)

    # The list

    @Property(Rows, constant=True)
    def people(self) -> Rows:
        return self._rows

    @Property(bool, notify=changed)
    def refused(self) -> bool:
        return self._seen.refused

    @Property(str, notify=changed)
    def whoCan(self) -> str:
        names = self.texts("ui.facet.and").join(self._seen.managers)
        return self.texts("ui.people.who_can", names=names) if names else self.texts("ui.people.who_can_nobody")

    @Property(str, notify=changed)
    def heading(self) -> str:
        return self.texts("ui.people.count", count=len(self._seen.people))

    # Step by step

    @Property(str, notify=changed)
    def step(self) -> str:
        return self._draft.step

    @Property(str, notify=changed)
    def title(self) -> str:
        key = {"badge": "ui.people.new_badge_for", "pin": "ui.people.new_pin_for"}.get(self._draft.job, "ui.people.add")
        return self.texts(key, name=self._draft.name)

    @Property(str, notify=changed)
    def progress(self) -> str:
        steps = STEPS.get(self._draft.job, ())
        at = steps.index(self._draft.step) + 1 if self._draft.step in steps else 0
        return self.texts("ui.people.step", at=at, all=len(steps)) if len(steps) > 1 else ""

    @Property(str, notify=changed)
    def prompt(self) -> str:
        if self._draft.step == "pin":
            return self.texts("ui.people.pin_hand", name=self._draft.name)
        key = {"name": "name_prompt", "badge": "badge_prompt", "again": "again"}.get(self._draft.step)
        return self.texts(f"ui.people.{key}") if key else ""

    @Property(str, notify=changed)
    def note(self) -> str:
        key = {"name": "name_then", "badge": "badge_then"}.get(self._draft.step, "pin_then")
        return self.texts(f"ui.people.{key}")

    @Property(str, notify=changed)
    def error(self) -> str:
        return self._error()

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._draft.name

    @Property(str, notify=changed)
    def role(self) -> str:
        return self._draft.role.value

    @Property(int, notify=changed)
    def entered(self) -> int:
        return len(self._draft.typed)

    @Property(bool, notify=changed)
    def canGoOn(self) -> bool:
        if self.acting:
            return False
        if self._draft.step == "name":
            return bool(self._draft.name.strip())
        return self._draft.step in ("pin", "again") and len(self._draft.typed) >= LEAST_PIN

    @Slot()
    def add(self) -> None:
        self._begin(Draft("add", "name"))

    @Slot()
    def newBadge(self) -> None:
        self._begin(Draft("badge", "badge", self._opened, self._name_of(self._opened)))

    @Slot()
    def newPin(self) -> None:
        self._begin(Draft("pin", "pin", self._opened, self._name_of(self._opened)))

    @Slot(str)
    def chooseRole(self, role: str) -> None:
        self._draft.role = Role(role)
        self.changed.emit()

    @Slot()
    def goOn(self) -> None:
        """The step is done, if what was said will do."""
        if not self.canGoOn:
            return
        draft = self._draft
        if draft.step == "name":
            self.act(lambda desk: desk.people.check_name(draft.name), self._named, self._wrong)
        elif draft.step == "pin":
            self.act(lambda desk: desk.people.check_pin(draft.typed), lambda _ok: self._chosen(), self._pin_wrong)
        elif draft.typed != draft.pin:
            self._restart_pin(lambda: self.texts("ui.people.again_wrong"))
        else:
            self._finish()

    @Slot()
    def printBadge(self) -> None:
        self._badge_known("")

    @Slot()
    def goBack(self) -> None:
        """One step back; from the first one to the list."""
        steps = STEPS.get(self._draft.job, ())
        at = steps.index(self._draft.step) if self._draft.step in steps else 0
        if at:
            self._draft.typed = self._draft.pin = ""
            self._to(steps[at - 1])
        else:
            self._begin(Draft())

    def step_back(self) -> bool:
        if not self._draft.step:
            return False
        self.goBack()
        return True

    def take_badge(self, text: str) -> bool:
        """A scan while something is being done for somebody; False leaves it to mean what it does elsewhere."""
        if self._draft.step == "badge":
            self.act(lambda desk: desk.people.read_badge(text), self._badge_known, self._wrong)
        return bool(self._draft.step)

    # One person

    @Property(bool, notify=changed)
    def opened(self) -> bool:
        return bool(self._opened) and not self._draft.step

    @Property(str, notify=changed)
    def asking(self) -> str:
        """What is about to be done: lost, leaves, or "" for nothing."""
        return self._asking

    @Property(str, notify=changed)
    def personName(self) -> str:
        name = self._name_of(self._opened)
        return self.texts(f"ui.people.ask_{self._asking}_title", name=name) if self._asking else name

    @Property(str, notify=changed)
    def personRole(self) -> str:
        found = self._colleague(self._opened)
        return self.texts(f"ui.people.{found.member.role.value}") if found and not self._asking else ""

    @Property(Rows, constant=True)
    def facts(self) -> Rows:
        return self._facts

    @Property(bool, notify=changed)
    def hasBadge(self) -> bool:
        found = self._colleague(self._opened)
        return bool(found and found.member.badge_sha256)

    @Property(str, notify=changed)
    def question(self) -> str:
        name = self._name_of(self._opened)
        return self.texts(f"ui.people.ask_{self._asking}", name=name) if self._asking else ""

    @Property(str, notify=changed)
    def confirmLabel(self) -> str:
        name = self._name_of(self._opened)
        return self.texts(f"ui.people.confirm_{self._asking}", name=name) if self._asking else ""

    @Slot(str)
    def open(self, staff_id: str) -> None:
        self._opened, self._asking = staff_id, ""
        self.refresh()

    @Slot()
    def close(self) -> None:
        self._opened = self._asking = ""
        self.changed.emit()

    @Slot(str)
    def ask(self, what: str) -> None:
        self._asking = what
        self.changed.emit()

    @Slot()
    def confirm(self) -> None:
        who, what, name = self._opened, self._asking, self._name_of(self._opened)

        def work(desk: Desk) -> bool:
            verb = desk.people.lost if what == "lost" else desk.people.leaves
            verb(who)
            return desk.staff is not None

        self.act(work, lambda still: self._done("gone" if what == "leaves" else "lost_done", name, still=still))

    # What the glass tells it

    def enter(self, _shown: object) -> None:
        self._forget()
        self.arrived()

    def leave(self) -> None:
        self._forget()
        self._seen = Seen()

    def arrived(self) -> None:
        self.stage.ask(_look, self._show)

    def refresh(self) -> None:
        self._rows.show([person_row(self.stage, item) for item in self._seen.people])
        found = self._colleague(self._opened)
        self._facts.show(fact_rows(self.stage, found) if found else [])
        self.changed.emit()

    def typed(self, text: str) -> None:
        draft = self._draft
        if draft.step == "name" and text.isprintable():
            draft.name = (draft.name + _as_in_a_name(text, draft.name))[:LONGEST_NAME]
        elif draft.step in ("pin", "again") and text.isdigit() and text.isascii():
            draft.typed = (draft.typed + text)[:MOST_PIN]
        else:
            return
        self._error = nothing_said
        self.changed.emit()

    def erase(self) -> None:
        if self._draft.step == "name":
            self._draft.name = self._draft.name[:-1]
        else:
            self._draft.typed = self._draft.typed[:-1]
        self.changed.emit()

    def submit(self) -> None:
        self.goOn()

    # Inside

    def _forget(self) -> None:
        self._draft, self._error, self._opened, self._asking = Draft(), nothing_said, "", ""

    def _begin(self, draft: Draft) -> None:
        self._draft, self._error = draft, nothing_said
        self.changed.emit()

    def _to(self, step: str) -> None:
        self._draft.step, self._error = step, nothing_said
        self.changed.emit()

    def _named(self, name: str) -> None:
        self._draft.name = name
        self._to("badge")

    def _badge_known(self, badge_sha256: str) -> None:
        self._draft.badge_sha256 = badge_sha256
        if self._draft.job == "badge":
            self._finish()
        else:
            self._to("pin")

    def _chosen(self) -> None:
        self._draft.pin, self._draft.typed = self._draft.typed, ""
        self._to("again")

    def _restart_pin(self, why: Said) -> None:
        self._draft.pin = self._draft.typed = ""
        self._to("pin")
        self._wrong_said(why)

    def _pin_wrong(self, error: Exception) -> None:
        self._restart_pin(lambda: self.stage.sentence(error))

    def _wrong(self, error: Exception) -> None:
        self._wrong_said(lambda: self.stage.sentence(error))

    def _wrong_said(self, why: Said) -> None:
        self._error = why
        self.changed.emit()

    def _finish(self) -> None:
        draft = self._draft
        said = {"badge": "badge_done", "pin": "pin_done"}.get(draft.job)
        said = said or ("added_scanned" if draft.badge_sha256 else "added_printed")

        def work(desk: Desk) -> bool:
            if draft.job == "add":
                desk.people.add(draft.name, draft.role, draft.pin, draft.badge_sha256)
            elif draft.job == "badge":
                desk.people.give_badge(draft.staff_id, draft.badge_sha256)
            else:
                desk.people.new_pin(draft.staff_id, draft.pin)
            return desk.staff is not None

        self.act(work, lambda still: self._done(said, draft.name, still=still), self._wrong)

    def _done(self, said: str, name: str, *, still: bool) -> None:
        """Told, and the list again; `still`: whether whoever did it is signed in, for a badge of theirs may be off."""
        self._forget()
        if still:
            self.arrived()
            self.stage.tell(f"ui.people.{said}", name=name)
        else:
            self.locked.emit()
            self.stage.remind("ui.people.signed_out")

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        self.refresh()

    def _colleague(self, staff_id: str) -> Colleague | None:
        return next((item for item in self._seen.people if item.member.id == staff_id), None)

    def _name_of(self, staff_id: str) -> str:
        found = self._colleague(staff_id)
        return found.member.name if found else ""


def _look(desk: Desk) -> Seen:
    """What whoever is signed in may see."""
    if desk.staff is None:
        return Seen()
    if desk.staff.role is not Role.MANAGER:
        return Seen(managers=desk.people.managers(), refused=True)
    return Seen(people=desk.people.all())


def _as_in_a_name(text: str, before: str) -> str:
    """The keyboard on glass has small letters: a word of a name begins with a large one."""
    return text.upper() if not before or before[-1] in " -" else text
