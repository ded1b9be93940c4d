"""What a person sees of a subtree: both conditions as one list of keys, the same rows as one after the other."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from lantoa.kit.listed_keys import ListedKeys
from lantoa.units.models import Unit
from lantoa.units.tree import Tree, walk_once


def list_codes(person, root: Unit) -> set[str]:
    today = timezone.localdate()
    return {*Unit.objects.visible_within(person, Tree(today), [root.pk]).values_list("code", flat=True)}


@pytest.mark.parametrize("person", ["officer", "approver", "office", "outsider", "auditor", "nobody"])
@pytest.mark.parametrize("root", ["lt", "khoi", "db1", "xa-an"])
def test_it_is_both_doors_one_after_the_other(cast, person, root):
    unit, user = cast.unit(root), cast.people[person]
    both = Unit.objects.visible_to(user).within(Tree(timezone.localdate()), [unit.pk])

    assert list_codes(user, unit) == {*both.values_list("code", flat=True)}
    with walk_once():
        assert list_codes(user, unit) == {*both.values_list("code", flat=True)}


def test_who_is_not_signed_in_sees_nothing(cast):
    assert list_codes(AnonymousUser(), cast.unit("lt")) == set()


def test_keys_are_read_once_where_walks_are_kept(cast, django_assert_num_queries):
    tree, roots = Tree(timezone.localdate()), [cast.unit("khoi").pk]
    with walk_once(), django_assert_num_queries(1):
        assert tree.keys_below(roots) == tree.keys_below(roots)
    assert tree.keys_below(roots) != Tree(timezone.localdate() - timedelta(days=9000)).keys_below(roots)


def test_keys_are_one_parameter_of_the_statement(cast):
    rows = Unit.objects.filter(pk__in=ListedKeys([cast.unit("lt").pk, cast.unit("khoi").pk]))
    statement, params = rows.query.sql_with_params()

    assert {row.code for row in rows} == {"lt", "khoi"}
    assert (len(params), "= ANY" in statement) == (1, connection.vendor == "postgresql")


def test_no_key_finds_nothing(cast):
    assert not Unit.objects.filter(pk__in=ListedKeys([])).exists()
    assert not Unit.objects.filter(roles__unit_id__in=ListedKeys([])).exists()
