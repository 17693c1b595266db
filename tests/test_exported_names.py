"""The public names of wiretrace: nothing comes or goes unnoticed, and each is documented and typed."""

import inspect
import re

import wiretrace

NAMES = """
KERNEL RULESET Edit Finding Index Match Mention Page Passage Rule Span Story Terms Verdict Wire WiretraceError
__version__ check notice page_from_text parse preset preset_names read_stories read_terms
""".split()


def test_the_public_names_are_these() -> None:
    assert sorted(wiretrace.__all__) == sorted(NAMES)
    assert all(hasattr(wiretrace, name) for name in NAMES)


def test_each_public_function_and_class_is_documented() -> None:
    for name in NAMES:
        value = getattr(wiretrace, name)
        if callable(value):
            assert len(inspect.getdoc(value) or "") > 20, f"wiretrace.{name} says nothing about itself"


def test_public_functions_take_all_but_their_main_arguments_by_keyword() -> None:
    for function in (wiretrace.check, wiretrace.parse):
        kinds = [parameter.kind for parameter in inspect.signature(function).parameters.values()]
        assert kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD) <= 2
        assert inspect.Parameter.KEYWORD_ONLY in kinds


def test_each_public_function_is_typed_all_over() -> None:
    for name in NAMES:
        value = getattr(wiretrace, name)
        if inspect.isfunction(value):
            signature = inspect.signature(value)
            assert signature.return_annotation is not inspect.Signature.empty, name
            assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values()), name


def test_the_version_is_a_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.\w+)?", wiretrace.__version__)
