"""The code keeps to what was agreed on: small functions, small files, everything annotated, one catch-all."""

import ast
from pathlib import Path
from statistics import median, quantiles

PACKAGE = Path(__file__).parents[1] / "tracker"
TREES = {str(path.relative_to(PACKAGE)): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
FUNCTIONS = {
    f"{name}:{node.lineno} {node.name}": node
    for name, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
}
LENGTHS = {place: node.end_lineno - node.lineno + 1 for place, node in FUNCTIONS.items()}
LINES = {name: len((PACKAGE / name).read_text("utf-8").splitlines()) for name in TREES}


def catches_everything(handler):
    caught = (
        {"Exception"}
        if handler.type is None
        else {n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)}
    )
    return bool(caught & {"Exception", "BaseException"})


def passes_it_on(handler):
    return isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None


def unannotated(function):
    arguments = function.args
    every = [
        *arguments.posonlyargs,
        *arguments.args,
        *arguments.kwonlyargs,
        arguments.vararg,
        arguments.kwarg,
    ]
    return [a.arg for a in every if a and a.annotation is None and a.arg not in ("self", "cls")]


def test_functions_are_short():
    assert {place: lines for place, lines in LENGTHS.items() if lines > 60} == {}
    assert median(LENGTHS.values()) <= 9
    assert quantiles(LENGTHS.values(), n=20)[-1] <= 40


def test_files_are_short():
    assert {name: lines for name, lines in LINES.items() if lines > 400} == {}
    assert median(LINES.values()) <= 120


def test_every_function_is_annotated():
    assert {place: unannotated(node) for place, node in FUNCTIONS.items() if unannotated(node)} == {}
    assert [place for place, node in FUNCTIONS.items() if node.returns is None] == []


def test_only_the_daemon_catches_everything():
    broad = [
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node) and not passes_it_on(node)
    ]

    assert broad == ["daemon.py"]


def test_every_module_says_what_it_is():
    assert [name for name, tree in TREES.items() if not ast.get_docstring(tree)] == []
