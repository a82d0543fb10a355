"""A file has one subject and a function one thought; what is over may shrink, never grow."""

import ast

from tests.tidy.house import PROJECT, RULES, none_of, python_files, shown, tree

RULE_LINES, MODEL_LINES, TEST_LINES, FUNCTION_LINES = 300, 500, 500, 70


def over(paths, limit):
    counted = {shown(path): len(path.read_text().splitlines()) for path in paths}
    return [f"{name}: {lines} lines, at most {limit}" for name, lines in counted.items() if lines > limit]


def test_a_rule_file_has_at_most_300_lines():
    none_of(over(python_files(RULES), RULE_LINES))


def test_a_file_of_an_addon_has_at_most_500_lines():
    none_of(over(python_files(), MODEL_LINES))


def test_a_test_file_has_at_most_500_lines():
    paths = [path for path in python_files(PROJECT, tests=True) if "tests" in path.parts]
    none_of(over(paths, TEST_LINES))


def test_a_function_has_at_most_70_lines():
    wrong = []
    for path in python_files(PROJECT, tests=True):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > FUNCTION_LINES:
                    wrong.append(f"{shown(path)}::{node.name}: {lines} lines")
    none_of(wrong)
