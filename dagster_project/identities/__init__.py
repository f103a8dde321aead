"""The accounting identities outside dbt: the same SQL on reports just read, the suspected cells, the clerk's texts."""

from dagster_project.identities.check import CheckResult, CheckRow, check
from dagster_project.identities.evaluation import EmptyInputError, build, evaluate

__all__ = ["CheckResult", "CheckRow", "EmptyInputError", "build", "check", "evaluate"]
