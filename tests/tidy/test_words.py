"""Sentences to people stand in messages.py, where a translator finds them, never inside a model."""

import ast

from tests.tidy.house import none_of, python_files, shown, tree

REFUSALS = {"UserError", "ValidationError", "AccessError", "RedirectWarning", "AccessDenied"}


def is_room_of_words(path):
    """Tell whether a file is an addon's messages.py, or one of its folder of messages."""
    return path.name == "messages.py" or path.parent.name == "messages"


def called(node):
    """Return the bare name of what a call calls."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_sentence(node):
    """Tell whether an expression is a text written right here, translated or not."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.BinOp):
        return is_sentence(node.left)
    if isinstance(node, ast.Call):
        return called(node) in {"_", "_lt"} or called(node) == "format"
    return False


def test_a_refusal_takes_its_sentence_from_messages():
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        if not is_room_of_words(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in REFUSALS and node.args and is_sentence(node.args[0])
    ]
    none_of(wrong)


def test_a_sentence_in_messages_can_be_translated():
    """A literal refused as it is, without `_()`, reaches a Chinese reader in English."""
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        if is_room_of_words(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and called(node) in REFUSALS
        and node.args
        and isinstance(node.args[0], ast.Constant | ast.JoinedStr)
    ]
    none_of(wrong)
