"""What a rule claims about a law can be looked up: every named source is in articles.toml."""

import ast
import re
import tomllib

from tests.tidy.house import RULES, none_of, python_files, shown, tree

SOURCE = re.compile(r"^\s*Source:\s*(.+?)\s*$", re.M)


def articles():
    file = RULES / "articles.toml"
    return set(tomllib.loads(file.read_text())) if file.exists() else set()


def docstrings():
    for path in python_files(RULES):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
                yield path, ast.get_docstring(node)


def test_every_source_is_in_articles():
    known = articles()
    wrong = [
        f"{shown(path)}: {name}"
        for path, text in docstrings()
        for line in SOURCE.findall(text)
        for name in re.split(r"[,;]\s*", line.rstrip("."))
        if name not in known
    ]
    none_of(wrong)


def test_every_parameter_names_an_article_that_exists():
    file = RULES / "parameters.toml"
    if not file.exists():
        return
    known = articles()
    named = re.findall(r'^\s*(?:article|source)\s*=\s*"([^"]+)"', file.read_text(), re.M)
    assert not sorted({name for name in named if name not in known})
