"""Checks every QML file against Qt's types and against our own Python types; one misspelt property fails.

    python .ci/qmllint.py [--package ui] [--qml ui/qml] [--build build/qmllint]

`pyside6-qmllint` alone knows nothing of classes that Python registers with `@QmlElement`. So the types are described
first: members are read from the live meta-objects, which is what QML will see, whatever way they were declared; the
decorators, which leave no trace in the meta-object, are read from the source. `pyside6-metaobjectdump`, which reads
nothing but source, loses every base class that lies in another module.
"""

import argparse
import ast
import importlib
import inspect
import json
import os
import pkgutil
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMetaMethod, QMetaObject, QObject

ROOT = Path(__file__).resolve().parents[1]
#: What a decorator means in the language of Qt's type registrar.
DECORATORS = {
    "QmlElement": ("QML.Element", "auto"),
    "QmlSingleton": ("QML.Singleton", "true"),
    "QmlAnonymous": ("QML.Element", "anonymous"),
    "QmlUncreatable": ("QML.Creatable", "false"),
}
Json = dict[str, Any]


def decorations(module: ModuleType) -> dict[str, list[Json]]:
    """For each class of a module, what its `@Qml…` decorators say."""
    found: dict[str, list[Json]] = {}
    for node in ast.walk(ast.parse(Path(inspect.getfile(module)).read_text("utf-8"))):
        if isinstance(node, ast.ClassDef):
            found[node.name] = [info for decorator in node.decorator_list for info in _decoration(decorator)]
    return found


def _decoration(node: ast.expr) -> list[Json]:
    called = node.func if isinstance(node, ast.Call) else node
    name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
    if name == "QmlNamedElement" and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
        return [{"name": "QML.Element", "value": node.args[0].value}]
    if name not in DECORATORS:
        return []
    key, value = DECORATORS[name]
    return [{"name": key, "value": value}]


def describe(meta: QMetaObject, infos: list[Json]) -> Json:
    """One class in the form that `qmltyperegistrar` reads."""
    methods = [meta.method(i) for i in range(meta.methodOffset(), meta.methodCount())]
    return {
        "className": meta.className(),
        "qualifiedClassName": meta.className(),
        "object": True,
        "superClasses": [{"access": "public", "name": meta.superClass().className()}],
        "classInfos": infos,
        "properties": _properties(meta),
        "signals": [_method(m) for m in methods if m.methodType() == QMetaMethod.MethodType.Signal],
        "slots": [_method(m) for m in methods if m.methodType() == QMetaMethod.MethodType.Slot],
        "enums": _enums(meta),
    }


def _properties(meta: QMetaObject) -> list[Json]:
    entries: list[Json] = []
    for index in range(meta.propertyOffset(), meta.propertyCount()):
        prop = meta.property(index)
        name, kind = prop.name(), _type(_text(prop.typeName()))
        entry: Json = {"name": name, "type": kind, "index": len(entries), "read": name}
        if prop.isWritable():
            entry["write"] = name
        if prop.isConstant():
            entry["constant"] = True
        if prop.hasNotifySignal():
            entry["notify"] = _text(prop.notifySignal().name())
        entries.append(entry)
    return entries


def _method(method: QMetaMethod) -> Json:
    types = [_text(parameter) for parameter in method.parameterTypes()]
    return {
        "access": "public",
        "name": _text(method.name()),
        "returnType": _type(_text(method.typeName())),
        "arguments": [{"name": f"a{n}", "type": _type(parameter)} for n, parameter in enumerate(types, 1)],
    }


def _enums(meta: QMetaObject) -> list[Json]:
    enums = [meta.enumerator(i) for i in range(meta.enumeratorOffset(), meta.enumeratorCount())]
    return [
        {
            "name": enum.name(),
            "isClass": enum.isScoped(),
            "isFlag": enum.isFlag(),
            "type": "int",
            "values": [enum.key(i) for i in range(enum.keyCount())],
        }
        for enum in enums
    ]


def _type(name: str) -> str:
    return "QVariant" if name.startswith("PyObject") else name


def _text(name: Any) -> str:
    return bytes(name).decode() if not isinstance(name, str) else name


def modules_of(package: str) -> list[ModuleType]:
    """The package and every module below it, imported; nothing of ours acts at import time."""
    top = importlib.import_module(package)
    names = [found.name for found in pkgutil.walk_packages(top.__path__, f"{package}.")]
    return [top, *(importlib.import_module(name) for name in names if not name.endswith("__main__"))]


def types_by_import(package: str) -> dict[str, list[Json]]:
    """QML import name → described classes; undecorated base classes go wherever a module of the package needs them."""
    described: dict[str, list[Json]] = defaultdict(list)
    bases: list[Json] = []
    for module in modules_of(package):
        decorated = decorations(module)
        own = [c for c in vars(module).values() if inspect.isclass(c) and c.__module__ == module.__name__]
        for python_class in (c for c in own if issubclass(c, QObject)):
            infos = decorated.get(python_class.__name__, [])
            entry = describe(vars(python_class)["staticMetaObject"], infos)
            described[module.QML_IMPORT_NAME].append(entry) if infos else bases.append(entry)
    return {name: [*classes, *bases] for name, classes in described.items()}


def write_module(name: str, classes: list[Json], build: Path) -> None:
    """Lays one QML module (`qmldir` and its types) where `qmllint -I build` finds it."""
    folder = build.joinpath(*name.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    dump = folder / "metatypes.json"
    dump.write_text(json.dumps([{"classes": classes, "inputFile": f"{name}.py", "outputRevision": 68}]), "utf-8")
    types = folder / "plugin.qmltypes"
    command = [tool("pyside6-qmltyperegistrar"), "--generate-qmltypes", str(types), "--import-name", name]
    command += ["--major-version", "1", "--minor-version", "0", "-o", str(folder / "unused.cpp")]
    subprocess.run([*command, "--foreign-types", _qt_types(), str(dump)], check=True)
    (folder / "qmldir").write_text(f"module {name}\ntypeinfo {types.name}\ndepends QtQuick\n", "utf-8")


def _qt_types() -> str:
    folder = Path(inspect.getfile(QObject)).parent / "Qt" / "metatypes"
    names = ("core", "gui", "qml", "qmlmodels", "quick")
    return ",".join(str(path) for path in (folder / f"qt6{n}_metatypes.json" for n in names) if path.exists())


def tool(name: str) -> str:
    """A program of the environment this interpreter belongs to, whether or not the environment is activated."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or name


def main(arguments: list[str] | None = None) -> int:
    """0 when every QML file is clean, or there is none yet; else what `qmllint` said, and its answer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--package", default="ui")
    parser.add_argument("--qml", type=Path, default=ROOT / "ui" / "qml")
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "qmllint")
    options = parser.parse_args(arguments)
    files = sorted(options.qml.rglob("*.qml"))
    if not files:
        print("qmllint: no QML files")
        return 0
    shutil.rmtree(options.build, ignore_errors=True)
    options.build.mkdir(parents=True)
    for name, classes in types_by_import(options.package).items():
        write_module(name, classes, options.build)
    command = [tool("pyside6-qmllint"), "--ignore-settings", "--max-warnings", "0"]
    command += ["-I", str(options.build), "-I", str(options.qml), *map(str, files)]
    answer = subprocess.run(command, check=False).returncode
    print(f"qmllint: {len(files)} files, {'clean' if answer == 0 else 'not clean'}")
    return answer


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    raise SystemExit(main())
