from compagnon.documents.blocks import Table, widths_of


def test_a_column_is_as_wide_as_what_usually_stands_in_it() -> None:
    table = Table(
        "Pairs",
        ("Mentor", "Score", "Why"),
        (("Somebody else of the group decides", "", ""), *[("Amal", "64", "so " * 60)] * 9),
    )

    assert widths_of(table) == [12, 9, 60]


def test_a_table_of_nothing_has_widths_too() -> None:
    assert widths_of(Table("", ("",), ())) == [4]
