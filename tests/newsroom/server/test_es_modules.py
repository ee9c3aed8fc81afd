"""Modules are put together into one text, in the order in which they need each other."""

import pytest

from newsroom.server import es_modules


@pytest.fixture
def write(tmp_path):
    def write(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.js").write_text(text)
        return es_modules.bundle(tmp_path / "entry.js")

    return write


def test_module_stands_behind_what_it_imports_and_once(write):
    text = write(
        entry='import "./left.js";\nimport "./right.js";\n',
        left='// Left.\nimport { word } from "./both.js";\n\nuse(word);\n',
        right='import { word as other } from "./both.js";\n\nuse(other);\n',
        both='export const word = "both";\n',
    )

    assert text.count('const word = "both";\n') == 1
    assert text.index('"both"') < text.index("use(word)") < text.index("use(other)")
    assert 'const m0 = {};\ntry {\nconst word = "both";\nm0.word = word;\n}' in text
    assert "const { word } = m0;\n// Left.\n\nuse(word);\n" in text
    assert "const { word: other } = m0;\n\nuse(other);\n" in text


def test_functions_and_classes_are_exported_too(write):
    text = write(
        entry="export async function ask() {}\nexport function say() {}\nexport class One {}\n"
    )

    assert "async function ask() {}\nfunction say() {}\nclass One {}\n" in text
    assert "m0.ask = ask;\nm0.say = say;\nm0.One = One;\n" in text
    assert "export" not in text


def test_each_module_is_caught_for_itself(write):
    text = write(entry='import "./one.js";\nlast();\n', one="first();\n")

    assert text.count("try {\n") == text.count("} catch (error) {\n") == 2


def test_modules_that_import_each_other_are_refused(write):
    with pytest.raises(ValueError, match=r"^entry\.js and one\.js import each other\.$"):
        write(entry='import { b } from "./one.js";\n', one='import { a } from "./entry.js";\n')
