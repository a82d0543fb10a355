import pytest

from reform_rules.errors import Problem, RuleError


class TooLong(RuleError):
    years: int
    limit: int = 20


class MuchTooLong(TooLong):
    place: str


def test_a_refusal_carries_its_facts_and_its_name():
    error = TooLong(years=25)
    assert (error.name, error.years, error.limit) == ("TooLong", 25, 20)
    assert error.facts == {"years": 25, "limit": 20}
    assert str(error) == "years=25, limit=20"


def test_a_refusal_inherits_the_facts_of_its_base():
    error = MuchTooLong(place="沙坪村", years=99, limit=20)
    assert error.facts == {"years": 99, "limit": 20, "place": "沙坪村"}


@pytest.mark.parametrize("facts", [{}, {"years": 1, "month": 2}, {"limit": 3}])
def test_a_missing_or_unknown_fact_is_the_programmers_mistake(facts):
    with pytest.raises(TypeError):
        TooLong(**facts)


def test_a_problem_is_an_error_without_a_row_unless_said_otherwise():
    problem = Problem("NotAnAmount", {"value": "x"})
    assert (problem.level, problem.row, problem.sheet) == ("error", 0, "")
